package dev.overlap.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import dev.overlap.finding.Findings;
import dev.overlap.finding.Kind;
import dev.overlap.win32.Win32Error;

/**
 * WRONG_ERROR: what a reader reports is not what the kernel answered. SWALLOWED_ERROR: what the kernel answered was never reported.
 *
 * <p>The ledger holds each failure that the kernel gave to a reader; a report by {@code error} or as a warning takes its entry off. Judged when the end is
 * announced, when the reader is closed, and at the very end. Legal, and never in the ledger: 997, 996, 234, an abort that the reader asked for, 1168 from
 * CancelIoEx, 997 from unregistering; 109 and 233 mean the end of the stream. Legal too: a failure met in a stop that nothing was started after.
 */
public final class ErrorOracle {

    /** One answer of the kernel. */
    private record Answer(int stream, String function, int error, boolean ends) {
    }

    private static final String NOBODY_WAS_TOLD = ", and nobody was told";

    private final Findings findings;
    private final List<Answer> open = new ArrayList<>();
    private final List<Answer> reported = new ArrayList<>();
    /** The streams of which the kernel has told the end, one bit each. */
    private long ended;

    ErrorOracle(Findings findings) {
        this.findings = findings;
    }

    /** Begins an execution. */
    void reset() {
        if (!open.isEmpty()) {
            open.clear();
        }
        if (!reported.isEmpty()) {
            reported.clear();
        }
        ended = 0;
    }

    /** The kernel has told the end of a stream. Hot path. */
    void ended(int stream) {
        ended |= 1L << stream;
    }

    /**
     * A call of a reader failed.
     *
     * @param stream its reader, 0 when that is not known
     * @param ends whether it can receive nothing any more because of it
     */
    void failed(int stream, String function, int error, boolean ends) {
        open.add(new Answer(stream, function, error, ends));
        if (ends) {
            ended |= 1L << stream;
        }
    }

    /** An abort that looked like a stranger's is the reader's own after all: its cancel was answered TRUE. */
    void forgiven(int stream, int error) {
        open.removeIf(answer -> answer.stream == stream && answer.error == error);
    }

    /** A reader has told its listener of an error. */
    public void reported(int stream, int error) {
        if (take(stream, error)) {
            return;
        }
        boolean again = reported.stream().anyMatch(answer -> answer.stream == stream && answer.error == error);
        findings.report(Kind.WRONG_ERROR, again ? Win32Error.name(error) + " was reported twice"
                : Win32Error.name(error) + " was reported, but no call was answered so" + (open.isEmpty() ? "" : "; " + describe(open.get(0))));
    }

    /** Somebody has warned of a call that failed. */
    public void warned(String function, int error) {
        for (int i = 0; i < open.size(); i++) {
            Answer answer = open.get(i);
            if (answer.error == error && answer.function.equals(function)) {
                reported.add(open.remove(i));
                return;
            }
        }
    }

    private boolean take(int stream, int error) {
        for (int i = 0; i < open.size(); i++) {
            Answer answer = open.get(i);
            if ((answer.stream == stream || answer.stream == 0) && answer.error == error) {
                reported.add(open.remove(i));
                return true;
            }
        }
        return false;
    }

    /** A reader has told its listener that there will be nothing more. */
    public void endAnnounced(int stream) {
        mustNotHold(answer -> answer.stream == stream && answer.ends, ", and the end was announced without a word of it");
    }

    /** A reader has told its listener that there will be nothing more: the kernel must have said so. */
    public void checkEnd(int stream) {
        if ((ended & 1L << stream) == 0) {
            findings.report(Kind.WRONG_ERROR, "the end was announced, but no call was told of it");
        }
    }

    /** A reader has answered that there will be nothing more: the kernel must have said so, or a call must have failed. */
    void checkWaitedEnd(int stream) {
        if (!isKnownToHaveFailed(stream)) {
            findings.report(Kind.WRONG_ERROR, "waitForPipeClosed answered that the end has come, but no call was told of it");
        }
    }

    /** Whether the kernel has told a reader of the end of its stream, or of anything else that went wrong; or somebody of whom it is not known who it is. */
    boolean isKnownToHaveFailed(int stream) {
        return (ended & 1L << stream) != 0 || hasAnswer(open, stream) || hasAnswer(reported, stream);
    }

    private static boolean hasAnswer(List<Answer> answers, int stream) {
        return answers.stream().anyMatch(answer -> answer.stream == stream || answer.stream == 0);
    }

    /** A reader was closed: what went wrong in its calls must have been told by now, unless it was to be told after a start that did not come. */
    public void closed(int stream) {
        mustNotHold(answer -> answer.stream == stream && !answer.ends, NOBODY_WAS_TOLD);
    }

    /** All is over. */
    void over() {
        mustNotHold(answer -> answer.stream == 0, NOBODY_WAS_TOLD);
    }

    /** The ledger may hold no such answer any more. */
    private void mustNotHold(Predicate<Answer> due, String consequence) {
        for (Answer answer : open) {
            if (due.test(answer)) {
                findings.report(Kind.SWALLOWED_ERROR, describe(answer) + consequence);
            }
        }
    }

    private static String describe(Answer answer) {
        return answer.function + " failed with " + Win32Error.name(answer.error);
    }
}
