package dev.overlap.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The strategies that take turns. None finds everything: what random walk never meets PCT may meet at once, and the other way round.
 *
 * @param name as users know it
 */
public record Portfolio(String name, List<StrategyKind> turns) {

    private static final StrategyKind RANDOM_WALK = new StrategyKind(StrategyKind.Type.RANDOM_WALK, 0);
    private static final StrategyKind DEPTH_FIRST = new StrategyKind(StrategyKind.Type.DEPTH_FIRST, 0);
    private static final int MAX_DEPTH = 32;

    /** Random walk, PCT for depths 2 to 6, and depth-first search with more and more preemptions. */
    public static final Portfolio DEFAULT = new Portfolio("portfolio", List.of(RANDOM_WALK, pct(2), pct(3), RANDOM_WALK, pct(4), pct(5), RANDOM_WALK, pct(6),
            pct(3), DEPTH_FIRST));

    /** The names that {@link #named} knows; {@code pct:3} stands for all of its kind. */
    public static final List<String> NAMES = List.of("portfolio", "random-walk", "pct", "pct:3", "depth-first");

    public Portfolio {
        turns = List.copyOf(turns);
    }

    private static StrategyKind pct(int depth) {
        return new StrategyKind(StrategyKind.Type.PCT, depth);
    }

    /** The portfolio of a name: all, one family, or PCT of one depth. */
    public static Optional<Portfolio> named(String name) {
        switch (name) {
            case "portfolio":
                return Optional.of(DEFAULT);
            case "random-walk":
                return Optional.of(new Portfolio(name, List.of(RANDOM_WALK)));
            case "depth-first":
                return Optional.of(new Portfolio(name, List.of(DEPTH_FIRST)));
            case "pct":
                List<StrategyKind> depths = new ArrayList<>();
                for (int depth = 2; depth <= 6; depth++) {
                    depths.add(pct(depth));
                }
                return Optional.of(new Portfolio(name, depths));
            default:
                return pctOfDepth(name);
        }
    }

    private static Optional<Portfolio> pctOfDepth(String name) {
        if (!name.matches("pct:\\d{1,2}")) {
            return Optional.empty();
        }
        int depth = Integer.parseInt(name.substring("pct:".length()));
        return depth < 1 || depth > MAX_DEPTH ? Optional.empty() : Optional.of(new Portfolio(name, List.of(pct(depth))));
    }

    /** The strategy whose turn it is. */
    StrategyKind turn(long number) {
        return turns.get((int) (number % turns.size()));
    }
}
