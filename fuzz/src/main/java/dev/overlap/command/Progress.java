package dev.overlap.command;

import java.io.UncheckedIOException;

import dev.overlap.explore.ExploreListener;
import dev.overlap.explore.Reported;
import dev.overlap.trace.TraceFormat;

/**
 * How a run goes, on stderr: one line that is written over on a terminal, a line every few seconds elsewhere.
 *
 * <p>Its methods are called by several threads.
 */
final class Progress implements ExploreListener {

    private final Terminal terminal;
    private final LiveLine line;
    private final long executions;
    private final long nanos;
    private long told;
    private long statesBefore;
    private int canaries;

    /**
     * Makes the progress of a run.
     *
     * @param executions how many there will be, or {@link Long#MAX_VALUE}
     * @param nanos how long it will take, or {@link Long#MAX_VALUE}
     */
    Progress(Terminal terminal, long executions, long nanos) {
        this.terminal = terminal;
        this.line = new LiveLine(terminal);
        this.executions = executions;
        this.nanos = nanos;
    }

    @Override
    public synchronized void progress(long executionsSoFar, long nanosSoFar, long states, int findings) {
        if (nanosSoFar - told < line.nanos()) {
            return;
        }
        told = nanosSoFar;
        String fresh = " (+" + Figures.exact(Math.max(0, states - statesBefore)) + ")";
        statesBefore = states;
        String whole = text(executionsSoFar, nanosSoFar, Figures.exact(states) + " states" + fresh, findings);
        line.show(line.fits(whole) ? whole : whole.replace(fresh, ""));
    }

    private String text(long executionsSoFar, long nanosSoFar, String states, int findings) {
        double rate = executionsSoFar * 1e9 / nanosSoFar;
        double left = secondsLeft(executionsSoFar, nanosSoFar, rate);
        return "  " + Figures.clock(nanosSoFar) + "  " + Figures.exact(executionsSoFar) + " executions  " + Figures.rate(rate) + "  " + states + "  findings "
                + findings + (left == Double.POSITIVE_INFINITY ? "" : "  " + Figures.left(left));
    }

    private double secondsLeft(long executionsSoFar, long nanosSoFar, double rate) {
        return secondsLeft(executions, nanos, executionsSoFar, nanosSoFar, rate);
    }

    /** How long a run will still take that ends after so many executions or so much time, each perhaps {@link Long#MAX_VALUE}. */
    static double secondsLeft(long executions, long nanos, long executionsSoFar, long nanosSoFar, double rate) {
        double byTime = nanos == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : (nanos - nanosSoFar) / 1e9;
        double byCount = executions == Long.MAX_VALUE || rate == 0 ? Double.POSITIVE_INFINITY : (executions - executionsSoFar) / rate;
        return Math.min(byTime, byCount);
    }

    @Override
    public synchronized void found(Reported reported) {
        say("  found " + reported.finding().kind() + " in " + reported.trace().scenario() + " with " + reported.trace().reader() + ", execution "
                + Figures.exact(reported.execution()));
    }

    @Override
    public synchronized void notStored(Reported reported, UncheckedIOException why) {
        found(reported);
        say("overlap explore: its trace is printed here, because it could not be stored: " + why.getMessage());
        say(TraceFormat.print(reported.trace()).stripTrailing());
    }

    @Override
    public synchronized void canaryFound(Reported reported) {
        canaries++;
        if (terminal.live()) {
            line.show("  canaries found: " + canaries);
        }
    }

    /** Writes a line that stays. */
    synchronized void say(String words) {
        end();
        terminal.err().println(words);
    }

    /** Ends the live line: what is written next begins on a line of its own. */
    synchronized void end() {
        line.end();
    }
}
