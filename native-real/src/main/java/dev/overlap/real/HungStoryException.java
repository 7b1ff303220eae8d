package dev.overlap.real;

/** A story does not end, or a thread of it stays inside a call that nothing brings to an end: this process is of no use any more. */
public final class HungStoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HungStoryException(String what) {
        super(what);
    }
}
