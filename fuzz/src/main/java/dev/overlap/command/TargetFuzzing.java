package dev.overlap.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.overlap.finding.HarnessError;
import dev.overlap.target.FuzzTarget;
import dev.overlap.target.TargetMain;
import org.jspecify.annotations.Nullable;

/**
 * Runs one target in a JVM of its own: with Jazzer, which makes inputs, or without, where there are inputs.
 *
 * <p>Its folder is for what Jazzer leaves behind, and goes when this is closed.
 */
final class TargetFuzzing implements AutoCloseable {

    /** Jazzer's own main class. */
    static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";
    /** Named outright: of a jar, Jazzer would instrument nothing by itself, and say nothing. */
    static final String INSTRUMENTED = "--instrumentation_includes=dev.overlap.**";

    /** An input that takes so long never ends. */
    private static final int HANG_SECONDS = 20;
    private static final int MINIMISE_SECONDS = 20;
    /** How much longer than its time a run may take to begin and to end. */
    private static final Duration MARGIN = Duration.ofSeconds(60);
    private static final int FOUND = 77;
    private static final int HANGS = 70;

    /** Something that an input does and should not. */
    record Thrown(String what, List<String> frames, Path input) {
    }

    /**
     * What came of a run with Jazzer.
     *
     * @param nanos how long inputs were run
     */
    record Result(long executions, long nanos, int edges, int entries, @Nullable Thrown thrown) {
    }

    private final FuzzTarget target;
    private final Path work;
    private volatile @Nullable TargetJvm running;
    private volatile boolean interrupted;

