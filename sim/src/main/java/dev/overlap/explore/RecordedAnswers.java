package dev.overlap.explore;

import java.util.function.ToIntFunction;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.schedule.Replay;

/** Answers from the raw recording of an execution. */
final class RecordedAnswers implements Answers {

    private final Replay replay;

    RecordedAnswers(int[] decisions) {
        replay = new Replay(decisions);
    }

    @Override
    public int pick(Places places, Place place, long enabled, int current) {
        return replay.pick(enabled, current);
    }

    @Override
    public int choose(Place place, int arity, ChoiceKind kind, ToIntFunction<String> valueOf) {
        return replay.choose(arity, kind, "");
    }
}
