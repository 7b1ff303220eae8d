package dev.overlap.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;

import dev.overlap.fault.FallibleCall;
import dev.overlap.fault.Rule;
import dev.overlap.scenario.Scenarios;
import dev.overlap.win32.Win32Error;
import org.junit.jupiter.api.Test;

/** Which calls fail is decided by rules and by a seed, without any kernel. */
class FaultsTest {

    private static final int CALLS = 500;

    private static int[] errors(long seed, int budget) {
        Faults faults = new Faults(seed, budget);
        return IntStream.range(0, CALLS).map(i -> faults.next(FallibleCall.READ_FILE)).toArray();
    }

    @Test void theSeedDecidesAndTheBudgetEnds() {
        assertThat(errors(1, 2)).isEqualTo(errors(1, 2)).isNotEqualTo(errors(2, 2));
        assertThat(Arrays.stream(errors(1, 2)).filter(error -> error != 0).count()).isEqualTo(2);
        assertThat(errors(1, 0)).containsOnly(0);
    }

    @Test void aRuleFailsItsCallAndNoOther() {
        Faults faults = new Faults(1, 0);
        faults.add(Rule.fail(FallibleCall.CREATE_EVENT, 2, Win32Error.ERROR_NOT_ENOUGH_MEMORY));
        assertThat(faults.next(FallibleCall.READ_FILE)).isZero();
        assertThat(faults.next(FallibleCall.CREATE_EVENT)).isZero();
        assertThat(faults.matched()).isEmpty();
        assertThat(faults.next(FallibleCall.CREATE_EVENT)).isEqualTo(Win32Error.ERROR_NOT_ENOUGH_MEMORY);
        assertThat(faults.next(FallibleCall.CREATE_EVENT)).isZero();
        assertThat(faults.matched()).hasSize(1);
    }

    @Test void onlyScenariosThatExistAreNotExpressible() {
        assertThat(Scenarios.all().stream().filter(scenario -> Expressible.reasonAgainst(scenario).isPresent()).map(scenario -> scenario.name()))
                .containsExactlyInAnyOrder("peer-dies-with-pending-write", "process-exit");
    }
}
