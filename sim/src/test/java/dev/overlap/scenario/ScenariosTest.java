package dev.overlap.scenario;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.overlap.kernel.KernelMark;
import dev.overlap.platform.CoverageMark;
import dev.overlap.reader.Capability;
import dev.overlap.reader.PipeReader;
import dev.overlap.reader.ReaderMark;
import dev.overlap.reader.SignalKind;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.RandomWalk;
import dev.overlap.simulation.Play;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every scenario ends, has a name of its own, and reaches what its story tells of. */
class ScenariosTest {

    private static final int CHUNK_BYTES = 16;
    private static final int SEEDS = 400;
    private static final Limits LIMITS = new Limits(400, 20_000, 3);

    private final Recorder recorder = new Recorder();

    // ---------------------------------------------------------------- all of them

    @TestFactory
    Stream<DynamicTest> everyScenarioComesToItsEndByDefaults() {
        return Scenarios.all().stream().flatMap(scenario -> Arrays.stream(SignalKind.values())
                .map(signal -> DynamicTest.dynamicTest(scenario.name() + ", " + signal, () -> assertThat(play(scenario, signal).once()).isClean())));
    }

    @Test
    void everyScenarioHasANameOfItsOwnAndSaysWhatHappens() {
        assertThat(Scenarios.all()).extracting(Scenario::name).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
        assertThat(Scenarios.all()).extracting(Scenario::summary).doesNotHaveDuplicates().allMatch(text -> !text.isBlank() && text.indexOf('\n') < 0);
        for (Scenario scenario : Scenarios.all()) {
            assertThat(Scenarios.named(scenario.name())).containsSame(scenario);
        }
        assertThat(Scenarios.named("no-such-scenario")).isEmpty();
    }

    @Test
    void theReadmeListsThemInTheirOrder() throws IOException {
        List<String> rows = Scenarios.all().stream()
                .map(scenario -> "| " + scenario.name() + " | " + scenario.summary() + " | " + needs(scenario) + " | " + scenario.faults() + " |").toList();
        List<String> listed =
                Files.readAllLines(Path.of("README.md")).stream()
                        .filter(line -> Scenarios.all().stream().anyMatch(scenario -> line.startsWith("| " + scenario.name() + " |"))).toList();
        assertThat(listed).isEqualTo(rows);
    }

    private static String needs(Scenario scenario) {
        return scenario.needs().isEmpty() ? "–" : scenario.needs().stream().map(Capability::name).collect(Collectors.joining(", "));
    }

    // ---------------------------------------------------------------- what each reaches

    @ParameterizedTest
    @CsvSource({"steady-stream, SYNCHRONOUS_COMPLETION", "stop-races-completion, CANCELLED_READ_HAD_DATA", "cancel-then-restart, NEWS_KEPT_FOR_RESTART",
        "close-inside-listener, CLOSED_INSIDE_LISTENER", "drain-races-peer-close, DRAIN_CANCELLED_A_READ", "buffer-limit, PAUSED_AT_LIMIT",
        "hostile-flood, PAUSED_AT_LIMIT", "message-boundaries, MESSAGE_IN_PARTS", "zero-byte-messages, EMPTY_MESSAGE",
        "wait-with-timeout, WAIT_TIMED_OUT", "silent-peer, WAIT_TIMED_OUT", "peer-disconnects, END_WHILE_STOPPING",
        "destruction-order, NEWS_TAKEN_BACK", "peer-keeps-up, OWNERS_TURN"}) void aScenarioReachesTheRarePathItIsThereFor(String name, ReaderMark mark) {
        assertReaches(name, mark);
    }

