package dev.overlap.command;

/** What the command tells its caller. Scripts rely on these numbers. */
final class ExitCode {

    /** Nothing found; for a replay, every entry did what it expects. */
    static final int NOTHING_FOUND = 0;
    /** The reader is wrong, or an entry did not do what it expects. */
    static final int FINDINGS = 1;
    /** Wrong usage, a name that is not known, a file that cannot be read or written. */
    static final int BAD_INPUT = 2;
    /** Overlap itself is wrong, or cannot work here: nothing that it says about the reader is worth anything. */
    static final int HARNESS_FAILED = 3;
    /** Ended by Ctrl-C. */
    static final int INTERRUPTED = 130;

    private ExitCode() {
    }

    /** The exit code of a run of which several things may be true: what makes the others meaningless comes first. */
    static int of(boolean harnessFailed, boolean interrupted, boolean findings, boolean badInput) {
        if (harnessFailed) {
            return HARNESS_FAILED;
        } else if (interrupted) {
            return INTERRUPTED;
        } else if (findings) {
            return FINDINGS;
        }
        return badInput ? BAD_INPUT : NOTHING_FOUND;
    }
}
