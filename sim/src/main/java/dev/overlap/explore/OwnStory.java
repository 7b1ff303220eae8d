package dev.overlap.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

import dev.overlap.finding.Finding;
import dev.overlap.finding.HarnessError;
import dev.overlap.finding.Kind;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.reader.Capability;
import dev.overlap.rules.ReaderRules;
import dev.overlap.scenario.Scenario;
import dev.overlap.schedule.Bench;
import dev.overlap.simulation.SimWorld;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceFormat;
import dev.overlap.trace.TraceSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A story that its user has written, with readers that it opens itself: played once in the plainest way, replayed from traces, explored until something is found.
 * On one thread, because the story may keep things in objects of its own.
 *
 * <p>Readers are held against {@link ReaderRules}; a refusal leaves every method as it was thrown. So does what the story throws while it sets the stage.
 */
public final class OwnStory {

    private static final String NO_READER =
            "this story has no reader but those that it opens itself: call stage.openReader(MyReader::new, pipe.readerEnd(), listener)";

    private final Scenario scenario;
    private final long seed;
    private final Portfolio portfolio;
    private final WindowsVersion windows;
    private final boolean ascii;
    private String reader = "none";
    private boolean asksForReader;

    /**
     * Something that went wrong.
     *
     * @param headline kind and message
     * @param where scenario, reader and, of an exploration, the number of the execution
     * @param timeline what happens, as columns of text; empty when nothing can be shown
     * @param trace the execution as a trace; empty when there is none
     * @param file where the trace is stored, or null
     * @param notStored why it could not be stored, or null
     * @param needs what Windows must do for it
     * @param isRepeatable false when the same execution went one way, and then another
     * @param isReplayed whether a stored trace shows it
     */
    public record Defect(String headline, String where, String timeline, String trace, @Nullable Path file, @Nullable String notStored, String needs,
            boolean isRepeatable, boolean isReplayed) {

        /** What Windows must do for it, in words. */
        public String needsInWords() {
            return Trace.needsInWords(needs);
        }
    }

    /**
     * What has become of a stored trace.
     *
     * @param defect what it shows, or null
     * @param remark what its owner should know, or empty
     */
    public record Replayed(@Nullable Defect defect, String remark) {
    }

    /**
     * Makes a story.
     *
     * @param seed any number
     * @param strategy a name of {@link Portfolio#NAMES}
     * @param windows the number of a version of Windows: 7, 8, 10 or 11
     * @param ascii whether timelines keep to ASCII
     * @throws IllegalArgumentException when there is no such strategy or version
     */
    public OwnStory(Scenario scenario, long seed, String strategy, String windows, boolean ascii) {
        this.scenario = scenario;
        this.seed = seed;
        this.portfolio = Portfolio.named(strategy)
                .orElseThrow(() -> new IllegalArgumentException("strategy \"" + strategy + "\" is not known: expected one of " + Portfolio.NAMES));
        this.windows = WindowsVersion.numbered(windows)
                .orElseThrow(() -> new IllegalArgumentException("windows \"" + windows + "\" is not known: expected 7, 8, 10 or 11"));
        this.ascii = ascii;
    }

    /** Whether tasks run on threads, which is slow, because this JVM was started without access to the JDK's continuations. */
    public static boolean runsOnThreads() {
        return Bench.bestEngine() == Bench.Engine.THREADS;
    }

    /**
     * Plays it once, without surprises: whatever is wrong with the story itself shows here.
     *
     * @return what cannot be repeated, or null
     * @throws IllegalStateException when it adds no task, or opens a reader without saying which
     */
    public @Nullable Defect rehearse() {
        int tasks;
        try {
            tasks = PlainPlay.tasks(new SimWorld(Bench.bestEngine(), this::opened), scenario, subject().factory(), windows);
        } catch (HarnessError e) {
            return unrepeatable(e);
        }
        requireReader();
        if (tasks == 0) {
            throw new IllegalStateException("no task on the stage: add at least one with stage.task(\"owner\", () -> …), and say in it what happens");
        }
        return null;
    }

