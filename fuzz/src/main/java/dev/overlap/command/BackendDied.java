package dev.overlap.command;

/** A kernel that was at work is gone: its process was ended, or says what nobody understands. The message is the one line that the user sees. */
final class BackendDied extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BackendDied(String message) {
        super(message);
    }
}
