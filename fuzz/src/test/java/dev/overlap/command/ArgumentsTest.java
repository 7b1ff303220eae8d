package dev.overlap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import dev.overlap.explore.Repertoire;
import dev.overlap.explore.Subjects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Durations, counts, seeds and names, as users write them. */
class ArgumentsTest {

    @ParameterizedTest
    @CsvSource({"30s,30", "5m,300", "2h,7200", "1S,1", "1000h,3600000"})
    void aDurationIsANumberAndItsUnit(String text, long seconds) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "-1s", "1.5h", "1e9s", "0s", "0h", "1001h", "999999h", "99999999999999999999s", "5 m", "5ms", "\u0665m"})
    void whatIsNoDurationIsNamedAsItWasTyped(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(TypeConversionException.class).hasMessageStartingWith("'" + text + "' is ");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "10_000_000,10000000", "10M,10000000", "20k,20000", "3G,3000000000", "1000g,1000000000000"})
    void aCountMayHaveUnderlinesOrAUnit(String text, long value) {
        assertThat(Count.parse(text).upTo(1_000_000_000_000L, "--executions")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "1e99", "1.5M", "M", "_1", "ten", "1T", "0x10"})
    void whatIsNoCountIsNamedAsItWasTyped(String text) {
        assertThatThrownBy(() -> Count.parse(text)).isInstanceOf(TypeConversionException.class).hasMessageStartingWith("'" + text + "' is not a count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0M", "257", "18446744073709551617", "999999999999999999999999999999G"})
    void aCountOutOfRangeIsNamedWithItsRange(String text) {
        assertThatThrownBy(() -> Count.parse(text).upTo(256, "--threads")).isInstanceOf(BadInput.class)
                .hasMessage("--threads: '" + text + "' is out of range; expected 1 to 256");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "5837219,5837219", "-1,-1", "9223372036854775807,9223372036854775807", "-9223372036854775808,-9223372036854775808"})
    void aNumberIsItsOwnSeed(String text, long value) {
        assertThat(Seed.parse(text).value()).isEqualTo(value);
    }

    /** A CI run is reproducible from its commit alone, so these numbers must never change. */
    @ParameterizedTest
    @CsvSource({"4b825dc642cb6eb9a060e54bf8d69288fbee4904,1606666541407573", "tuesday,6375744221785353", "9223372036854775808,2476960070432785"})
    void aCommitOrAWordIsASeedForEver(String text, long value) {
        assertThat(Seed.parse(text).value()).isEqualTo(value);
    }

    @Test
    void anEmptySeedIsNoSeed() {
        assertThatThrownBy(() -> Seed.parse(" ")).isInstanceOf(TypeConversionException.class).hasMessageContaining("empty");
    }

    @Test
    void seedsThatNobodyChoseAreShort() {
        assertThat(Seed.draw().value()).isBetween(0L, 999_999_999L);
    }

    @Test
    void theNearestNameComesFirst() {
        assertThat(Names.nearest("stop-race-completion", Repertoire.OF_THE_PROJECT.scenarioNames())).first().isEqualTo("stop-races-completion");
        assertThat(Names.nearest("pipe-raeder", Subjects.ids())).first().isEqualTo("pipe-reader");
        assertThat(Names.nearest("canary/late-calback", Subjects.ids())).first().isEqualTo("canary/late-callback");
    }

    @Test
    void whereNoNameIsNearAllAreNamed() {
        assertThat(Names.unknown("version of Windows", "95", Names.windowsVersions())).isEqualTo("unknown version of Windows '95'; known: 7, 8, 10, 11");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "8", "10", "11"})
    void aVersionOfWindowsIsItsNumber(String number) {
        assertThat(Names.windows(number).number()).isEqualTo(number);
    }
}