    /** The simulation has lost its way. A function that is not simulated is not the story's fault; what else there is nearly always is. */
    private Defect unrepeatable(HarnessError e) {
        requireReader();
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("not simulated")) {
            throw e;
        }
        return new Defect(Kind.NONDETERMINISM + "  " + message, where() + ", seed " + seed, "", "", null, null, "", false, false);
    }

    private void opened(Class<?> readerClass) {
        ReaderRules.check(readerClass);
        reader = readerClass.getSimpleName().isEmpty() ? readerClass.getName().substring(readerClass.getName().lastIndexOf('.') + 1)
                : readerClass.getSimpleName();
    }

    private Subject subject() {
        return new Subject(reader, (win32, platform, pipe, listener) -> {
            asksForReader = true;
            throw new IllegalStateException(NO_READER);
        }, EnumSet.allOf(Capability.class));
    }

    private void requireReader() {
        if (asksForReader) {
            throw new IllegalStateException(NO_READER);
        }
    }

    // ---------------------------------------------------------------- what was found before

    /** Replays a stored trace; what cannot be replayed is a remark. */
    public Replayed replay(Path file) {
        try {
            return replay(TraceFormat.parse(Files.readString(file)), file);
        } catch (IOException | TraceSyntaxException e) {
            return broken(e);
        }
    }

    /** Replays a trace that is kept as a text; what cannot be replayed is a remark. */
    public Replayed replay(String text) {
        try {
            return replay(TraceFormat.parse(text), null);
        } catch (TraceSyntaxException e) {
            return broken(e);
        }
    }

    private static Replayed broken(Exception e) {
        return new Replayed(null, "broken: " + e.getMessage());
    }

    private Replayed replay(Trace trace, @Nullable Path file) {
        TraceReplayer.Result result;
        try {
            result = new TraceReplayer(Bench.bestEngine(), ascii).replay(trace, scenario, subject());
        } catch (IllegalArgumentException e) {
            return broken(e);
        } catch (HarnessError e) {
            return new Replayed(unrepeatable(e), "");
        }
        requireReader();
        String outcome = result.outcome().name().toLowerCase(Locale.ROOT);
        Finding finding = result.finding();
        if (finding != null) {
            String expect = trace.expect();
            String before = result.isAsExpected(trace) ? "" : ", though " + (expect == null ? "nothing was expected" : expect + " was expected");
            return new Replayed(new Defect(finding.headline(), where() + ", replayed (" + outcome + before + ")", result.timeline(), "", file, null,
                    result.trace().needs(), true, true), "");
        }
        if (result.outcome() == TraceReplayer.Outcome.STALE) {
            String divergence = result.divergence();
            return new Replayed(null, "stale: its choices cannot be followed any more, so nobody can tell" + (divergence == null ? "" : " (" + divergence + ")")
                    + "; delete it when the code that it was about is gone");
        }
        return new Replayed(null, trace.expect() == null ? "" : "clean now: to have it guard against the return of the defect, replace its line \"expect    "
                + trace.expect() + "\" by \"expect    clean\"");
    }

    private String where() {
        return scenario.name() + " with " + reader;
    }

    // ---------------------------------------------------------------- looking for more

    /**
     * Explores it until something is found or the limit is reached.
     *
     * @param executions after how many to stop, or {@link Long#MAX_VALUE}
     * @param nanos after how much time to stop, or {@link Long#MAX_VALUE}
     * @param directory where a trace of what is found is written
     * @return what was found, or null
     * @throws IllegalStateException when nothing was found, and a rule of the story has had no effect in any execution
     */
    public @Nullable Defect explore(long executions, long nanos, Path directory) {
        ExploreOptions options =
                new ExploreOptions(seed, List.of(scenario), List.of(subject()), portfolio, windows, executions, nanos, 1, Bench.bestEngine(), false,
                        directory);
        FirstFound listener = new FirstFound();
        Exploration exploration = new Exploration(options, listener, ascii);
        listener.exploration = exploration;
        ExploreSummary summary;
        try {
            summary = exploration.run();
        } catch (HarnessError e) {
            return unrepeatable(e);
        }
        List<Reported> findings = summary.findings();
        requireReader();
        if (findings.isEmpty() && !summary.unmatchedRules().isEmpty()) {
            throw new IllegalStateException(
                    "a rule has never matched, in none of " + summary.executions() + " executions: " + summary.unmatchedRules().getFirst());
        }
        return findings.isEmpty() ? null : defect(findings.getFirst(), listener.notStored);
    }

    private Defect defect(Reported reported, @Nullable String notStored) {
        Finding finding = reported.finding();
        boolean repeatable = finding.kind() != Kind.NONDETERMINISM;
        return new Defect(finding.headline(), where() + ", execution " + reported.execution() + " of seed " + seed + ", by " + reported.strategy(),
                reported.timeline(), repeatable ? TraceFormat.print(reported.trace()) : "", reported.file(), notStored, reported.trace().needs(), repeatable,
                false);
    }

    /** Ends the exploration at the first finding. */
    private static final class FirstFound implements ExploreListener {
        private @Nullable Exploration exploration;
        private @Nullable String notStored;

        @Override
        public void progress(long executions, long nanos, long states, int findings) {
            // Nobody watches.
        }

        @Override
        public void found(Reported reported) {
            end();
        }

        @Override
        public void notStored(Reported reported, UncheckedIOException why) {
            notStored = String.valueOf(why.getMessage());
            end();
        }

        @Override
        public void canaryFound(Reported reported) {
            // None is played.
        }

        private void end() {
            if (exploration != null) {
                exploration.cancel();
            }
        }
    }
}
