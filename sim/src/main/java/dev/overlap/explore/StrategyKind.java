package dev.overlap.explore;

/**
 * One way of exploring, as it takes its turn in a {@link Portfolio}.
 *
 * @param depth for PCT, the depth of the bugs looked for
 */
public record StrategyKind(Type type, int depth) {

    /** The families of strategies. */
    public enum Type {
        RANDOM_WALK, PCT, DEPTH_FIRST
    }

    @Override
    public String toString() {
        return switch (type) {
            case RANDOM_WALK -> "random-walk";
            case PCT -> "pct:" + depth;
            case DEPTH_FIRST -> "depth-first";
        };
    }
}
