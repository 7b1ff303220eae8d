package dev.overlap.choice;

/** Random choices: the default in most cases, as each {@link ChoiceKind} says, and otherwise any other answer with equal probability. */
public final class SeededChoices implements Choices {

    private final SplitMix random = new SplitMix(0);

    /** Starts an execution. */
    public void seed(long seed) {
        random.seed(seed);
    }

    @Override
    public int choose(int arity, ChoiceKind kind, String label) {
        int oneIn = kind.oneIn();
        if (oneIn == 1) {
            return random.below(arity);
        }
        return random.below(oneIn) != 0 ? 0 : arity == 2 ? 1 : 1 + random.below(arity - 1);
    }
}
