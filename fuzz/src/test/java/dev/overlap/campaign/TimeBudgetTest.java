package dev.overlap.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

/** How the time of a campaign is divided. */
class TimeBudgetTest {

    private long now = 77;

    private TimeBudget of(Duration time) {
        return new TimeBudget(time.toNanos(), () -> now);
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }

    @Test
    void withoutInputsThatWereAddedAllOfItIsForRounds() {
        TimeBudget budget = of(Duration.ofMinutes(5));
        passes(Duration.ofMinutes(5).minusMillis(1));
        assertThat(budget.isOver()).isFalse();
        passes(Duration.ofMillis(1));
        assertThat(budget.isOver()).isTrue();
        assertThat(budget.used()).isEqualTo(Duration.ofMinutes(5).toNanos());
    }

    @Test
    void aTenthIsKeptForMakingCorporaSmaller() {
        TimeBudget budget = of(Duration.ofMinutes(5));
        budget.fuzzed(3, true);
        passes(Duration.ofSeconds(269));
        assertThat(budget.isOver()).isFalse();
        passes(Duration.ofSeconds(1));
        assertThat(budget.isOver()).isTrue();
        assertThat(budget.hasTimeForAMerge()).isTrue();
        assertThat(budget.longestMerge()).isEqualTo(Duration.ofSeconds(30));
        passes(Duration.ofSeconds(24));
        assertThat(budget.hasTimeForAMerge()).as("two starts need six seconds").isFalse();
    }

    @Test
    void ofADayAMinuteIsKept() {
        TimeBudget budget = of(Duration.ofDays(1));
        budget.fuzzed(3, true);
        passes(Duration.ofDays(1).minusSeconds(61));
        assertThat(budget.isOver()).isFalse();
        passes(Duration.ofSeconds(1));
        assertThat(budget.isOver()).isTrue();
    }

    @Test
    void nothingIsKeptThatIsTooLittle() {
        TimeBudget budget = of(Duration.ofSeconds(50));
        budget.fuzzed(3, true);
        passes(Duration.ofSeconds(49));
        assertThat(budget.isOver()).isFalse();
        assertThat(budget.hasTimeForAMerge()).isFalse();
    }

    @Test
    void aFuzzTargetNeedsTimeToStartAndFiveSeconds() {
        TimeBudget budget = of(Duration.ofMinutes(5));
        budget.fuzzed(3, true);
        passes(Duration.ofSeconds(261));
        assertThat(budget.hasTimeForATarget()).isTrue();
        assertThat(budget.longestFuzzing()).isEqualTo(Duration.ofSeconds(6));
        passes(Duration.ofSeconds(1));
        assertThat(budget.hasTimeForATarget()).isFalse();
        passes(Duration.ofSeconds(10));
        assertThat(budget.longestFuzzing()).as("the shortest").isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void withoutABoundThereIsAlwaysTime() {
        TimeBudget budget = new TimeBudget(Long.MAX_VALUE, () -> now);
        budget.fuzzed(3, true);
        passes(Duration.ofDays(30));
        assertThat(budget.isOver()).isFalse();
        assertThat(budget.hasTimeForATarget()).isTrue();
        assertThat(budget.hasTimeForAMerge()).isTrue();
        assertThat(budget.longestFuzzing()).isEqualTo(Duration.ofHours(1));
        assertThat(budget.longestMerge()).isEqualTo(FuzzRounds.LONGEST_MERGE);
    }
}
