package dev.overlap.choice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Seeded answers: the same for the same seed, the default as often as the kind says, and no other answer preferred. */
class SeededChoicesTest {

    private static final int QUESTIONS = 40_000;

    private final SeededChoices choices = new SeededChoices();

    @Test
    void aSeedGivesTheSameAnswersForEver() {
        assertThat(answers(5, 3, ChoiceKind.SCENARIO)).isEqualTo("1200012111102122");
        assertThat(answers(5, 2, ChoiceKind.PENDS)).isEqualTo("0011100000010000");
        assertThat(answers(6, 2, ChoiceKind.PENDS)).isEqualTo("0011001110101001");
    }

    private String answers(long seed, int arity, ChoiceKind kind) {
        choices.seed(seed);
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            answers.append(choices.choose(arity, kind, "a label"));
        }
        return answers.toString();
    }

    @Test
    void theLabelDoesNotMatter() {
        choices.seed(3);
        int[] some = IntStream.range(0, 50).map(i -> choices.choose(4, ChoiceKind.SCENARIO, "pieces")).toArray();
        choices.seed(3);
        int[] others = IntStream.range(0, 50).map(i -> choices.choose(4, ChoiceKind.SCENARIO, "restarts")).toArray();
        assertThat(some).isEqualTo(others);
    }

    @ParameterizedTest
    @EnumSource
    void theDefaultIsTakenAsOftenAsTheKindSays(ChoiceKind kind) {
        int arity = 5;
        int[] counts = new int[arity];
        choices.seed(kind.ordinal());
        for (int i = 0; i < QUESTIONS; i++) {
            counts[choices.choose(arity, kind, "a label")]++;
        }
        double surprises = kind.oneIn() == 1 ? 1 - 1.0 / arity : 1.0 / kind.oneIn();
        // Five standard deviations are below 500 for any probability.
        assertThat((double) counts[0]).isBetween((1 - surprises) * QUESTIONS - 500, (1 - surprises) * QUESTIONS + 500);
        for (int value = 1; value < arity; value++) {
            assertThat((double) counts[value]).isBetween(surprises * QUESTIONS / (arity - 1) - 500, surprises * QUESTIONS / (arity - 1) + 500);
        }
    }
}
