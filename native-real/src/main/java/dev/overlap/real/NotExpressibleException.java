package dev.overlap.real;

/** A story asks for something that a real kernel cannot be made to do from outside, or not in one process. No statement about the reader. */
public final class NotExpressibleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what cannot be had, and why: "a process of its own: …". */
    public NotExpressibleException(String reason) {
        super(reason);
    }
}
