package dev.overlap.finding;

/**
 * One defect found in one execution.
 *
 * @param kind what is wrong
 * @param message what happened, in one line for a person
 * @param task the task that ran when it showed
 * @param step the scheduling point of the execution at which it showed
 */
public record Finding(Kind kind, String message, String task, int step) {

    /** Kind and message, as traces state them. */
    public String headline() {
        return kind + "  " + message;
    }
}
