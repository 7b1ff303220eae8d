package dev.overlap.finding;

import java.nio.file.Path;

/** The harness itself is wrong: one of its assertions failed. Never a statement about the reader. */
public final class HarnessError extends Error {

    private static final long serialVersionUID = 1L;

    private final String problem;

    public HarnessError(String message) {
        super(message);
        this.problem = message;
    }

    public HarnessError(String message, Throwable cause) {
        super(message, cause);
        this.problem = message;
    }

    /** It came about while a file was played. */
    public HarnessError(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
        this.problem = problem;
    }

    /** The message without the file that was played. */
    public String problem() {
        return problem;
    }
}
