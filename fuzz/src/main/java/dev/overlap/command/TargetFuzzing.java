package dev.overlap.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.overlap.campaign.Sha;
import dev.overlap.explore.WholeFile;
import dev.overlap.target.FuzzTarget;
import dev.overlap.target.TargetMain;
import dev.overlap.target.TargetProperties;
import org.jspecify.annotations.Nullable;

/**
 * Runs one target in a JVM of its own: with Jazzer, which makes inputs, or without, where there are inputs.
 *
 * <p>Its folder is for what Jazzer leaves behind, and goes when this is closed.
 */
final class TargetFuzzing implements AutoCloseable {

    /** Jazzer's own main class. */
    static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";
    private static final int MINIMISE_SECONDS = 20;
    /** How much longer than its time a run may take to begin and to end. */
    private static final Duration MARGIN = Duration.ofSeconds(60);
    private static final int MOMENTS = 40;
    private static final int MOMENT_MILLIS = 50;
    private static final int FOUND = 77;
    private static final int HANGS = 70;

    /**
     * Something that an input does and should not.
     *
     * @param what the first line of it; empty when it does nothing of the kind
     * @param trace of the shrunk execution, where a schedule is involved
     * @param unwritten why input and trace could not be stored where they should have been; empty when they are there
     */
    record Thrown(String what, List<String> frames, Path input, @Nullable Path trace, String unwritten) {

        boolean isFinding() {
            return !what.isEmpty();
        }
    }

    /**
     * What came of a run with Jazzer.
     *
     * @param nanos how long inputs were run
     */
    record Result(long executions, long nanos, int edges, int entries, @Nullable Thrown thrown) {
    }

    private final FuzzTarget target;
    private final List<String> options = new ArrayList<>();
    private final Path work;
    private final AtExit atExit;
    private boolean keepsWork;
    private volatile @Nullable TargetJvm running;
    private volatile boolean interrupted;

    /**
     * Makes its folder.
     *
     * @param reader the id of the reader that plays; null for what the target plays by itself
     */
    TargetFuzzing(FuzzTarget target, @Nullable String reader) {
        this.target = target;
        try {
            this.work = Files.createTempDirectory("overlap-fuzz");
        } catch (IOException e) {
            throw BadInput.cannot("create a folder in", Path.of(System.getProperty("java.io.tmpdir", "")), e);
        }
        this.atExit = AtExit.run("overlap fuzz: delete temporary files", this::empty);
        tell(TargetProperties.TRACES, work.resolve("traces").toString());
        tell(TargetProperties.READER, reader);
        tell(TargetProperties.FEEDBACK, System.getProperty(TargetProperties.FEEDBACK));
    }

    private void tell(String property, @Nullable String value) {
        if (value != null) {
            options.add("-D" + property + '=' + value);
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
        List<String> arguments = new ArrayList<>(JazzerFlags.watching(target));
        arguments.addAll(JazzerFlags.running(target, time, executions, seed, work));
        arguments.addAll(JazzerFlags.inputs(target, grown));
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
            if (!understood && !isInterruptedSoon()) {
                throw died(jvm, output);
            }
        }
        Path input = output.input();
        Thrown thrown = interrupted || input == null ? null : keep(new Thrown(output.thrown(), output.frames(), input, null, ""), out, exitCode == HANGS);
        return new Result(Math.max(0, output.executions()), nanos, output.edges(), output.entries(), thrown);
    }

    private TargetJvm start(String classPath, String main, List<String> arguments, Consumer<String> lines) {
        TargetJvm jvm = TargetJvm.start(work, classPath, options, main, arguments, lines);
        running = jvm;
        if (interrupted) {
            jvm.close();
        }
        return jvm;
    }

