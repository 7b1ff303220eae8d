package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.overlap.finding.Kind;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Stage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executions that go another way when they are replayed. */
class DivergenceTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    /** A story that is never the same twice in a row. One of two workers begins when the other one has been through several of its executions. */
    private static final class NeverTheSame implements Scenario {
        private static final int SEVERAL = 50;
        private static final int PATIENCE_SECONDS = 60;

        private final Map<Thread, Integer> plays = new ConcurrentHashMap<>();
        private final String late;
        private final CountDownLatch begun = new CountDownLatch(SEVERAL);

        NeverTheSame(String late) {
            this.late = late;
        }

        @Override
        public String name() {
            return "never-the-same";
        }

        @Override
        public String summary() {
            return "the peer writes another number of pieces each time";
        }

        @Override
        public void play(Stage stage) {
            if (Thread.currentThread().getName().equals(late)) {
                awaitTheOther();
            } else {
                begun.countDown();
            }
            int pieces = 1 + plays.merge(Thread.currentThread(), 1, Integer::sum) % 2;
            Pipe pipe = stage.bytePipe(64);
            stage.task("owner", pipe::closeReaderEnd);
            stage.peer("peer", () -> {
                for (int i = 0; i < pieces; i++) {
                    pipe.peer().write(1);
                }
                pipe.peer().close();
            });
        }

        private void awaitTheOther() {
            try {
                assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Either may be the one that has the lower numbers. */
    @ParameterizedTest
    @ValueSource(strings = {"explore-1", "explore-2"})
    void theLowestNumberIsKeptWhoeverComesFirst(String late) {
        ExploreOptions all = Runs.options(1, Subjects.pipeReaders().subList(0, 1), 2 * Exploration.BLOCK, directory);
        ExploreOptions options =
                new ExploreOptions(all.seed(), List.of(new NeverTheSame(late)), all.subjects(), all.portfolio(), all.windows(), all.executions(),
                        all.nanos(), 2, all.engine(), false, directory);

        ExploreSummary summary = Runs.run(options);

        assertThat(summary.diverged()).isGreaterThan(1);
        assertThat(summary.findings()).filteredOn(found -> found.finding().kind() == Kind.NONDETERMINISM).singleElement()
                .satisfies(found -> assertThat(found.execution()).isZero());
    }
}
