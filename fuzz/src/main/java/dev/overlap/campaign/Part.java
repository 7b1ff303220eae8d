package dev.overlap.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.overlap.report.StateSample;

/**
 * What one campaign, or one shard of one, has come to, over all calls that went on with it: all that is remembered.
 *
 * @param id drawn when it began: two parts with the same id are the same
 * @param shard which part of the whole it is, from 1
 * @param shards how many parts there are
 * @param options what was asked for, by name
 * @param sessions when each call that went on with it began, as ISO 8601 in UTC
 * @param nextRound the round that is next in the fixed order of an unlearning campaign
 * @param seconds wall time of all calls
 * @param arms what was run
 * @param marks how often each coverage mark was reached
 * @param marksBefore those that had been reached before the last call, by name
 * @param sketch the states seen, as {@code schedule.States} keeps them, in base 64
 * @param samples how many states had been seen when
 * @param findings in order
 * @param canariesExpected how many canaries there are, 0 when they were never played
 * @param canariesMissed ids of those that the last call which played them did not find
 * @param replayed executions that were replayed from their own recording
 * @param diverged those of them that went another way
 * @param interrupted whether the last call was ended from outside
 */
record Part(String id, long seed, int shard, int shards, Map<String, String> options, List<String> sessions, long nextRound, double seconds,
        List<ArmProgress> arms, Map<String, Long> marks, List<String> marksBefore, String sketch, List<StateSample> samples, List<Found> findings,
        int canariesExpected, List<String> canariesMissed, long replayed, long diverged, boolean interrupted) {

    /** One that has come to nothing yet. */
    static Part begun(CampaignOptions options, String session) {
        return new Part(UUID.randomUUID().toString(), options.seed(), options.shard(), options.shards(), options.lasting(), List.of(session), 0, 0, List.of(),
                Map.of(), List.of(), "", List.of(), List.of(), 0, List.of(), 0, 0, false);
    }

    /** The same, with one more call that goes on with it. */
    Part resumed(String session) {
        List<String> all = new ArrayList<>(sessions);
        all.add(session);
        return new Part(id, seed, shard, shards, options, all, nextRound, seconds, arms, marks, marksBefore, sketch, samples, findings, canariesExpected,
                canariesMissed, replayed, diverged, interrupted);
    }

    /** How it is called among the parts of a whole: "1/4". */
    String name() {
        return shard + "/" + shards;
    }
}
