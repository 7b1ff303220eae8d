package dev.overlap.choice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The words in which traces answer questions. */
class ChoiceKindTest {

    @ParameterizedTest
    @EnumSource
    void anAnswerIsFoundAgainByItsWords(ChoiceKind kind) {
        int arity = 6;
        Set<String> words = new HashSet<>();
        for (int value = 0; value < arity; value++) {
            assertThat(kind.valueOf(kind.answer(value), arity)).isEqualTo(value);
            assertThat(words.add(kind.answer(value))).isTrue();
            assertThat(kind.answer(value)).isNotBlank().isEqualTo(kind.answer(value).strip()).doesNotContain("  ");
        }
    }

    @Test
    void whatIsNoAnswerOrNotOfThisQuestionIsNotFound() {
        assertThat(ChoiceKind.PENDS.valueOf("perhaps", 2)).isEqualTo(-1);
        assertThat(ChoiceKind.SCENARIO.valueOf("2", 2)).isEqualTo(-1);
        assertThat(ChoiceKind.SCENARIO.valueOf("-1", 2)).isEqualTo(-1);
    }
}
