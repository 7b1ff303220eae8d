package dev.overlap.choice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

/** A question whose answers have words of their own. */
class QuestionTest {

    private static final Question QUESTION = new Question(ChoiceKind.FAULT, "ReadFile", List.of("succeeds", "fails", "fails badly"));

    @Test
    void eachAnswerHasItsWordsAndTheWordsTheirAnswer() {
        for (int value = 0; value < QUESTION.arity(); value++) {
            assertThat(QUESTION.valueOf(QUESTION.answer(value))).isEqualTo(value);
        }
        assertThat(QUESTION.valueOf("fails softly")).isEqualTo(-1);
    }

    @Test
    void aSourceThatKnowsOnlyNumbersIsAskedWithTheirNumber() {
        List<String> asked = new ArrayList<>();
        Choices last = (arity, kind, label) -> {
            asked.add(kind + " " + label + " " + arity);
            return arity - 1;
        };
        assertThat(last.choose(QUESTION)).isEqualTo(2);
        assertThat(asked).containsExactly("FAULT ReadFile 3");
    }

    @Test
    void nobodyChangesItsAnswersAfterwards() {
        List<String> answers = new ArrayList<>(List.of("yes", "no"));
        Question question = new Question(ChoiceKind.FAULT, "CloseHandle", answers);
        answers.clear();
        assertThat(question.arity()).isEqualTo(2);
    }
}