    TargetFuzzing(FuzzTarget target) {
        this.target = target;
        try {
            this.work = Files.createTempDirectory("overlap-fuzz");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what is running; what is asked for afterwards does not begin. */
    void interrupt() {
        interrupted = true;
        TargetJvm jvm = running;
        if (jvm != null) {
            jvm.close();
        }
    }

    boolean isInterrupted() {
        return interrupted;
    }

    /**
     * Fuzzes.
     *
     * @param executions at most so many, or {@link Long#MAX_VALUE}
     * @param grown gets inputs that reach something new
     * @param out gets an input that throws, made shorter
     * @throws BackendDied when Jazzer cannot be started, is killed, or says what nobody understands
     */
    Result fuzz(Duration time, long executions, Seed seed, Path grown, Path out, FuzzProgress progress) {
        JazzerOutput output = new JazzerOutput();
        progress.watches(output);
        List<String> arguments = arguments(time, executions, seed, grown);
        int exitCode;
        long nanos;
        try (TargetJvm jvm = start(JazzerJars.classPath(), JAZZER, arguments, output)) {
            long end = System.nanoTime() + time.plus(MARGIN).toNanos();
            while (!jvm.awaitEnd(FuzzProgress.INTERVAL) && System.nanoTime() < end) {
                progress.tell();
            }
            exitCode = jvm.exitCode();
            nanos = output.nanos();
            progress.end();
            boolean found = exitCode == FOUND || exitCode == HANGS;
            boolean understood = output.hasEnded() && found != output.thrown().isEmpty() && (found ? output.input() != null : exitCode == 0);
            if (!interrupted && !understood) {
                throw new BackendDied("the JVM of " + target.name() + " ended in a way that nobody understands, " + jvm.lastWords());
            }
        }
        Path input = output.input();
        Thrown thrown = interrupted || input == null ? null : keep(new Thrown(output.thrown(), output.frames(), input), out, exitCode == HANGS);
        return new Result(Math.max(0, output.executions()), nanos, output.edges(), output.entries(), thrown);
    }

    private TargetJvm start(String classPath, String main, List<String> arguments, Consumer<String> lines) {
        TargetJvm jvm = TargetJvm.start(work, classPath, main, arguments, lines);
        running = jvm;
        if (interrupted) {
            jvm.close();
        }
        return jvm;
    }

    private List<String> arguments(Duration time, long executions, Seed seed, Path grown) {
        // libFuzzer takes 0 for a seed at random.
        long number = 1 + Math.floorMod(seed.value(), (long) Integer.MAX_VALUE);
        List<String> arguments = new ArrayList<>(List.of("--target_class=" + target.type().getName(), INSTRUMENTED,
                "--instrumentation_excludes=dev.overlap.command.**", "--reproducer_path=" + work, "-artifact_prefix=" + work + '/',
                "-max_total_time=" + time.toSeconds(), "-seed=" + number, "-timeout=" + HANG_SECONDS, "-max_len=" + target.maxBytes(), "-print_final_stats=1",
                "-rss_limit_mb=0"));
        if (!target.comparisons()) {
            arguments.add("--trace=cov");
        }
        if (executions != Long.MAX_VALUE) {
            arguments.add("-runs=" + executions);
        }
        Path inputs = Checkout.inputs();
        Path dictionary = inputs == null ? null : inputs.resolve(target.name() + ".dict");
        if (dictionary != null && Files.exists(dictionary)) {
            arguments.add("-dict=" + dictionary);
        }
        arguments.add(grown.toAbsolutePath().toString());
        Path seeds = inputs == null ? null : inputs.resolve(target.name());
        if (seeds != null && Files.isDirectory(seeds)) {
            arguments.add(seeds.toString());
        }
        Path root = Checkout.root();
        Path more = root == null || target.moreSeeds().isEmpty() ? null : root.resolve(target.moreSeeds());
        if (more != null && Files.isDirectory(more)) {
            arguments.add(more.toString());
        }
        return arguments;
    }

    /** Makes the input shorter, and puts it where it stays. */
    private Thrown keep(Thrown found, Path out, boolean hangs) {
        Path shorter = work.resolve("shorter");
        List<Thrown> minimised = new ArrayList<>();
        if (!hangs) {
            List<String> arguments = List.of("minimise", target.name(), found.input().toString(), shorter.toString(), Integer.toString(MINIMISE_SECONDS));
            minimised.addAll(play(arguments, List.of(shorter), Duration.ofSeconds(MINIMISE_SECONDS).plus(MARGIN)));
        }
        // What it throws there and nowhere else cannot be made shorter: it stays as it was found.
        boolean same = !minimised.isEmpty() && !minimised.getFirst().what().isEmpty() && Files.exists(shorter);
        Thrown best = same ? minimised.getFirst() : found;
        try {
            byte[] bytes = Files.readAllBytes(best.input());
            Path file = Files.createDirectories(out).resolve(target.name() + "-" + sha1(bytes));
            Files.copy(best.input(), file, StandardCopyOption.REPLACE_EXISTING);
            return new Thrown(best.what(), best.frames(), file);
        } catch (IOException e) {
            throw BadInput.cannot("write to", out, e);
        }
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new HarnessError("every Java knows SHA-1", e);
        }
    }

    /** Plays inputs without Jazzer; what each of them throws, nothing where it throws nothing. */
    List<Thrown> replay(List<Path> inputs) {
        List<Thrown> results = new ArrayList<>();
        while (results.size() < inputs.size() && !interrupted) {
            // A JVM that an input has ended cannot play those behind it.
            List<Path> left = inputs.subList(results.size(), inputs.size());
            List<String> arguments = new ArrayList<>(List.of("play", target.name()));
            left.forEach(input -> arguments.add(input.toString()));
            results.addAll(play(arguments, left, MARGIN.plusSeconds((long) HANG_SECONDS * left.size())));
        }
        return results;
    }

    private List<Thrown> play(List<String> arguments, List<Path> inputs, Duration patience) {
        Played played = new Played(inputs);
        try (TargetJvm jvm = start(JazzerJars.ownPath(), TargetMain.class.getName(), arguments, played)) {
            boolean ended = jvm.awaitEnd(patience);
            List<Thrown> results = new ArrayList<>(played.results());
            if (results.size() < inputs.size() && !interrupted) {
                // The one at which it stopped is the first that it has not told of.
                results.add(new Thrown(ended ? "ends the JVM, " + jvm.lastWords() : "does not end", List.of(), inputs.get(results.size())));
            }
            return results;
        }
    }

    /** Understands what {@link TargetMain} prints. */
    private static final class Played implements Consumer<String> {

        private final List<Path> inputs;
        private final List<Thrown> results = new ArrayList<>();

        Played(List<Path> inputs) {
            this.inputs = inputs;
        }

        @Override
        public synchronized void accept(String line) {
            if (line.equals(TargetMain.FINE) || line.startsWith(TargetMain.THROWN)) {
                String what = line.equals(TargetMain.FINE) ? "" : line.substring(TargetMain.THROWN.length());
                results.add(new Thrown(what, new ArrayList<>(), inputs.get(results.size())));
            } else if (line.startsWith(TargetMain.AT) && !results.isEmpty()) {
                results.getLast().frames().add(line.substring(TargetMain.AT.length()));
            }
        }

        synchronized List<Thrown> results() {
            return List.copyOf(results);
        }
    }

    @Override
    public void close() {
        TargetJvm jvm = running;
        if (jvm != null) {
            jvm.close();
        }
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // The system empties its temporary folder.
            return;
        }
    }
}