    /** Ctrl-C reaches the target's JVM, too, which may be quicker. */
    private boolean isInterruptedSoon() {
        try {
            for (int i = 0; i < MOMENTS && !interrupted; i++) {
                Thread.sleep(MOMENT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return interrupted;
    }

    private BackendDied died(TargetJvm jvm, JazzerOutput output) {
        String after = " after " + Figures.count(Math.max(0, output.executions()), "execution", "executions");
        return new BackendDied(output.wasStopped() ? "the JVM of " + target.name() + " was told to end" + after + "; its corpus is kept"
                : jvm.wasKilled() ? "the JVM of " + target.name() + " was killed" + after + ", by somebody or for lack of memory; its corpus is kept"
                : "the JVM of " + target.name() + " ended" + after + " in a way that nobody understands, " + jvm.lastWords());
    }

    /**
     * Runs the input again, alone and without Jazzer; what can be made shorter is; and puts all of it where it stays.
     *
     * @throws BackendDied when it does not happen again
     */
    private @Nullable Thrown keep(Thrown found, Path out, boolean hangs) {
        Path shorter = work.resolve("shorter");
        // Where there is a schedule, the trace is what was made shorter.
        boolean plain = hangs || target.playsReaders();
        List<Thrown> again = plain ? replay(List.of(found.input()))
                : play(List.of(TargetMain.MINIMISE, target.name(), found.input().toString(), shorter.toString(), Integer.toString(MINIMISE_SECONDS)),
                        List.of(shorter),
                        Duration.ofSeconds(MINIMISE_SECONDS).plus(MARGIN));
        boolean same = !again.isEmpty() && again.getFirst().isFinding();
        Thrown kept = store(same && Files.exists(again.getFirst().input()) ? again.getFirst() : found, out);
        if (!same && !interrupted) {
            throw new BackendDied("what an input has thrown is not thrown when the input is run alone, so runs before it are to blame, or a lack of memory: "
                    + found.what() + "; the input is in " + kept.input() + kept.unwritten());
        }
        return kept;
    }

    private Thrown store(Thrown thrown, Path out) {
        try {
            byte[] bytes = Files.readAllBytes(thrown.input());
            Path input = out.resolve(target.name() + "-" + Sha.one(bytes));
            WholeFile.write(input, bytes);
            Path trace = null;
            if (thrown.trace() != null) {
                trace = out.resolve(thrown.trace().getFileName());
                WholeFile.write(trace, Files.readAllBytes(thrown.trace()));
            }
            return new Thrown(thrown.what(), thrown.frames(), input, trace, "");
        } catch (IOException e) {
            return unwritten(thrown, "cannot write to " + out + ": " + BadInput.reason(e));
        } catch (UncheckedIOException e) {
            return unwritten(thrown, String.valueOf(e.getMessage()));
        }
    }

    private Thrown unwritten(Thrown thrown, String why) {
        keepsWork = true;
        return new Thrown(thrown.what(), thrown.frames(), thrown.input(), thrown.trace(), why);
    }

    /** Plays inputs without Jazzer; the traces of what they throw go to a folder. */
    List<Thrown> replay(List<Path> inputs, Path out) {
        return replay(inputs).stream().map(thrown -> thrown.trace() == null ? thrown : withTrace(thrown, out)).toList();
    }

    private Thrown withTrace(Thrown thrown, Path out) {
        Thrown stored = store(thrown, out);
        return new Thrown(thrown.what(), thrown.frames(), thrown.input(), stored.trace(), stored.unwritten());
    }

    /** Plays inputs without Jazzer; what each of them throws, nothing where it throws nothing. */
    List<Thrown> replay(List<Path> inputs) {
        List<Thrown> results = new ArrayList<>();
        while (results.size() < inputs.size() && !interrupted) {
            // A JVM that an input has ended cannot play those behind it.
            List<Path> left = inputs.subList(results.size(), inputs.size());
            List<String> arguments = new ArrayList<>(List.of(TargetMain.PLAY, target.name()));
            left.forEach(input -> arguments.add(input.toString()));
            results.addAll(play(arguments, left, MARGIN.plusSeconds((long) JazzerFlags.HANG_SECONDS * left.size())));
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
                results.add(new Thrown(ended ? "ends the JVM, " + jvm.lastWords() : "does not end", List.of(), inputs.get(results.size()), null, ""));
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
                results.add(new Thrown(what, new ArrayList<>(), inputs.get(results.size()), null, ""));
            } else if (line.startsWith(TargetMain.TRACE) && !results.isEmpty()) {
                Thrown last = results.removeLast();
                results.add(new Thrown(last.what(), last.frames(), last.input(), Path.of(line.substring(TargetMain.TRACE.length())), ""));
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
        empty();
        atExit.cancel();
    }

    private void empty() {
        if (keepsWork) {
            return;
        }
        Folders.removeIfPossible(work);
    }
}
