package dev.overlap.schedule;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.choice.Choices;

/**
 * Repeats a recording decision by decision; after its end, defaults. Where a recorded decision is not possible the execution has diverged: it is noted,
 * and defaults follow.
 */
public final class Replay implements Strategy, Choices {

    private final int[] decisions;
    private int position;
    private int divergedAt = -1;

    public Replay(int[] decisions) {
        this.decisions = decisions;
    }

    @Override
    public void begin(long seed, int expectedPoints) {
        position = 0;
        divergedAt = -1;
    }

    /** The index of the first decision that could not be repeated, or -1. */
    public int divergedAt() {
        return divergedAt;
    }

    /** Whether every recorded decision was asked for. */
    public boolean isUsedUp() {
        return position >= decisions.length;
    }

    @Override
    public int pick(long enabled, int current) {
        if (position < decisions.length && divergedAt < 0) {
            int slot = decisions[position++];
            if (slot >= 0 && slot < 64 && (enabled >>> slot & 1) != 0) {
                return slot;
            }
            divergedAt = position - 1;
        }
        return Strategy.defaultPick(enabled, current);
    }

    @Override
    public int choose(int arity, ChoiceKind kind, String label) {
        if (position < decisions.length && divergedAt < 0) {
            int value = decisions[position++];
            if (value >= 0 && value < arity) {
                return value;
            }
            divergedAt = position - 1;
        }
        return 0;
    }
}
