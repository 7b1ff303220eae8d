package dev.overlap.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten million texts that are almost right, for each parser; without {@code -Doverlap.acceptance=true}, fewer. */
class MutantsTest {

    private static final int TEXTS = Boolean.getBoolean("overlap.acceptance") ? 10_000_000 : 50_000;
    /** Texts that are made out of the corpus afresh, so that mutants of mutants do not become all alike. */
    private static final int ROUND = 5_000;

    @ParameterizedTest
    @EnumSource
    void theParserComplainsInItsOwnWayOrUnderstandsThemForGood(Language language) {
        List<String> examples = language.examples();
        long understood = IntStream.range(0, TEXTS / ROUND).parallel().mapToLong(round -> understoodIn(round, language, examples)).sum();

        // Neither parser would have much to do if nothing were right.
        assertThat(understood).isGreaterThan(TEXTS / 50);
    }

    private static long understoodIn(int round, Language language, List<String> examples) {
        Mutator mutator = new Mutator(round, language.words, examples);
        long understood = 0;
        for (int i = 0; i < ROUND; i++) {
            String text = mutator.next();
            if (accepts(language, text, round, i)) {
                understood++;
                mutator.keep(text);
            }
        }
        return understood;
    }

    private static boolean accepts(Language language, String text, int round, int number) {
        try {
            return language.accepts(text);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("text " + number + " of round " + round + ":\n" + text.replace("\r", "\\r").replace("\u0000", "\\0"), e);
        }
    }
}
