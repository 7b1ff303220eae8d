package dev.overlap.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.overlap.target.FuzzTarget;
import dev.overlap.target.FuzzTarget.Kind;

/** What Jazzer and its libFuzzer are told to do with a target. */
final class JazzerFlags {

    /** An input that takes so long never ends. */
    static final int HANG_SECONDS = 20;

    private JazzerFlags() {
    }

    /**
     * How to watch it: what costs time in each execution.
     *
     * <p>Packages are named outright, because of a jar Jazzer would instrument nothing by itself, and say nothing. Without hooks, nobody looks for what no target can do,
     * such as starting a process; texts keep them, because they also tell the fuzzer what strings are compared with.
     */
    static List<String> watching(FuzzTarget target) {
        String classes = target.packages().stream().map(name -> "dev.overlap." + name + ".**").collect(Collectors.joining(":"));
        List<String> flags = new ArrayList<>(List.of("--target_class=" + target.type().getName(), "--instrumentation_includes=" + classes));
        if (target.kind() == Kind.TEXT) {
            flags.add("--custom_hook_includes=" + classes);
        } else {
            flags.addAll(List.of("--custom_hook_includes=none", "--trace=cov"));
        }
        if (target.kind() == Kind.SCHEDULE) {
            // States come in thousands, and for each that is new, these two would go through all inputs, or write files and delete them again.
            flags.addAll(List.of("-entropic=0", "-reduce_inputs=0"));
        }
        return flags;
    }

    /**
     * How long it runs, where it begins, and where it leaves what it finds.
     *
     * @param executions at most so many, or {@link Long#MAX_VALUE}
     */
    static List<String> running(FuzzTarget target, Duration time, long executions, Seed seed, Path work) {
        // libFuzzer takes 0 for a seed at random.
        long number = 1 + Math.floorMod(seed.value(), (long) Integer.MAX_VALUE);
        List<String> flags = new ArrayList<>(List.of("--reproducer_path=" + work, "-artifact_prefix=" + work + '/', "-max_total_time=" + time.toSeconds(),
                "-seed=" + number, "-timeout=" + HANG_SECONDS, "-max_len=" + target.maxBytes(), "-print_final_stats=1", "-rss_limit_mb=0"));
        if (executions != Long.MAX_VALUE) {
            flags.add("-runs=" + executions);
        }
        return flags;
    }

    /** The folder that gets inputs which reach something new, and the seeds. */
    static List<String> inputs(FuzzTarget target, Path grown) {
        List<String> flags = new ArrayList<>();
        Path inputs = Checkout.inputs();
        Path dictionary = inputs == null ? null : inputs.resolve(target.name() + ".dict");
        if (dictionary != null && Files.exists(dictionary)) {
            flags.add("-dict=" + dictionary);
        }
        flags.add(grown.toAbsolutePath().toString());
        Path seeds = inputs == null ? null : inputs.resolve(target.name());
        if (seeds != null && Files.isDirectory(seeds)) {
            flags.add(seeds.toString());
        }
        Path root = Checkout.root();
        Path more = root == null || target.moreSeeds().isEmpty() ? null : root.resolve(target.moreSeeds());
        if (more != null && Files.isDirectory(more)) {
            flags.add(more.toString());
        }
        return flags;
    }
}
