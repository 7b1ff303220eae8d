package dev.overlap.finding;

/** The harness itself is wrong: one of its assertions failed. Never a statement about the reader. */
public final class HarnessError extends Error {

    private static final long serialVersionUID = 1L;

    public HarnessError(String message) {
        super(message);
    }

    public HarnessError(String message, Throwable cause) {
        super(message, cause);
    }
}
