package dev.overlap.schedule;

/**
 * The bounds of one execution.
 *
 * @param safetyPoints scheduling points of the adversarial phase, after which everything goes by turns and without choices
 * @param stepBound scheduling points after which the execution is given up as a live-lock
 * @param surprises how many surprising answers the data may hold
 */
public record Limits(int safetyPoints, int stepBound, int surprises) {
}
