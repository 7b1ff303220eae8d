package dev.overlap.explore;

import java.util.function.ToIntFunction;

import dev.overlap.choice.ChoiceKind;

/** Answers the questions of an execution, knowing where they are asked. */
interface Answers {

    /** Which candidate runs next. */
    int pick(Places places, Place place, long enabled, int current);

    /**
     * Which answer is taken.
     *
     * @param valueOf the number of an answer given in words, or -1
     */
    int choose(Place place, int arity, ChoiceKind kind, ToIntFunction<String> valueOf);
}
