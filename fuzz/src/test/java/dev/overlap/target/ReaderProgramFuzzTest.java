package dev.overlap.target;

import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link ReaderProgramFuzzer} with its seeds; with JAZZER_FUZZ=1 in the environment, a fuzzer makes more. */
class ReaderProgramFuzzTest {

    private static Stream<Arguments> seeds() {
        return Inputs.of(ReaderProgramFuzzer.class);
    }

    @MethodSource("seeds")
    @FuzzTest
    void noOracleHasAnythingToSay(byte[] input) {
        ReaderProgramFuzzer.fuzzerTestOneInput(input);
    }
}