    @ParameterizedTest
    @CsvSource({"steady-stream, WRITE_PENDED", "zero-byte-messages, WALKED_OVER_BOUNDARY", "zero-byte-messages, EMPTY_MESSAGE_WOKE_READ",
        "two-readers-one-process, READ_AFTER_PEER_CLOSED", "cancel-then-restart, ADDRESS_RECYCLED",
        "cancel-then-restart, HANDLE_RECYCLED"}) void aScenarioReachesTheRarePathOfTheKernelItIsThereFor(String name, KernelMark mark) {
        assertReaches(name, mark);
    }

    private static void assertReaches(String name, CoverageMark mark) {
        Play play = play(scenario(name), SignalKind.THREADPOOL_WAIT);
        play.randomly(SEEDS).areClean();
        assertThat(play.count(mark)).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void callsFailInApiFailuresWhereverTheyMay(SignalKind signal) {
        Play play = play(scenario("api-failures"), signal).withFaults(2);
        play.randomly(SEEDS).areClean();
        assertThat(play.count(ReaderMark.CREATION_FAILED)).isPositive();
        assertThat(play.count(ReaderMark.OUT_OF_MEMORY)).isPositive();
        assertThat(play.count(ReaderMark.CANCEL_FAILED)).isPositive();
        assertThat(play.count(KernelMark.FAILED_WHILE_PENDING)).isPositive();
    }

    @Test
    void theSquatterIsFasterInSomeSchedulesAndInOthersThereIsAStreamToItsEnd() {
        Set<String> seen =
                eachOf("pipe-squatter", () -> recorder.opened == 0 ? "no reader" : recorder.bytes == 12 && recorder.ends == 1 ? "to the end" : "in part");
        assertThat(seen).contains("no reader", "to the end");
    }

    @Test
    void aPeerThatDiesTakesBackBytesInSomeSchedules() {
        Set<String> seen =
                eachOf("peer-dies-with-pending-write", () -> recorder.bytes == 33 ? "all" : recorder.bytes < 33 && recorder.ends == 1 ? "less" : "other");
        assertThat(seen).contains("all", "less");
    }

    @Test
    void aDisconnectLosesBytesInSomeSchedules() {
        Set<String> seen = eachOf("peer-disconnects", () -> recorder.bytes == 0 ? "none" : recorder.bytes >= 5 ? "some" : "other");
        assertThat(seen).contains("none", "some");
    }

    @Test
    void twoReadersOfOneHandleBothGetBytesInSomeSchedules() {
        Set<String> seen = eachOf("second-reader-on-the-same-handle", () -> recorder.readersWithBytes.size() + " with bytes, " + recorder.ends + " ends");
        assertThat(seen).contains("1 with bytes, 2 ends", "2 with bytes, 2 ends").allMatch(text -> text.endsWith("2 ends"));
    }

    @Test
    void aReaderThatMovedTellsOnTheThreadOfItsHeir() {
        Set<String> seen = eachOf("owner-moves-thread", () -> String.join(" and ", recorder.tellers));
        assertThat(seen).contains("heir").allMatch(text -> text.contains("heir"));
    }

    @Test
    void theProcessEndsInTheMiddleOfACallbackInSomeSchedules() {
        Set<String> seen = eachOf("process-exit", () -> recorder.inCallback > 0 ? "inside" : "outside");
        assertThat(seen).containsExactlyInAnyOrder("inside", "outside");
    }

    // ---------------------------------------------------------------- the tests' own words

    private static Scenario scenario(String name) {
        return Scenarios.named(name).orElseThrow();
    }

    private static Play play(Scenario scenario, SignalKind signal) {
        return Play.of(scenario::play).with(PipeReader.factory(signal, CHUNK_BYTES)).within(LIMITS);
    }

    /** What can be seen, in so many random schedules, of a scenario. */
    private Set<String> eachOf(String name, Supplier<String> seen) {
        Play play = Play.of(scenario(name)::play).with(recorder.factory()).within(LIMITS);
        Set<String> all = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            recorder.begin();
            assertThat(play.randomly(seed, new RandomWalk(), 1)).isClean();
            all.add(seen.get());
        }
        return all;
    }
}
