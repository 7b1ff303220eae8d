package dev.overlap.platform;

/** {@link Platform#startThread} found the system short of what a thread needs (CreateThread answers NULL). Nothing was started. */
public final class NoThreadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names the thread that there is not. */
    public NoThreadException(String name) {
        super("no thread for " + name);
    }
}
