package dev.overlap.report;

/**
 * How far a run had come.
 *
 * @param seconds since its beginning
 * @param executions so far
 * @param states about how many different states had been seen
 */
public record StateSample(double seconds, long executions, long states) {
}
