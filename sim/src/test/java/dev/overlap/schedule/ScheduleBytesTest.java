package dev.overlap.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.choice.ChoiceKind;
import org.junit.jupiter.api.Test;

class ScheduleBytesTest {

    private static final int CURRENT = 2;
    private static final long FIRST_SLOTS = 0b1111;

    private final ScheduleBytes schedule = new ScheduleBytes();

    private int[] picks(int count, int... bytes) {
        byte[] input = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            input[i] = (byte) bytes[i];
        }
        schedule.read(input, 0);
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
        schedule.read(new byte[] {9, 1 << 5 | 1, 2 << 5}, 1);
        assertThat(schedule.pick(FIRST_SLOTS, CURRENT)).isEqualTo(CURRENT);
        assertThat(schedule.choose(2, ChoiceKind.FAULT, "any")).isEqualTo(1);
        assertThat(schedule.pick(FIRST_SLOTS, CURRENT)).isEqualTo(1);
    }

    @Test
    void theDefaultOfABlockedTaskIsNotAmongTheOthers() {
        schedule.read(new byte[] {1 << 5, 2 << 5}, 0);
        // The current task is blocked: the default is slot 0.
        assertThat(schedule.pick(0b1011, CURRENT)).isEqualTo(1);
        assertThat(schedule.pick(0b1011, CURRENT)).isEqualTo(3);
    }
}
