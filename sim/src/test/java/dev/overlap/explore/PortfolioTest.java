package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.overlap.explore.StrategyKind.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which strategies take turns, and by which names they are known. */
class PortfolioTest {

    private static List<String> turns(String name) {
        return Portfolio.named(name).orElseThrow().turns().stream().map(StrategyKind::toString).toList();
    }

    @Test
    void theDefaultHasEveryStrategy() {
        assertThat(turns("portfolio")).contains("random-walk", "pct:2", "pct:3", "pct:4", "pct:5", "pct:6", "depth-first");
        assertThat(Portfolio.named("portfolio")).contains(Portfolio.DEFAULT);
    }

    @Test
    void everyNameThatIsListedIsKnown() {
        assertThat(Portfolio.NAMES).allSatisfy(name -> assertThat(Portfolio.named(name)).isPresent());
        assertThat(turns("random-walk")).containsExactly("random-walk");
        assertThat(turns("depth-first")).containsExactly("depth-first");
        assertThat(turns("pct")).containsExactly("pct:2", "pct:3", "pct:4", "pct:5", "pct:6");
        assertThat(turns("pct:17")).containsExactly("pct:17");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Portfolio", "pct:", "pct:0", "pct:33", "pct:100", "pct:-1", "pct: 3", "pct:3x", "random", "dfs"})
    void otherNamesAreNot(String name) {
        assertThat(Portfolio.named(name)).isEmpty();
    }

    @Test
    void turnsComeRoundAndRound() {
        Portfolio pct = Portfolio.named("pct").orElseThrow();
        assertThat(pct.turn(0)).isEqualTo(new StrategyKind(Type.PCT, 2));
        assertThat(pct.turn(4)).isEqualTo(new StrategyKind(Type.PCT, 6));
        assertThat(pct.turn(5)).isEqualTo(pct.turn(0));
        assertThat(pct.turn(5_000_000_000L)).isEqualTo(pct.turn(0));
    }
}
