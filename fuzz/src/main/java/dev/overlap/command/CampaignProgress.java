package dev.overlap.command;

import java.nio.file.Path;
import java.util.stream.Stream;

import dev.overlap.campaign.Arm;
import dev.overlap.campaign.CampaignListener;
import dev.overlap.explore.Reported;
import dev.overlap.report.Defect;

/** How a campaign goes, on stderr: one line that is written over on a terminal, a line every few seconds elsewhere. Its methods are called by several threads. */
final class CampaignProgress implements CampaignListener {

    private static final String BESIDE = " and ";

    private final Terminal terminal;
    private final LiveLine line;
    private final long nanos;
    private long told;
    private long statesBefore;
    private int canaries;
    private String arm = "";
    private String target = "";
    /** Inputs of the fuzz target that runs. */
    private long inputs;
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
        if (begun.isTarget()) {
            target = begun.toString();
        } else {
            arm = begun.toString();
        }
    }

    @Override
    public synchronized void roundEnds(Arm ended) {
        target = "";
        inputs = 0;
    }

    @Override
    public synchronized void progress(long executions, long nanosSoFar, long states, int findings) {
        last = new Last(executions, states, findings);
        show(nanosSoFar);
    }

    private void show(long nanosSoFar) {
        if (nanosSoFar - told < line.nanos()) {
            return;
        }
        told = nanosSoFar;
        long executions = last.executions() + inputs;
        String fresh = " (+" + Figures.exact(Math.max(0, last.states() - statesBefore)) + ")";
        statesBefore = last.states();
        double left = Progress.secondsLeft(Long.MAX_VALUE, nanos, executions, nanosSoFar, 0);
        String whole = "  " + Figures.clock(nanosSoFar) + "  " + Figures.exact(executions) + " executions  " + Figures.exact(last.states()) + " states" + fresh
                + "  findings " + last.findings() + "  " + String.join(BESIDE, Stream.of(arm, target).filter(each -> !each.isEmpty()).toList())
                + (left == Double.POSITIVE_INFINITY ? "" : "  " + Figures.left(left));
        String shorter = whole.replace(fresh, "");
        line.show(line.fits(whole) ? whole : line.fits(shorter) ? shorter : shorter.replace(BESIDE + target, ""));
    }

    /** The fuzz target that runs has run so many inputs. */
    synchronized void fuzzing(long inputsSoFar) {
        inputs = inputsSoFar;
        show(System.nanoTime() - began);
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
