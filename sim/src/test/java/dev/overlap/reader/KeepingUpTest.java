package dev.overlap.reader;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.overlap.platform.EventLoop;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.PipeSetup;
import dev.overlap.scenario.Stage;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.Pct;
import dev.overlap.schedule.RandomWalk;
import dev.overlap.schedule.Strategy;
import dev.overlap.simulation.Deaf;
import dev.overlap.simulation.Play;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A peer that writes as fast as {@link PipeReader} reads keeps it from nothing: the owner is told in between, and can stop it. */
class KeepingUpTest {

    private static final int SEEDS = 150;
    private static final int CHUNK_BYTES = 16;
    private static final int QUOTA_BYTES = 4096;

    @ParameterizedTest
    @EnumSource
    void theOwnerCanStopAReaderThatFindsMoreWheneverItReads(SignalKind signal) {
        isClean(signal, stage -> {
            Pipe pipe = stage.bytePipe(QUOTA_BYTES);
            stage.task("owner", () -> {
                AsyncPipeReader reader = stage.openReader(pipe, new Deaf());
                reader.start();
                stage.platform().eventLoop().runOnce(5);
                reader.stop();
                reader.close();
                pipe.closeReaderEnd();
            });
            stage.peer("peer", () -> writesUntilNobodyReads(pipe));
        });
    }

    @ParameterizedTest
    @EnumSource
    void neitherDoEmptyMessagesKeepAReaderOfBytesBusyForEver(SignalKind signal) {
        isClean(signal, stage -> {
            Pipe pipe = stage.pipe(PipeSetup.messagesReadAsBytes(64));
            stage.task("owner", () -> {
                AsyncPipeReader reader = stage.openReader(pipe, new Deaf());
                reader.setMaxReadBufferSize(40);
                reader.start();
                stage.platform().eventLoop().runOnce(0);
                reader.close();
                pipe.closeReaderEnd();
            });
            for (String peer : List.of("peer", "other peer")) {
                stage.peer(peer, () -> {
                    boolean open = true;
                    while (open) {
                        open = pipe.peer().write(0);
                    }
                    pipe.peer().close();
                });
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void theOwnerHearsOfTheFirstBytesBeforeAllOfThemHaveArrived(SignalKind signal) {
        List<Long> first = new ArrayList<>();
        Play play = Play.of(stage -> {
            Pipe pipe = stage.bytePipe(QUOTA_BYTES);
            stage.task("owner", () -> {
                EventLoop loop = stage.platform().eventLoop();
                AsyncPipeReader[] reader = new AsyncPipeReader[1];
                boolean[] told = {false};
                reader[0] = stage.openReader(pipe, new Deaf() {
                    @Override
                    public void readyRead() {
                        if (!told[0]) {
                            told[0] = true;
                            first.add(reader[0].bytesAvailable());
                        }
                    }

                    @Override
                    public void closed() {
                        loop.quit();
                    }
                });
                reader[0].start();
                loop.run();
                assertThat(reader[0].bytesAvailable()).isEqualTo(2 * QUOTA_BYTES);
                reader[0].close();
                pipe.closeReaderEnd();
            });
            stage.peer("peer", () -> {
                pipe.peer().write(2 * QUOTA_BYTES);
                pipe.peer().close();
            });
        }).with(PipeReader.factory(signal, CHUNK_BYTES)).within(new Limits(4_000, 60_000, 3));
        for (int seed = 0; seed < 20; seed++) {
            assertThat(play.randomly(seed, new RandomWalk(), 100)).isClean();
        }
        assertThat(first).isNotEmpty().allMatch(bytes -> bytes <= 1_024);
    }

    private static void writesUntilNobodyReads(Pipe pipe) {
        boolean open = true;
        while (open) {
            open = pipe.peer().write(400);
        }
        pipe.peer().close();
    }

    private static void isClean(SignalKind signal, Consumer<Stage> story) {
        Play play = Play.of(story).with(PipeReader.factory(signal, CHUNK_BYTES)).within(new Limits(400, 20_000, 3));
        Strategy[] strategies = {new RandomWalk(), new Pct(3)};
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(play.randomly(seed, strategies[seed % strategies.length], 100)).isClean();
        }
    }
}
