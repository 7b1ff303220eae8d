package dev.overlap.campaign;

/**
 * A round that is to be played.
 *
 * @param round its number among all rounds
 * @param number its number among those of its arm, of all shards
 * @param executions at most so many
 * @param next the round of the fixed order that is next when it is over
 */
record Turn(Arm arm, long round, long number, long executions, long next) {
}
