package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.overlap.finding.Finding;
import dev.overlap.finding.Kind;
import org.junit.jupiter.api.Test;

/** Rows that repeat themselves again and again are shown a few times, the last time among them; nothing else is left out. */
class TimelineTest {

    private static final Pattern FOLDED = Pattern.compile(" *\\.\\.\\. the same (?:(\\d+) rows )?([\\d,]+) times more");
    private static final int WIDTH = 80;
    /** So many repetitions are shown, more are folded. */
    private static final int SHOWN = 6;

    @Test
    void oneRowThatRepeatsItselfIsFoldedWithItsCount() {
        assertThat(render(repeated(1_500, "look"))).containsExactly("     0  look", "     0  look", "     0  look", "        ... the same 1,496 times more",
                "     0  look");
    }

    @Test
    void someRowsThatRepeatThemselvesAreFoldedTogether() {
        List<String> lines = render(repeated(100, "peek", "sleep", "wake"));
        assertThat(lines.stream().filter(line -> line.matches(" *\\.\\.\\. the same 3 rows 9\\d times more"))).hasSize(1);
        assertThat(lines).hasSizeLessThan(15);
    }

    @Test
    void nothingIsLostWhateverRepeatsItselfHowOften() {
        for (int period = 1; period <= 10; period++) {
            for (int times = 1; times <= 40; times++) {
                String[] rows = new String[period];
                for (int i = 0; i < period; i++) {
                    rows[i] = "row " + i;
                }
                Chronicle chronicle = repeated(times, rows);
                chronicle.happened(null, "last");
                List<String> lines = render(chronicle);
                assertThat(counted(lines)).isEqualTo(period * times + 1);
                assertThat(lines.get(lines.size() - 1)).endsWith("  last");
            }
        }
    }

    @Test
    void aFewRepetitionsAreShown() {
        for (int times = 1; times <= SHOWN; times++) {
            assertThat(render(repeated(times, "look"))).hasSize(times).noneMatch(line -> line.contains("the same"));
            assertThat(render(repeated(times, "a", "b"))).hasSize(2 * times);
        }
    }

    @Test
    void whatRepeatsItselfOverTooManyRowsIsShown() {
        String[] rows = {"a", "b", "c", "d", "e", "f", "g", "h", "i"};
        assertThat(render(repeated(20, rows))).hasSize(9 * 20);
    }

    @Test
    void twoThatRepeatThemselvesOneAfterTheOtherAreBothFolded() {
        Chronicle chronicle = repeated(20, "a");
        for (int i = 0; i < 30; i++) {
            chronicle.happened(null, "b");
        }
        List<String> lines = render(chronicle);
        assertThat(lines.stream().filter(line -> line.contains("the same"))).hasSize(2);
        assertThat(counted(lines)).isEqualTo(50);
    }

    @Test
    void theDecisiveRowIsShownThoughItIsOneOfMany() {
        Chronicle chronicle = repeated(1_000, "look");
        chronicle.happened(null, "give up");
        Finding finding = new Finding(Kind.LIVELOCK, "no end", "", 1_000);
        String text = chronicle.timeline(finding).render(finding, WIDTH, true);
        assertThat(text).contains("the same 996 times more\n     0  look\n>    0  give up\n=> LIVELOCK: no end\n");
    }

    /** A timeline is the same on every machine: digits are those of ASCII. */
    @Test
    void stepsHaveTheDigitsOfASCIIWhateverTheUsersLanguage() {
        List<String> expected = render(repeated(1_500, "look"));
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(render(repeated(1_500, "look"))).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Chronicle repeated(int times, String... rows) {
        Chronicle chronicle = new Chronicle();
        for (int i = 0; i < times; i++) {
            for (String row : rows) {
                chronicle.happened(null, row);
            }
        }
        return chronicle;
    }

    /** The rows, without the line of titles. */
    private static List<String> render(Chronicle chronicle) {
        return chronicle.timeline(null).render(null, WIDTH, true).lines().skip(1).toList();
    }

    /** How many rows these lines stand for. */
    private static int counted(List<String> lines) {
        int rows = 0;
        for (String line : lines) {
            Matcher folded = FOLDED.matcher(line);
            int period = folded.matches() && folded.group(1) != null ? Integer.parseInt(folded.group(1)) : 1;
            rows += folded.matches() ? period * Integer.parseInt(folded.group(2).replace(",", "")) : 1;
        }
        return rows;
    }
}
