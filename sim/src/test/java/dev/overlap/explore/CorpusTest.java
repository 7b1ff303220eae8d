package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.overlap.canary.Canaries;
import dev.overlap.canary.Canary;
import dev.overlap.explore.Rehearsal.Take;
import dev.overlap.explore.TraceReplayer.Outcome;
import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.finding.Finding;
import dev.overlap.kernel.KernelMark;
import dev.overlap.platform.CoverageMark;
import dev.overlap.reader.ReaderMark;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import dev.overlap.schedule.Bench;
import dev.overlap.simulation.SimWorld;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceFormat;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Every stored trace does what it expects, strictly and guided; corpus/README.md says what that means. */
class CorpusTest {

    static final Path TRACES = Path.of(System.getProperty("basedir", "")).resolve("../corpus/traces").normalize();

    /** The rare paths for each of which a clean entry is kept, under its name. */
    private static final List<CoverageMark> PATHS = List.of(KernelMark.COMPLETED_AFTER_CANCEL_REQUEST, ReaderMark.CANCEL_FOUND_NOTHING,
            KernelMark.APC_ENDED_A_WAIT, KernelMark.CANCEL_TRUE_AFTER_CLAIM);
    private static final Scenario CLEAN_SCENARIO = Scenarios.named("stop-races-completion").orElseThrow();

    private static String clean(CoverageMark mark) {
        return "pipe-reader/" + mark.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".trace";
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(TRACES)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String name(Path file) {
        return TRACES.relativize(file).toString().replace('\\', '/');
    }

    static Trace read(Path file) throws Exception {
        return TraceFormat.parse(Files.readString(file));
    }

    @TestFactory
    Stream<DynamicTest> everyEntryDoesWhatItExpects() throws IOException {
        return files().stream().map(file -> dynamicTest(name(file), () -> {
            Trace trace = read(file);
            for (Bench.Engine engine : Bench.Engine.values()) {
                Result result = Runs.replayer(engine).replay(trace);
                assertThat(result.isAsExpected(trace)).as(result.outcome() + ", " + result.divergence() + "\n" + result.timeline()).isTrue();
                if (result.outcome() == Outcome.MOVED) {
                    System.out.println(name(file) + " has moved: it would be written anew as\n" + TraceFormat.print(result.trace()));
                }
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> everyEntryDoesSoGuidedToo() throws IOException {
        return files().stream().map(file -> dynamicTest(name(file), () -> {
            Trace trace = read(file);
            Take take = Runs.rehearsal(trace).play(new TraceAnswers(trace.entries(), false), null);
            assertThat(Finding.withoutNumbers(Runs.headline(take.finding()))).isEqualTo(
                    Finding.withoutNumbers(trace.expect() == null ? Trace.CLEAN : trace.expect()));
        }));
    }

    @TestFactory
    Stream<DynamicTest> everyEntryIsWrittenAsTheToolWritesIt() throws IOException {
        return files().stream().map(file -> dynamicTest(name(file), () -> {
            assertThat(name(file)).matches("[a-z0-9./-]+\\.trace");
            assertThat(Files.readString(file)).isEqualTo(TraceFormat.print(read(file)));
        }));
    }

    @Test
    void everyCanaryHasAnEntry() throws Exception {
        for (Canary canary : Canaries.all()) {
            Trace trace = read(TRACES.resolve(canary.id() + ".trace"));
            assertThat(trace.reader()).isEqualTo(canary.id());
            assertThat(trace.expectedKind()).isEqualTo(canary.kind());
        }
    }

    @TestFactory
    Stream<DynamicTest> everyCleanEntryLeadsThroughItsRarePath() {
        return PATHS.stream().map(mark -> dynamicTest(clean(mark), () -> {
            Trace trace = read(TRACES.resolve(clean(mark)));
            assertThat(trace.expect()).isNull();
            SimWorld world = new SimWorld(Runs.ENGINE);
            Subject subject = Subjects.exactly(trace.reader()).orElseThrow();
            new Rehearsal(world, CLEAN_SCENARIO, subject, Rehearsal.setting(trace)).play(new TraceAnswers(trace.entries(), false), null);
            assertThat(world.marks().count(mark)).as("to write it anew: -Doverlap.corpus.write=true").isPositive();
        }));
    }

    // ---------------------------------------------------------------- writing it anew

    private static final long SEED = 1;

    /** {@code -Doverlap.corpus.write=true} writes the canaries' entries, and the clean ones, from the seed 1. */
    @Test
    @EnabledIfSystemProperty(named = "overlap.corpus.write", matches = "true")
    void writeTheCorpusAnew() {
        Path nowhere = Path.of("never-written");
        for (Reported found : Runs.run(Runs.canaryHunt(SEED, nowhere)).canaries()) {
            FindingStore.write(TRACES.resolve(found.trace().reader() + ".trace"), found.trace());
        }
        List<Subject> subjects = Subjects.pipeReaders();
        for (CoverageMark mark : PATHS) {
            Subject subject = subjects.get(PATHS.indexOf(mark) % subjects.size());
            FindingStore.write(TRACES.resolve(clean(mark)), new CleanTraces(CLEAN_SCENARIO, subject, mark).plainest(SEED));
        }
    }
}
