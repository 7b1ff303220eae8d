package dev.overlap.choice;

import java.util.List;

/**
 * A question whose answers have words of their own, beyond those of its kind. Made once, not per execution.
 *
 * @param kind what is being decided
 * @param label what it is about: a constant
 * @param answers in words, the default first; 2 or more
 */
public record Question(ChoiceKind kind, String label, List<String> answers) {

    public Question {
        answers = List.copyOf(answers);
    }

    /** How many answers there are. */
    public int arity() {
        return answers.size();
    }

    /** The answer in words. */
    public String answer(int value) {
        return answers.get(value);
    }

    /** The value of an answer given in words, or -1. */
    public int valueOf(String answer) {
        return answers.indexOf(answer);
    }
}
