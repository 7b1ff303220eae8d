package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.trace.TraceEntry;
import org.junit.jupiter.api.Test;

/** Which entry answers which question, when the code has not moved and when it has. */
class TraceAnswersTest {

    private static final TraceEntry PENDS = new TraceEntry("owner", 5, 0, "ReadFile server1", "says pending, is complete", "pends");
    private static final TraceEntry SECOND = new TraceEntry("owner", 5, 1, "ReadFile server1", "2", "scenario");
    private static final TraceEntry THIRD = new TraceEntry("owner", 5, 2, "ReadFile server1", "1", "scenario");

    private static TraceAnswers strict(TraceEntry... entries) {
        return new TraceAnswers(List.of(entries), true);
    }

    private static TraceAnswers guided(TraceEntry... entries) {
        return new TraceAnswers(List.of(entries), false);
    }

    private static int choose(TraceAnswers answers, Place place, int arity, ChoiceKind kind) {
        return answers.choose(place, arity, kind, answer -> kind.valueOf(answer, arity));
    }

    private static Place owner(int point, int nth, String at) {
        return new Place("owner", point, nth, at);
    }

    @Test
    void strictlyAnEntryIsFoundByTheCountOfPoints() {
        TraceAnswers answers = strict(PENDS);
        assertThat(choose(answers, owner(4, 0, "ReadFile server1"), 2, ChoiceKind.PENDS)).isZero();
        assertThat(choose(answers, owner(5, 1, "ReadFile server1"), 2, ChoiceKind.PENDS)).isZero();
        assertThat(choose(answers, owner(5, 0, "ReadFile server1"), 2, ChoiceKind.DELIVERY)).isZero();
        assertThat(answers.isUsedUp()).isFalse();
        assertThat(choose(answers, owner(5, 0, "ReadFile server1"), 2, ChoiceKind.PENDS)).isOne();
        assertThat(answers.isUsedUp()).isTrue();
        assertThat(answers.divergence()).isNull();
    }

    @Test
    void strictlyATaskThatIsAboutToDoSomethingElseHasMovedOn() {
        TraceAnswers answers = strict(PENDS);
        assertThat(choose(answers, owner(5, 0, "lock reader"), 2, ChoiceKind.PENDS)).isZero();
        assertThat(answers.divergence()).isEqualTo("owner at point 5: it is about to do \"lock reader\", expected \"ReadFile server1\"");
        assertThat(answers.isUsedUp()).isFalse();
    }

    @Test
    void anAnswerThatDoesNotExistIsSaidAndTheDefaultTaken() {
        TraceAnswers answers = guided(SECOND);
        assertThat(choose(answers, owner(5, 1, "ReadFile server1"), 2, ChoiceKind.SCENARIO)).isZero();
        assertThat(answers.divergence()).isEqualTo("owner at point 5: \"2\" is not possible");
    }

    @Test
    void guidedAnEntryIsFoundByWhatTheTaskIsAboutToDo() {
        TraceAnswers answers = guided(PENDS);
        assertThat(choose(answers, owner(5, 0, "lock unrelated"), 2, ChoiceKind.PENDS)).isZero();
        assertThat(choose(answers, new Place("peer", 5, 0, "ReadFile server1"), 2, ChoiceKind.PENDS)).isZero();
        assertThat(choose(answers, owner(9, 0, "ReadFile server1 #2"), 2, ChoiceKind.PENDS)).isZero();
        assertThat(choose(answers, owner(7, 0, "ReadFile server1"), 2, ChoiceKind.PENDS)).isOne();
        assertThat(answers.divergence()).isNull();
        assertThat(choose(answers, owner(7, 0, "ReadFile server1"), 2, ChoiceKind.PENDS)).as("once").isZero();
    }

    @Test
    void guidedWhatIsNotPossibleLeavesItsPlaceToTheNext() {
        TraceAnswers answers = guided(SECOND, THIRD);
        assertThat(choose(answers, owner(5, 0, "ReadFile server1"), 2, ChoiceKind.SCENARIO)).as("nothing was chosen there").isZero();
        assertThat(choose(answers, owner(5, 1, "ReadFile server1"), 2, ChoiceKind.SCENARIO)).as("2 is not possible, 1 is").isOne();
        assertThat(choose(answers, owner(5, 2, "ReadFile server1"), 3, ChoiceKind.SCENARIO)).as("2 is possible now").isEqualTo(2);
        assertThat(answers.isUsedUp()).isTrue();
    }

    @Test
    void everyKindHasAWordOfItsOwn() {
        assertThat(ChoiceKind.values()).extracting(TraceAnswers::kindName).doesNotHaveDuplicates().doesNotContain(TraceEntry.TASK).allMatch(
                name -> name.matches("[a-z][a-z-]*[a-z]"));
    }
}
