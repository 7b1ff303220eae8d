package dev.overlap.target;

import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link ScheduleFuzzer} with its seeds; with JAZZER_FUZZ=1 in the environment, a fuzzer makes more. */
class ScheduleFuzzTest {

    private static Stream<Arguments> seeds() {
        return Inputs.of(ScheduleFuzzer.class);
    }

    @MethodSource("seeds")
    @FuzzTest
    void noOracleHasAnythingToSay(byte[] input) {
        ScheduleFuzzer.fuzzerTestOneInput(input);
    }
}
