package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.overlap.explore.OwnStory.Replayed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trace that is kept as a text plays its own story with its own reader. */
class RecordedStoryTest {

    private static OwnStory story(String trace) {
        return new OwnStory(RecordedStory.of(trace), 1, "portfolio", "10", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken-contract", "data-race", "late-callback", "leak-on-failure", "lost-on-cancel", "lost-wakeup", "swallowed-error", "unbounded",
        "write-after-free"}) void itShowsTheFindingOfItsTrace(String canary) throws Exception {
        String text = text("canary/" + canary + ".trace");

        Replayed replayed = story(text).replay(text);

        assertThat(replayed.remark()).isEmpty();
        assertThat(replayed.defect()).isNotNull();
        assertThat(replayed.defect().headline()).isEqualTo(CorpusTest.read(CorpusTest.TRACES.resolve("canary/" + canary + ".trace")).expect());
        assertThat(replayed.defect().where()).contains("replayed (reproduced)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe-reader/cancel-true-after-claim.trace", "program/limit-raised-after-the-first-read.trace"})
    void aCleanOneStaysClean(String file) throws Exception {
        String text = text(file);

        assertThat(story(text).replay(text)).isEqualTo(new Replayed(null, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no trace"})
    void whatIsNoTraceIsRefused(String text) {
        assertThatThrownBy(() -> RecordedStory.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scenario", "reader"})
    void whatItNamesMustBeThere(String what) throws Exception {
        String text = text("canary/data-race.trace").replaceFirst("(?m)^" + what + "( +)\\S+", what + "$1nobody");

        assertThatThrownBy(() -> RecordedStory.of(text)).isInstanceOf(IllegalArgumentException.class).hasMessage(what + " nobody is not known");
    }

    private static String text(String file) throws Exception {
        Path path = CorpusTest.TRACES.resolve(file);
        return Files.readString(path);
    }
}
