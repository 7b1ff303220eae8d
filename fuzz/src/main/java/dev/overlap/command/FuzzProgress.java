package dev.overlap.command;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** How fuzzing goes, on stderr: one line that is written over on a terminal, a line every few seconds elsewhere. */
class FuzzProgress {

    /** How often {@link #tell} wants to be called. */
    static final Duration INTERVAL = Duration.ofMillis(250);

    private final LiveLine line;
    private final long executions;
    private final long nanos;
    private final long began = System.nanoTime();
    private @Nullable JazzerOutput output;
    private long told;
    private int entriesBefore;

    /**
     * Makes the progress of a run.
     *
     * @param executions how many there will be, or {@link Long#MAX_VALUE}
     */
    FuzzProgress(Terminal terminal, long executions, Duration time) {
        this.line = new LiveLine(terminal);
        this.executions = executions;
        this.nanos = time.toNanos();
    }

    final void watches(JazzerOutput watched) {
        output = watched;
    }

    /** How many inputs have been run so far. */
    final long executionsSoFar() {
        JazzerOutput watched = output;
        return watched == null ? 0 : Math.max(0, watched.executions());
    }

    /** Says how far it is, if it has not done so lately. */
    void tell() {
        long passed = System.nanoTime() - began;
        JazzerOutput watched = output;
        if (watched == null || passed - told < line.nanos()) {
            return;
        }
        told = passed;
        long done = watched.executions();
        if (done < 0) {
            line.show("  " + Figures.clock(passed) + "  the JVM of the target starts");
            return;
        }
        int entries = watched.entries();
        String fresh = " (+" + Figures.exact(Math.max(0, entries - entriesBefore)) + ")";
        entriesBefore = entries;
        long running = watched.nanos();
        double rate = running == 0 ? 0 : done * 1e9 / running;
        String whole = "  " + Figures.clock(passed) + "  " + Figures.exact(done) + " executions  " + Figures.rate(rate) + "  " + Figures.exact(watched.edges())
                + " edges  " + Figures.exact(entries) + " in the corpus" + fresh + "  "
                + Figures.left(Progress.secondsLeft(executions, nanos, done, running, rate));
        line.show(line.fits(whole) ? whole : whole.replace(fresh, ""));
    }

    void end() {
        line.end();
    }
}
