package dev.overlap.campaign;

import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/** Deals out rounds: the same number of executions in all, however many lanes ask for them at the same time. Thread-safe. */
final class Turns {

    private static final long LOOK_AGAIN_MILLIS = 100;

    private final CampaignOptions options;
    private final Rotation rotation;
    private final Ledger ledger;
    /** Executions of rounds that are being played. */
    private long dealt;
    private long rounds;

    Turns(CampaignOptions options, Rotation rotation, Ledger ledger) {
        this.options = options;
        this.rotation = rotation;
        this.ledger = ledger;
        this.rounds = ledger.roundsPlayed();
    }

    /** Who learns is next, out of what a picker knows; of the rounds of an arm each shard plays those that leave the same rest. Null when there is none. */
    synchronized @Nullable Turn learning(Picker picker, boolean withTargets, BooleanSupplier over) {
        while (!over.getAsBoolean()) {
            long left = share() - ledger.executions() - dealt;
            if (left > 0) {
                Arm arm = picker.next(withTargets);
                if (arm == null) {
                    return null;
                }
                long number = ledger.arm(arm).nextRound() * options.shards() + options.shard() - 1;
                long most = Math.min(arm.roundExecutions(true), left);
                dealt += most;
                return new Turn(arm, rounds++, number, most, ledger.nextRound());
            } else if (dealt == 0) {
                return null;
            }
            // Of what is being played some may be left over.
            await();
        }
        return null;
    }

    private void await() {
        try {
            wait(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody interrupts a campaign in this way", e);
        }
    }

    /** In the fixed order the rounds themselves are divided; null when there is none left. */
    synchronized @Nullable Turn inOrder() {
        long round = ledger.nextRound();
        round += Math.floorMod(options.shard() - 1 - round, (long) options.shards());
        long before = rotation.executionsBefore(round);
        if (before >= options.executions()) {
            return null;
        }
        Arm arm = rotation.arm(round);
        long most = Math.min(arm.roundExecutions(false), options.executions() - before);
        dealt += most;
        return new Turn(arm, round, rotation.number(round), most, round + 1);
    }

    /** One was played, or given up; before, the ledger was told what it has come to. */
    synchronized void over(Turn turn) {
        dealt -= turn.executions();
        notifyAll();
    }

    /** How many of the executions are this shard's, where rounds are not divided one by one. */
    private long share() {
        return options.executions() == Long.MAX_VALUE ? Long.MAX_VALUE : (options.executions() + options.shards() - options.shard()) / options.shards();
    }
}
