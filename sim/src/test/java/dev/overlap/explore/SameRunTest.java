package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.overlap.canary.Canaries;
import dev.overlap.schedule.Bench;
import dev.overlap.trace.TraceFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seed and options alone decide what a run does: not the number of threads, not the engine, not what ran before. Canaries play, so that something is found. */
class SameRunTest {

    private static final long SEED = 20_250_101;
    /** One block each for all scenarios and canaries: the threads engine makes some hundred executions a second. */
    private static final int LANES = 4 * Canaries.all().size();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    /** Everything that a run came to, but how long it took and where it wrote. */
    private record Result(List<Object> figures, List<String> findings, Map<String, Long> marks, Map<String, String> files) {
    }

    private Result run(String name, ExploreOptions options, int threads, Bench.Engine engine) throws IOException {
        Path own = directory.resolve(name);
        ExploreSummary summary = Runs.run(Runs.with(options, threads, engine, own));
        assertThat(summary.diverged()).isZero();
        List<String> findings = new ArrayList<>();
        for (Reported reported : summary.findings()) {
            Path file = reported.file();
            assertThat(file).isNotNull();
            findings.add(String.join("\n", reported.execution() + " " + reported.strategy() + " " + own.relativize(file), reported.finding().toString(),
                    TraceFormat.print(reported.trace()), reported.timeline()));
        }
        List<Object> figures = List.of(summary.executions(), summary.points(), summary.surprised(), summary.states(), summary.transitions(),
                summary.replayed());
        return new Result(figures, findings, summary.marks(), files(own));
    }

    private static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        if (Files.exists(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    files.put(directory.relativize(path).toString(), Files.readString(path));
                }
            }
        }
        return files;
    }

    @ParameterizedTest
    @ValueSource(ints = {160_000, 64_010, 10})
    void theNumberOfThreadsDoesNotMatter(int full) throws IOException {
        // The last of them is a part of a block, which several threads cannot share.
        int executions = Math.max(10, Runs.scaled(full));
        ExploreOptions options = Runs.options(SEED, Runs.canaries(), executions, directory);
        Result one = run("one thread", options, 1, Bench.Engine.CONTINUATIONS);
        assertThat(one.figures().get(0)).isEqualTo((long) executions);
        assertThat(run("two threads", options, 2, Bench.Engine.CONTINUATIONS)).isEqualTo(one);
        assertThat(run("five threads", options, 5, Bench.Engine.CONTINUATIONS)).isEqualTo(one);
        assertThat(run("again", options, 1, Bench.Engine.CONTINUATIONS)).isEqualTo(one);
        // What is stored is what is reported, and nothing else: no temporary file, none of a later execution.
        assertThat(one.files()).hasSameSizeAs(one.findings());
        assertThat(one.findings().isEmpty()).isEqualTo(executions == 10);
    }

    @Test
    void theEngineDoesNotMatter() throws IOException {
        ExploreOptions options = Runs.options(SEED, Runs.canaries(), Runs.scaled(10 * LANES * Worker.BLOCK), directory);
        Result continuations = run("continuations", options, 1, Bench.Engine.CONTINUATIONS);
        assertThat(continuations.findings()).isNotEmpty();
        assertThat(run("threads", options, 1, Bench.Engine.THREADS)).isEqualTo(continuations);
    }

    @Test
    void anotherSeedIsAnotherRun() throws IOException {
        Result some = run("some", Runs.options(1, Runs.canaries(), 1_000, directory), 1, Runs.ENGINE);
        Result others = run("others", Runs.options(2, Runs.canaries(), 1_000, directory), 1, Runs.ENGINE);
        assertThat(others.figures()).isNotEqualTo(some.figures());
    }

    @Test
    void aLongerRunBeginsAsAShorterOne() {
        ExploreSummary shorter = Runs.run(Runs.options(SEED, Runs.canaries(), 3_201, directory.resolve("shorter")));
        ExploreSummary longer = Runs.run(Runs.options(SEED, Runs.canaries(), 6_400, directory.resolve("longer")));
        assertThat(shorter.findings()).isNotEmpty();
        assertThat(longer.findings().stream().filter(reported -> reported.execution() < 3_201).map(Reported::trace))
                .containsExactlyElementsOf(shorter.findings().stream().map(Reported::trace).toList());
    }

    @Test
    void theCanariesOfARunAreTheSameForTheSameSeed() {
        ExploreSummary some = Runs.run(Runs.canaryHunt(SEED, directory));
        ExploreSummary again = Runs.run(Runs.withThreads(Runs.canaryHunt(SEED, directory), 2));
        assertThat(some.canaries()).hasSize(Canaries.all().size());
        assertThat(again.canaries()).isEqualTo(some.canaries());
        assertThat(directory).as("canaries are not findings").isEmptyDirectory();
    }

    @Test
    void aRunThatIsCancelledSaysSoAndKeepsWhatItHas() {
        Exploration[] run = new Exploration[1];
        run[0] = new Exploration(Runs.options(SEED, Runs.canaries(), Long.MAX_VALUE, directory), new Runs.Quiet() {
            @Override
            public void found(Reported reported) {
                run[0].cancel();
            }
        }, true);
        ExploreSummary summary = run[0].run();
        assertThat(summary.interrupted()).isTrue();
        assertThat(summary.findings()).isNotEmpty();
        assertThat(summary.findings()).allSatisfy(reported -> assertThat(reported.file()).exists());
    }

    @Test
    void aRunEndsWhenItsTimeIsUp() {
        ExploreOptions endless = Runs.options(SEED, Subjects.pipeReaders(), Long.MAX_VALUE, directory);
        long nanos = 300_000_000;
        long begin = System.nanoTime();
        ExploreSummary summary = Runs.run(new ExploreOptions(SEED, endless.scenarios(), endless.subjects(), endless.portfolio(), endless.windows(),
                Long.MAX_VALUE, nanos, 2, endless.engine(), false, directory));
        assertThat(summary.executions()).isPositive();
        assertThat(summary.nanos()).isGreaterThanOrEqualTo(nanos);
        assertThat(System.nanoTime() - begin).isLessThan(nanos + 20_000_000_000L);
        assertThat(summary.interrupted()).isFalse();
    }
}
