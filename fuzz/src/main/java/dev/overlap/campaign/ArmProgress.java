package dev.overlap.campaign;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What has been run of an arm, and what that was worth.
 *
 * @param nextRound the number of the first round that was not begun, from 0
 * @param seconds added up over threads
 * @param newEntries what it has added to the corpus
 * @param worth what its last rounds have added to what was known, as a share of that, for each second: the last round counts half, the one before a quarter
 */
record ArmProgress(String engine, String target, long nextRound, long executions, double seconds, int newEntries, double worth) {

    static ArmProgress of(Arm arm) {
        return new ArmProgress(arm.engine(), arm.target(), 0, 0, 0, 0, 0);
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
     * @param gain the share that it has added to what was known
     */
    ArmProgress after(long next, long played, double took, double wall, int entries, double gain) {
        double rate = gain / Math.max(1e-3, wall);
        return new ArmProgress(engine, target, next, executions + played, seconds + took, newEntries + entries, seconds == 0 ? rate : (worth + rate) / 2);
    }
}
