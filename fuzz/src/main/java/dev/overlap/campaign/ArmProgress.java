package dev.overlap.campaign;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What has been run of an arm, and what that was worth.
 *
 * @param nextRound the number of the first round that was not begun, from 0
 * @param seconds added up over threads
 * @param newEntries what it has added to the corpus
 * @param newStates what it has added to the states that are known
 * @param worth what its last rounds have added to what was known of it, as a share of that, for each second: the last round counts half, the one before a quarter.
 * So what never comes to an end of its states is not worth more for that than what has few of them, and a new one now and then
 */
record ArmProgress(String engine, String target, long nextRound, long executions, double seconds, int newEntries, long newStates, double worth) {

    private static final int BASE_STATES = 1_000;

    static ArmProgress of(Arm arm) {
        return new ArmProgress(arm.engine(), arm.target(), 0, 0, 0, 0, 0, 0);
    }

    @JsonIgnore
    Arm arm() {
        return new Arm(engine, target);
    }

    /**
     * After one more round.
     *
     * @param next the number of the round that is next
     * @param took the time of all threads, in seconds
     * @param wall how long nothing else was run for it, in seconds
     * @param entries what it has added to the corpus
     * @param states what it has added to the states that are known
     * @param gain the share that it has added to what was known of it
     */
    ArmProgress after(long next, long played, double took, double wall, int entries, long states, double gain) {
        double rate = gain / Math.max(1e-3, wall);
        return new ArmProgress(engine, target, next, executions + played, seconds + took, newEntries + entries, newStates + states,
                seconds == 0 ? rate : (worth + rate) / 2);
    }

    /** Which share these states are of those that it has added before. */
    double growth(long states) {
        return (double) states / Math.max(BASE_STATES, newStates);
    }
}
