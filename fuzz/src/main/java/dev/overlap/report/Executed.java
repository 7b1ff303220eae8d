package dev.overlap.report;

/**
 * What was run of one target.
 *
 * @param engine what ran it: "explore", "random-programs" or "jazzer"
 * @param target a scenario, {@code program}, or a fuzz target
 * @param seconds how long, added up over threads that ran it at the same time
 * @param newEntries what it has added to the corpus
 */
public record Executed(String engine, String target, long executions, double seconds, int newEntries) {
}
