package dev.overlap.campaign;

import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Decides what a round is spent on: in the fixed order first, then on what was worth most lately, and every fourth time on what has had the least time, so that what
 * was once worth nothing is looked at again.
 */
final class Picker {

    private static final int FOR_THE_POOR = 4;

    private final List<Arm> arms;
    private final Ledger ledger;

    /**
     * Makes one.
     *
     * @param arms in the order of their first turn
     */
    Picker(List<Arm> arms, Ledger ledger) {
        this.arms = arms;
        this.ledger = ledger;
    }

    /**
     * The next arm.
     *
     * @param withFuzzers whether there is time enough for a fuzz target to start
     * @return null when there is nothing for which there is time
     */
    @Nullable Arm next(boolean withFuzzers) {
        List<Arm> possible = arms.stream().filter(arm -> withFuzzers || !arm.isTarget()).toList();
        if (possible.isEmpty()) {
            return null;
        }
        for (Arm arm : possible) {
            if (ledger.arm(arm).seconds() == 0) {
                return arm;
            }
        }
        long rounds = arms.stream().mapToLong(arm -> ledger.arm(arm).nextRound()).sum();
        if (rounds % FOR_THE_POOR == 0) {
            return possible.stream().min(Comparator.comparingDouble(arm -> ledger.arm(arm).seconds())).orElseThrow();
        }
        return possible.stream().max(Comparator.comparingDouble(arm -> ledger.arm(arm).worth())).orElseThrow();
    }
}
