package dev.overlap.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import dev.overlap.choice.ChoiceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleBytesTest {

    private static final int CURRENT = 2;
    private static final long FIRST_SLOTS = 0b1111;
    private static final int MANY = 100;
    private static final int PLACE = 7;

    private final ScheduleBytes schedule = new ScheduleBytes();

    private int[] picks(int count, int... bytes) {
        return picks(ScheduleBytes.Base.DEFAULT, 0, count, bytes);
    }

    private int[] picks(ScheduleBytes.Base base, long seed, int count, int... bytes) {
        byte[] input = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            input[i] = (byte) bytes[i];
        }
        schedule.read(input, 0, base, seed);
        schedule.begin(1, count);
        for (int slot = 0; slot < Long.bitCount(FIRST_SLOTS); slot++) {
            schedule.created(slot);
        }
        int[] picked = new int[count];
        for (int i = 0; i < count; i++) {
            picked[i] = schedule.pick(FIRST_SLOTS, CURRENT);
        }
        return picked;
    }

    @Test
    void withoutBytesEverythingIsTheDefault() {
        assertThat(picks(3)).containsOnly(CURRENT);
        assertThat(schedule.choose(3, ChoiceKind.FAULT, "any")).isZero();
    }

    @Test
    void aByteIsOneSurpriseAfterSoManyDefaults() {
        // After two defaults the first of the others, then at once the third of them, then the default answer.
        assertThat(picks(6, 1 << 5 | 2, 3 << 5, 0)).containsExactly(CURRENT, CURRENT, 0, 3, CURRENT, CURRENT);
    }

    @Test
    void answersBeyondTheLastBeginAgain() {
        assertThat(picks(2, 5 << 5, 4 << 5)).containsExactly(0, CURRENT);
    }

    @Test
    void dataAndTasksAreDecidedByTheSameBytes() {
        schedule.read(new byte[] {9, 1 << 5 | 1, 2 << 5}, 1, ScheduleBytes.Base.DEFAULT, 0);
        assertThat(schedule.pick(FIRST_SLOTS, CURRENT)).isEqualTo(CURRENT);
        assertThat(schedule.choose(2, ChoiceKind.FAULT, "any")).isEqualTo(1);
        assertThat(schedule.pick(FIRST_SLOTS, CURRENT)).isEqualTo(1);
    }

    @Test
    void theDefaultOfABlockedTaskIsNotAmongTheOthers() {
        schedule.read(new byte[] {1 << 5, 2 << 5}, 0, ScheduleBytes.Base.DEFAULT, 0);
        // The current task is blocked: the default is slot 0.
        assertThat(schedule.pick(0b1011, CURRENT)).isEqualTo(1);
        assertThat(schedule.pick(0b1011, CURRENT)).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"RANDOM_WALK", "PCT"})
    void chanceDecidesWhereNoByteDoes(ScheduleBytes.Base base) {
        int[] picked = picks(base, 5, MANY);
        assertThat(picks(base, 5, MANY)).isEqualTo(picked);
        assertThat(picks(base, 6, MANY)).isNotEqualTo(picked);
        assertThat(picked).containsAnyOf(0, 1, 3);
    }

    /** So a schedule of chance can be changed in one place. */
    @ParameterizedTest
    @EnumSource(names = {"RANDOM_WALK", "PCT"})
    void aByteIsOneDecisionWithinThoseOfChance(ScheduleBytes.Base base) {
        int[] picked = picks(base, 5, MANY);
        for (int answer = 0; answer < Long.bitCount(FIRST_SLOTS); answer++) {
            int[] changed = picks(base, 5, MANY, answer << 5 | PLACE);
            assertThat(Arrays.copyOf(changed, PLACE)).isEqualTo(Arrays.copyOf(picked, PLACE));
            assertThat(changed[PLACE]).isEqualTo(answer == 0 ? CURRENT : answer <= CURRENT ? answer - 1 : answer);
        }
    }

    @Test
    void dataOfChanceAreAnsweredAsOftenAsTheirKindSays() {
        schedule.read(new byte[0], 0, ScheduleBytes.Base.RANDOM_WALK, 3);
        schedule.begin(1, MANY);
        int failures = 0;
        for (int i = 0; i < MANY * MANY; i++) {
            failures += schedule.choose(2, ChoiceKind.FAULT, "any");
        }
        assertThat(failures * ChoiceKind.FAULT.oneIn()).isBetween(MANY * MANY / 2, 2 * MANY * MANY);
    }
}
