package dev.overlap.platform;

/** Where a reader says that something went wrong that it can survive (qErrnoWarning in Qt). */
public interface Warnings {

    /**
     * Reports a call that failed although it should not have.
     *
     * @param function Windows' name of the function
     * @param error its last error
     */
    void warn(String function, int error);
}
