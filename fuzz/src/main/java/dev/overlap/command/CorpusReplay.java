package dev.overlap.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.overlap.command.Conformance.Failure;
import dev.overlap.command.TargetFuzzing.Thrown;
import dev.overlap.explore.Repertoire;
import dev.overlap.explore.TraceReplayer;
import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.finding.HarnessError;
import dev.overlap.kernel.Profile;
import dev.overlap.schedule.Bench;
import dev.overlap.script.Check;
import dev.overlap.script.Variant;
import dev.overlap.target.FuzzTarget;
import dev.overlap.target.Targets;
import org.jspecify.annotations.Nullable;

/** Replays the entries of a corpus, each as its kind is replayed, and says which of them do not do what they expect. */
final class CorpusReplay {

    /**
     * An entry that did something else.
     *
     * @param failure false when nobody can tell, and somebody may look at it some day
     */
    record Unexpected(Path file, String expected, String actual, boolean failure) {
    }

    private final Repertoire repertoire;
    private final Bench.Engine engine;
    private final boolean ascii;
    private final LiveLine line;
    private int done;
    private volatile boolean interrupted;
    private volatile @Nullable TargetFuzzing running;
    private long told = System.nanoTime();

    CorpusReplay(Terminal terminal, Repertoire repertoire) {
        this.repertoire = repertoire;
        this.engine = Engines.orBest(null, terminal);
        this.ascii = terminal.ascii();
        this.line = new LiveLine(terminal);
    }

    /** Ends it while it replays. Any thread. */
    void interrupt() {
        interrupted = true;
        TargetFuzzing inputs = running;
        if (inputs != null) {
            inputs.interrupt();
        }
    }

    boolean isInterrupted() {
        return interrupted;
    }

    /** How many entries were replayed, and did what they expect or not. */
    int replayed() {
        return done;
    }

    /** Replays all, or as many as there is time for until it is interrupted. */
    List<Unexpected> replay(CorpusFolder corpus) {
        List<Unexpected> unexpected = new ArrayList<>();
        int all = corpus.files().size();
        try {
            for (CorpusKind kind : List.of(CorpusKind.TRACES, CorpusKind.SCRIPTS)) {
                for (Path file : corpus.of(kind)) {
                    if (interrupted) {
                        return unexpected;
                    }
                    add(unexpected, kind == CorpusKind.TRACES ? trace(file) : script(file));
                    tell(1, all);
                }
            }
            for (Map.Entry<String, List<Path>> inputs : corpus.inputs().entrySet()) {
                if (interrupted) {
                    return unexpected;
                }
                List<Thrown> played = play(inputs.getKey(), inputs.getValue());
                unexpected.addAll(unexpected(played));
                tell(played.size(), all);
            }
        } finally {
            line.end();
        }
        return unexpected;
    }

    private static void add(List<Unexpected> all, @Nullable Unexpected one) {
        if (one != null) {
            all.add(one);
        }
    }

    private void tell(int more, int all) {
        done += more;
        if (System.nanoTime() - told > line.nanos()) {
            told = System.nanoTime();
            line.show("  " + Figures.exact(done) + " of " + Figures.exact(all) + " entries replayed");
        }
    }

    @Nullable Unexpected trace(Path file) {
        Entry.Played played = played(file);
        return played.isAsExpected() ? null : new Unexpected(file, played.expected(), played.actual(), played.isFailure());
    }

    /** What becomes of a trace now. */
    Entry.Played played(Path file) {
        TraceFile trace = TraceFile.read(file, repertoire);
        try {
            Result result = new TraceReplayer(engine, ascii).replay(trace.trace(), repertoire);
            return new Entry.Played(file, trace.trace(), result);
        } catch (HarnessError e) {
            throw new HarnessError(file, e.problem(), e);
        } catch (IllegalArgumentException e) {
            throw new BadInput(file, e.getMessage());
        }
    }

    @Nullable Unexpected script(Path file) {
        ScriptFile script = ScriptFile.read(file);
        Conformance conformance = new Conformance(KnownDifferences.of(Profile.WINDOWS_10));
        try {
            new SimBackend(engine, Profile.WINDOWS_10).play(List.of(script), new Backend.Audience() {
                @Override
                public void begins(Kernel kernel) {
                    // It is the one that was asked for.
                }

                @Override
                public void played(ScriptFile played, Variant variant, List<Check> checks) {
                    conformance.add(file, variant, checks);
                }
            });
        } catch (HarnessError e) {
            // Of a script that somebody wrote: that it cannot be played to its end is the script's fault.
            return new Unexpected(file, "to be played to its end", e.problem(), true);
        }
        if (conformance.failures().isEmpty()) {
            return null;
        }
        Failure first = conformance.failures().getFirst();
        return new Unexpected(file, "line " + first.check().line() + " to be " + first.check().expected(), first.check().actual(), true);
    }

    /** Plays inputs of one target, in a JVM of its own. */
    List<Unexpected> inputs(String name, List<Path> files) {
        return unexpected(play(name, files));
    }

    private static List<Unexpected> unexpected(List<Thrown> played) {
        return played.stream().filter(Thrown::isFinding).map(each -> new Unexpected(each.input(), "nothing thrown", each.what(), true)).toList();
    }

    private List<Thrown> play(String name, List<Path> files) {
        FuzzTarget target = Targets.named(name).orElseThrow();
        try (TargetFuzzing fuzzing = new TargetFuzzing(target, null)) {
            running = fuzzing;
            if (interrupted) {
                fuzzing.interrupt();
            }
            return fuzzing.replay(files);
        }
    }
}
