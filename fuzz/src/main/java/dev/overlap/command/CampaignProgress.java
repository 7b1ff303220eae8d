package dev.overlap.command;

import java.nio.file.Path;

import dev.overlap.campaign.Arm;
import dev.overlap.campaign.CampaignListener;
import dev.overlap.explore.Reported;
import dev.overlap.report.Defect;

/** How a campaign goes, on stderr: one line that is written over on a terminal, a line every few seconds elsewhere. Its methods are called by several threads. */
final class CampaignProgress implements CampaignListener {

    private final Terminal terminal;
    private final LiveLine line;
    private final long nanos;
    private long told;
    private long statesBefore;
    private int canaries;
    private String arm = "";
    private Last last = new Last(0, 0, 0);
    private final long began = System.nanoTime();

    /** What was told last by what the campaign plays itself. */
    private record Last(long executions, long states, int findings) {
    }

    /**
     * Makes the progress of a call.
     *
     * @param nanos how long it will take, or {@link Long#MAX_VALUE}
     */
    CampaignProgress(Terminal terminal, long nanos) {
        this.terminal = terminal;
        this.line = new LiveLine(terminal);
        this.nanos = nanos;
    }

    /** It begins, with the canaries or without. */
    synchronized void begin(boolean withCanaries) {
        line.show("  00:00  " + (withCanaries ? "the canaries come first" : "without canaries"));
    }

    @Override
    public synchronized void canaryFound(Reported reported) {
        canaries++;
        if (terminal.live()) {
            line.show("  canaries found: " + canaries);
        }
    }

    @Override
    public synchronized void roundBegins(Arm begun) {
        arm = begun.toString();
    }

    @Override
    public synchronized void progress(long executions, long nanosSoFar, long states, int findings) {
        last = new Last(executions, states, findings);
        show(executions, nanosSoFar, states, findings);
    }

    private void show(long executions, long nanosSoFar, long states, int findings) {
        if (nanosSoFar - told < line.nanos()) {
            return;
        }
        told = nanosSoFar;
        String fresh = " (+" + Figures.exact(Math.max(0, states - statesBefore)) + ")";
        statesBefore = states;
        double left = Progress.secondsLeft(Long.MAX_VALUE, nanos, executions, nanosSoFar, 0);
        String whole = "  " + Figures.clock(nanosSoFar) + "  " + Figures.exact(executions) + " executions  " + Figures.exact(states) + " states" + fresh
                + "  findings " + findings + "  " + arm + (left == Double.POSITIVE_INFINITY ? "" : "  " + Figures.left(left));
        line.show(line.fits(whole) ? whole : whole.replace(fresh, ""));
    }

    /** A fuzz target has run so many inputs in this round. */
    synchronized void fuzzing(long inputs) {
        long passed = System.nanoTime() - began;
        show(last.executions() + inputs, passed, last.states(), last.findings());
    }

    @Override
    public synchronized void found(Defect defect, Path file) {
        String where = defect.reader().isEmpty() ? "" : " with " + defect.reader();
        say("  found " + defect.kind() + " in " + defect.scenario() + where + ": " + Checkout.nearby(file));
    }

    @Override
    public synchronized void warn(String words) {
        say("overlap campaign: " + words);
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
