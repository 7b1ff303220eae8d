package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.schedule.Bench;
import dev.overlap.trace.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A replay can tell where in the reader's code its steps are, and where its finding belongs. */
class ReaderFramesTest {

    @ParameterizedTest
    @CsvSource({
        "broken-contract,   SmallReader.closeEvent SmallReader.close",
        "data-race,         DataRace.read",
        "late-callback,     SmallReader.completed",
        "leak-on-failure,   SmallReader.<init>",
        "livelock,          SmallReader.issue",
        "lost-on-cancel,    SmallReader.bytesAvailable",
        "lost-wakeup,       LostWakeup.run",
        "swallowed-error,   SmallReader.tell SmallReader.run",
        "unbounded,         Unbounded.grow SmallReader.readOn",
        "write-after-free,  WriteAfterFree.replaceBuffer SmallReader.stop"}) void aFindingBelongsToAPlaceInItsReader(String canary, String methods)
                throws Exception {
        Trace trace = trace(canary);

        Result result = Runs.replayer(Runs.ENGINE).withFrames().replay(trace);

        List<String> places = result.steps().frames().stream().map(ReaderFramesTest::method).toList();
        assertThat(places).containsSubsequence(methods.split(" ", -1));
        assertThat(places.getFirst()).isEqualTo(methods.split(" ", -1)[0]);
        assertThat(result.steps().frames()).allMatch(frame -> frame.getClassName().startsWith("dev.overlap.canary.") && frame.getLineNumber() > 0);
    }

    @Test
    void theHarnessAndTheOwnerAreNobodysPlace() throws Exception {
        Timeline steps = Runs.replayer(Runs.ENGINE).withFrames().replay(trace("leak-on-failure")).steps();

        Stream<StackTraceElement> frames = steps.rows().stream().map(Timeline.Row::frame).filter(frame -> frame != null);
        assertThat(frames).hasSizeGreaterThan(5).allMatch(frame -> frame.getClassName().startsWith("dev.overlap.canary."));
        assertThat(steps.rows()).filteredOn(row -> row.column().equals("peer")).isNotEmpty().allMatch(row -> row.frame() == null);
    }

    @Test
    void lookingThereChangesNothingElseAndIsTheSameOnBothEngines() throws Exception {
        Trace trace = trace("write-after-free");
        Result plain = Runs.replayer(Runs.ENGINE).replay(trace);
        Result framed = Runs.replayer(Runs.ENGINE).withFrames().replay(trace);
        Result onThreads = Runs.replayer(Bench.Engine.THREADS).withFrames().replay(trace);

        assertThat(framed.timeline()).isEqualTo(plain.timeline());
        assertThat(plain.steps().frames()).isEmpty();
        assertThat(plain.steps().rows()).allMatch(row -> row.frame() == null);
        assertThat(onThreads).isEqualTo(framed);
    }

    private static String method(StackTraceElement frame) {
        return frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1) + '.' + frame.getMethodName();
    }

    private static Trace trace(String canary) throws Exception {
        return CorpusTest.read(CorpusTest.TRACES.resolve("canary/" + canary + ".trace"));
    }
}
