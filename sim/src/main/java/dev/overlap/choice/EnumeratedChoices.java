package dev.overlap.choice;

import java.util.Arrays;

/**
 * All answers in turn, depth first: the first execution takes defaults throughout, {@link #next()} moves on to the next untried branch.
 *
 * <p>Beyond {@code maxDepth} questions an execution takes defaults, which bounds the search.
 */
public final class EnumeratedChoices implements Choices {

    private final int maxDepth;
    private int[] values = new int[64];
    private int[] arities = new int[64];
    private int depth;
    private int position;

    /**
     * Makes a source at its first branch.
     *
     * @param maxDepth how many questions of an execution are enumerated, 1 or more
     */
    public EnumeratedChoices(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    @Override
    public int choose(int arity, ChoiceKind kind, String label) {
        return choose(arity);
    }

    /** As {@link #choose(int, ChoiceKind, String)}, for a question that is not about data. */
    public int choose(int arity) {
        if (position >= maxDepth) {
            return 0;
        }
        if (position == depth) {
            if (depth == values.length) {
                values = Arrays.copyOf(values, 2 * depth);
                arities = Arrays.copyOf(arities, 2 * depth);
            }
            values[depth] = 0;
            arities[depth] = arity;
            depth++;
        } else if (arities[position] != arity) {
            throw new IllegalStateException("question " + position + " had " + arities[position] + " answers and now has " + arity);
        }
        return values[position++];
    }

    /**
     * Moves on to the next branch; the next execution begins.
     *
     * @return false when every branch has been taken; the source is then at its first branch again
     */
    public boolean next() {
        position = 0;
        while (depth > 0 && values[depth - 1] + 1 == arities[depth - 1]) {
            depth--;
        }
        if (depth == 0) {
            return false;
        }
        values[depth - 1]++;
        return true;
    }
}
