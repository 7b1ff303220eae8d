package dev.overlap.report;

/** What a verb tells its caller when it ends. Scripts rely on these numbers. */
public final class ExitCode {

    /** Nothing found; for a replay, every entry did what it expects. */
    public static final int NOTHING_FOUND = 0;
    /** The reader is wrong, or an entry did not do what it expects. */
    public static final int FINDINGS = 1;
    /** Wrong usage, a name that is not known, a file that cannot be read or written. */
    public static final int BAD_INPUT = 2;
    /** Overlap itself is wrong, or cannot work here: nothing that it says about the reader is worth anything. */
    public static final int HARNESS_FAILED = 3;
    /** Ended by Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {
    }

    /** The exit code of a run of which several things may be true: what makes the others meaningless comes first. */
    public static int of(boolean harnessFailed, boolean interrupted, boolean findings, boolean badInput) {
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
