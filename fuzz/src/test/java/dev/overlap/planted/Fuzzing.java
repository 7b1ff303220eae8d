package dev.overlap.planted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A fuzz target, and how Jazzer is to run it.
 *
 * @param targetClass the class with the target
 * @param time how long, in whole seconds, unless something is found before
 * @param seed of Jazzer's own random numbers, 1 or more
 * @param jvm further options of the JVM
 * @param flags further flags of Jazzer
 */
record Fuzzing(String targetClass, Duration time, int seed, List<String> jvm, List<String> flags) {

    private static final String TARGETS = "dev.overlap.target.";
    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";
    /** An input that takes so long never ends. */
    private static final int HANG_SECONDS = 20;
    /** How much longer than its time a run may take to begin and to end. */
    private static final Duration MARGIN = Duration.ofSeconds(60);

    Fuzzing {
        jvm = List.copyOf(jvm);
        flags = List.copyOf(flags);
    }

    /** A target of the project, with Jazzer's own flags. */
    static Fuzzing target(String simpleName, Duration time, int seed) {
        return new Fuzzing(TARGETS + simpleName, time, seed, List.of(), List.of());
    }

    /**
     * Fuzzes in a JVM of its own, with the seeds and the dictionary that the repository has for the target, until something is found or the time is over.
     *
     * @param defective the folder of classes with a defect, or none
     * @param folder an empty one, which gets the corpus and what was found
     * @throws IllegalStateException when it ended in another way
     */
    FuzzRun run(List<Path> defective, Path folder) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(ChildJvm.USUAL);
        options.addAll(jvm);
        ChildJvm child = new ChildJvm(defective, options, JAZZER, arguments(folder));
        FuzzRun.Watch watch = new FuzzRun.Watch();
        return watch.result(child.run(time.plus(MARGIN), watch));
    }

    private List<String> arguments(Path folder) throws IOException {
        Path grown = Files.createDirectories(folder.resolve("corpus"));
        List<String> arguments = new ArrayList<>(List.of("--target_class=" + targetClass, "--instrumentation_includes=dev.overlap.**",
                "--reproducer_path=" + folder, "-artifact_prefix=" + folder + '/', "-max_total_time=" + time.toSeconds(), "-seed=" + seed,
                "-timeout=" + HANG_SECONDS, "-print_final_stats=1", "-rss_limit_mb=0"));
        arguments.addAll(flags);
        String name = targetClass.substring(targetClass.lastIndexOf('.') + 1);
        Path dictionary = Checkout.INPUTS.resolve(name + ".dict");
        if (Files.exists(dictionary)) {
            arguments.add("-dict=" + dictionary);
        }
        arguments.add(grown.toString());
        Path seeds = Checkout.INPUTS.resolve(name);
        if (Files.isDirectory(seeds)) {
            arguments.add(seeds.toString());
        }
        return arguments;
    }
}
