package dev.overlap.win32;

/**
 * A program has touched a page that it may not touch: the structured exception EXCEPTION_ACCESS_VIOLATION or, of a guard page, STATUS_GUARD_PAGE_VIOLATION, as
 * the exception that a Java program can meet. One that nobody expects ends the program.
 */
public final class AccessViolation extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;

    /** Tells what was done where, with the {@link NtStatus} of the exception. */
    public AccessViolation(String what, int status) {
        super(what + ": " + NtStatus.name(status));
        this.status = status;
    }

    /** STATUS_ACCESS_VIOLATION or STATUS_GUARD_PAGE_VIOLATION. */
    public int status() {
        return status;
    }
}
