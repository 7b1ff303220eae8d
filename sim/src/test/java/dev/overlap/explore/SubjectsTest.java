package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.canary.Canaries;
import dev.overlap.canary.Canary;
import dev.overlap.finding.Kind;
import dev.overlap.scenario.Scenarios;
import org.junit.jupiter.api.Test;

/** The readers' ids, which traces keep for ever. */
class SubjectsTest {

    @Test
    void idsAreKnownForEver() {
        assertThat(Subjects.ids()).contains("pipe-reader", "pipe-reader/threadpool-wait", "pipe-reader/registered-wait", "pipe-reader/completion-routine",
                "pipe-reader/completion-port", "canary/write-after-free", "canary/lost-wakeup", "canary/data-race", "canary/late-callback")
                .doesNotHaveDuplicates();
        assertThat(Subjects.ids()).allSatisfy(id -> assertThat(Subjects.named(id)).isNotEmpty());
    }

    @Test
    void onlyAReaderWithAllItsVariantsIsSeveral() {
        assertThat(Subjects.named("pipe-reader")).extracting(Subject::id).containsExactlyInAnyOrder("pipe-reader/threadpool-wait",
                "pipe-reader/registered-wait", "pipe-reader/completion-routine", "pipe-reader/completion-port");
        assertThat(Subjects.exactly("pipe-reader")).isEmpty();
        assertThat(Subjects.exactly("pipe-reader/registered-wait")).isPresent();
        assertThat(Subjects.exactly("canary/none")).isEmpty();
        assertThat(Subjects.named("")).isEmpty();
    }

    @Test
    void canariesNameWhatExists() {
        for (Canary canary : Canaries.all()) {
            assertThat(canary.id()).startsWith("canary/");
            assertThat(Scenarios.named(canary.scenario())).isPresent();
            assertThat(Kind.values()).extracting(Kind::name).contains(canary.kind());
        }
    }
}
