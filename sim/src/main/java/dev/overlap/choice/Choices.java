package dev.overlap.choice;

/**
 * Where decisions about data come from. One instance serves one execution at a time, on one thread.
 *
 * <p>Decisions about who runs next are the {@code Strategy}'s: they need the identities of the candidates. Both end in one recording.
 */
public interface Choices {

    /**
     * Decides one question.
     *
     * @param arity the number of answers, 2 or more; 0 is the default, the least surprising one
     * @param kind what is being decided
     * @param label what it is about: a constant, for reports and for finding the question again when the code has moved
     * @return 0 to {@code arity - 1}
     */
    int choose(int arity, ChoiceKind kind, String label);

    /** Decides a question whose answers have words of their own. */
    default int choose(Question question) {
        return choose(question.arity(), question.kind(), question.label());
    }
}
