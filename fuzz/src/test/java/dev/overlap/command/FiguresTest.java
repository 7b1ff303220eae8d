package dev.overlap.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({"0,no finding", "1,1 finding", "2,2 findings", "1204,'1,204 findings'"})
    void countsAreReadAloud(long number, String text) {
        assertThat(Figures.count(number, "finding", "findings")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "155000,'155,000'", "999999,'999,999'", "1000000,1.0 M", "3149000,3.1 M", "999949999,'1,000 M'", "999950000,1.0 G"})
    void largeNumbersAreRounded(long number, String text) {
        assertThat(Figures.rough(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0 /s", "3774.4,'3,774 /s'", "9994,'9,994 /s'", "14387,14.4 k/s", "101000,101 k/s", "999499,999 k/s", "1234567,1.2 M/s"})
    void ratesHaveTheirUnit(double perSecond, String text) {
        assertThat(Figures.rate(perSecond)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,00:00", "12,00:12", "754,12:34", "3723,1:02:03", "360000,100:00:00"})
    void timeThatHasPassedLooksLikeAClock(long seconds, String text) {
        assertThat(Figures.clock(seconds * 1_000_000_000)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"-0.2,0 s left", "18.4,18 s left", "119,119 s left", "300,5 min left", "7200,2 h left"})
    void timeThatIsLeftIsInTheUnitThatSaysMost(double seconds, String text) {
        assertThat(Figures.left(seconds)).isEqualTo(text);
    }
}
