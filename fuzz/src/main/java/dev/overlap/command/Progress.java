package dev.overlap.command;

import java.io.UncheckedIOException;
import java.util.Objects;

import dev.overlap.explore.ExploreListener;
import dev.overlap.explore.Reported;

/**
 * How a run goes, on stderr: one line that is written over on a terminal, a line every few seconds elsewhere.
 *
 * <p>Its methods are called by several threads.
 */
final class Progress implements ExploreListener {

    private static final long LIVE_NANOS = 500_000_000L;
    private static final long PLAIN_NANOS = 5_000_000_000L;

    private final Terminal terminal;
    private final long executions;
    private final long nanos;
    private long told;
    private long statesBefore;
    private int canaries;
    private int shown;

    /**
     * Makes the progress of a run.
     *
     * @param executions how many there will be, or {@link Long#MAX_VALUE}
     * @param nanos how long it will take, or {@link Long#MAX_VALUE}
     */
    Progress(Terminal terminal, long executions, long nanos) {
        this.terminal = terminal;
        this.executions = executions;
        this.nanos = nanos;
    }

    @Override
    public synchronized void progress(long executionsSoFar, long nanosSoFar, long states, int findings) {
        if (nanosSoFar - told < (terminal.live() ? LIVE_NANOS : PLAIN_NANOS)) {
            return;
        }
        told = nanosSoFar;
        String fresh = " (+" + Figures.exact(Math.max(0, states - statesBefore)) + ")";
        statesBefore = states;
        String line = line(executionsSoFar, nanosSoFar, Figures.exact(states) + " states" + fresh, findings);
        boolean fits = !terminal.live() || line.length() < terminal.columns();
        show(fits ? line : line.replace(fresh, ""));
    }

    private String line(long executionsSoFar, long nanosSoFar, String states, int findings) {
        double rate = executionsSoFar * 1e9 / nanosSoFar;
        double left = secondsLeft(executionsSoFar, nanosSoFar, rate);
        return "  " + Figures.clock(nanosSoFar) + "  " + Figures.exact(executionsSoFar) + " executions  " + Figures.rate(rate) + "  " + states + "  findings "
                + findings + (left == Double.POSITIVE_INFINITY ? "" : "  " + Figures.left(left));
    }

    private double secondsLeft(long executionsSoFar, long nanosSoFar, double rate) {
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
        say("overlap explore: cannot store its trace: " + BadInput.reason(Objects.requireNonNull(why.getCause())));
    }

    @Override
    public synchronized void canaryFound(Reported reported) {
        canaries++;
        if (terminal.live()) {
            show("  canaries found: " + canaries);
        }
    }

    /** Writes a line that stays. */
    synchronized void say(String line) {
        end();
        terminal.err().println(line);
    }

    /** Ends the live line: what is written next begins on a line of its own. */
    synchronized void end() {
        if (shown > 0) {
            terminal.err().print("\r" + " ".repeat(shown) + "\r");
            terminal.err().flush();
            shown = 0;
        }
    }

    private void show(String line) {
        if (!terminal.live()) {
            terminal.err().println(line);
            return;
        }
        String fitting = line.substring(0, Math.min(line.length(), terminal.columns() - 1));
        terminal.err().print("\r" + fitting + " ".repeat(Math.max(0, shown - fitting.length())));
        terminal.err().flush();
        shown = fitting.length();
    }
}
