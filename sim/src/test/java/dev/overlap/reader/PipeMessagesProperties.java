package dev.overlap.reader;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.overlap.scenario.PipeSetup;
import dev.overlap.schedule.RandomWalk;
import dev.overlap.simulation.Play;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever messages are written, and however they are read, they come as they were written. */
class PipeMessagesProperties {

    private static final int CHUNK_BYTES = 16;
    private static final int SCHEDULES = 3;

    @Property(tries = 300)
    void messagesArriveAsTheyWereWritten(@ForAll("sizes") List<Integer> sizes, @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 50) Integer> reads,
            @ForAll @IntRange(max = 40) int quotaBytes, @ForAll SignalKind signal, @ForAll long seed) {
        List<byte[]> arrived = new ArrayList<>();
        AtomicInteger next = new AtomicInteger();
        Play play = Play.of(stage -> {
            arrived.clear();
            var pipe = stage.pipe(PipeSetup.messages(quotaBytes));
            stage.peer("peer", () -> {
                for (int size : sizes) {
                    pipe.peer().write(size);
                }
                pipe.peer().close();
            });
            stage.task("owner", () -> arrived.addAll(
                    MessageCollector.collect(stage, pipe.readerEnd(), () -> reads.get(next.getAndIncrement() % reads.size()), reader -> {})));
        }).with(PipeReader.factory(signal, CHUNK_BYTES));
        for (int i = 0; i < SCHEDULES; i++) {
            assertThat(play.randomly(seed + i, new RandomWalk(), 1)).isClean();
            assertThat(arrived).containsExactlyElementsOf(MessageCollector.written(sizes));
        }
    }

    @Provide
    Arbitrary<List<Integer>> sizes() {
        Arbitrary<Integer> around = Arbitraries.of(0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 40);
        return Arbitraries.oneOf(around, Arbitraries.integers().between(0, 60)).list().ofMaxSize(6);
    }
}
