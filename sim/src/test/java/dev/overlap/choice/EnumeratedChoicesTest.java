package dev.overlap.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.ToIntFunction;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Every branch is taken once, the plainest first. */
class EnumeratedChoicesTest {

    /** What each execution answered, until all branches were taken. */
    private static List<List<Integer>> all(EnumeratedChoices choices, ToIntFunction<List<Integer>> arityAfter) {
        List<List<Integer>> executions = new ArrayList<>();
        do {
            List<Integer> answers = new ArrayList<>();
            for (int arity = arityAfter.applyAsInt(answers); arity > 0; arity = arityAfter.applyAsInt(answers)) {
                answers.add(choices.choose(arity, ChoiceKind.SCENARIO, "a label"));
            }
            executions.add(answers);
        } while (choices.next());
        return executions;
    }

    @Test
    void branchesAreTakenDepthFirstAndZeroFirst() {
        List<List<Integer>> executions = all(new EnumeratedChoices(10), answers -> answers.size() < 2 ? answers.size() + 2 : 0);
        assertThat(executions).containsExactly(List.of(0, 0), List.of(0, 1), List.of(0, 2), List.of(1, 0), List.of(1, 1), List.of(1, 2));
    }

    @Test
    void whatIsAskedMayDependOnTheAnswers() {
        // The second question is asked only after a 1.
        List<List<Integer>> executions = all(new EnumeratedChoices(10),
                answers -> answers.isEmpty() || answers.size() == 1 && answers.get(0) == 1 ? 2 : 0);
        assertThat(executions).containsExactly(List.of(0), List.of(1, 0), List.of(1, 1));
    }

    @Test
    void beyondTheDepthThereAreOnlyDefaults() {
        List<List<Integer>> executions = all(new EnumeratedChoices(2), answers -> answers.size() < 5 ? 2 : 0);
        assertThat(executions).containsExactly(List.of(0, 0, 0, 0, 0), List.of(0, 1, 0, 0, 0), List.of(1, 0, 0, 0, 0), List.of(1, 1, 0, 0, 0));
    }

    @Test
    void afterTheLastBranchTheFirstOneComesAgain() {
        EnumeratedChoices choices = new EnumeratedChoices(10);
        assertThat(choices.choose(2)).isZero();
        assertThat(choices.next()).isTrue();
        assertThat(choices.choose(2)).isOne();
        assertThat(choices.next()).isFalse();
        assertThat(choices.choose(3)).isZero();
    }

    @Test
    void anExecutionWithoutQuestionsIsTheOnlyOne() {
        EnumeratedChoices choices = new EnumeratedChoices(10);
        assertThat(choices.next()).isFalse();
    }

    @Test
    void aQuestionThatChangesIsNondeterminismAndSaidSo() {
        EnumeratedChoices choices = new EnumeratedChoices(10);
        choices.choose(3);
        choices.next();
        assertThatIllegalStateException().isThrownBy(() -> choices.choose(2)).withMessage("question 0 had 3 answers and now has 2");
    }

    /** What is asked depends on all answers before; up to a depth all of that is tried, in order, and beyond it nothing. */
    @Property
    void aTreeIsGoneThroughInOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int depth, @ForAll @IntRange(max = 4) int widest) {
        ToIntFunction<List<Integer>> arityAfter = answers -> answers.size() == 7 ? 0 : Math.floorMod(SplitMix.seedOf(seed, answers.hashCode()), widest + 1);
        List<List<Integer>> expected = new ArrayList<>();
        branches(new ArrayList<>(), depth, arityAfter, expected);
        EnumeratedChoices choices = new EnumeratedChoices(depth);
        assertThat(all(choices, arityAfter)).isEqualTo(expected);
        assertThat(all(choices, arityAfter)).as("from the beginning again").isEqualTo(expected);
    }

    private static void branches(List<Integer> answers, int depth, ToIntFunction<List<Integer>> arityAfter, List<List<Integer>> all) {
        int arity = arityAfter.applyAsInt(answers);
        if (arity == 0) {
            all.add(List.copyOf(answers));
        }
        for (int answer = 0; answer < (answers.size() < depth ? arity : Math.min(1, arity)); answer++) {
            answers.add(answer);
            branches(answers, depth, arityAfter, all);
            answers.removeLast();
        }
    }

    @Property(tries = 100)
    void eachCombinationComesOnce(@ForAll @Size(max = 6) List<@IntRange(min = 2, max = 4) Integer> arities) {
        List<List<Integer>> executions = all(new EnumeratedChoices(100), answers -> answers.size() < arities.size() ? arities.get(answers.size()) : 0);
        assertThat(executions).hasSize(arities.stream().reduce(1, (a, b) -> a * b));
        assertThat(new HashSet<>(executions)).hasSameSizeAs(executions);
    }
}
