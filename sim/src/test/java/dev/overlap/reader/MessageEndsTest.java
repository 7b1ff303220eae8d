package dev.overlap.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayDeque;
import java.util.Deque;

import dev.overlap.choice.SplitMix;
import org.junit.jupiter.api.Test;

/** {@link MessageEnds} is a queue. */
class MessageEndsTest {

    private final MessageEnds ends = new MessageEnds();

    @Test
    void whatWasNotAddedIsNotThere() {
        assertThat(ends.count()).isZero();
        assertThatIllegalStateException().isThrownBy(ends::first).withMessage("there is no message");
        assertThatIllegalStateException().isThrownBy(ends::removeFirst);
    }

    @Test
    void itBehavesAsADequeDoes() {
        SplitMix random = new SplitMix(1);
        for (int bias = 1; bias <= 4; bias++) {
            Deque<Long> model = new ArrayDeque<>();
            long position = Long.MAX_VALUE / 2;
            ends.clear();
            for (int i = 0; i < 10_000; i++) {
                int deed = random.below(bias + 3);
                if (random.below(500) == 0) {
                    ends.clear();
                    model.clear();
                } else if (deed < bias + 1) {
                    position += random.below(3);
                    ends.add(position);
                    model.add(position);
                } else if (!model.isEmpty()) {
                    ends.removeFirst();
                    model.remove();
                }
                assertThat(ends.count()).isEqualTo(model.size());
                if (!model.isEmpty()) {
                    assertThat(ends.first()).isEqualTo(model.peek());
                }
            }
        }
    }

    @Test
    void growingKeepsTheOrderWhereverTheFirstOneStands() {
        for (int removed = 0; removed <= 8; removed++) {
            MessageEnds fresh = new MessageEnds();
            for (int i = 0; i < removed; i++) {
                fresh.add(-1);
                fresh.removeFirst();
            }
            for (int i = 0; i < 20; i++) {
                fresh.add(i);
            }
            for (int i = 0; i < 20; i++) {
                assertThat(fresh.first()).isEqualTo(i);
                fresh.removeFirst();
            }
        }
    }
}
