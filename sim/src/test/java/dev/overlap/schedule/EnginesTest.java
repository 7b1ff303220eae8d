package dev.overlap.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.overlap.finding.Kind;
import dev.overlap.reader.PipeReader;
import dev.overlap.reader.SignalKind;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import dev.overlap.scenario.Stage;
import dev.overlap.schedule.Bench.Engine;
import dev.overlap.simulation.Execution;
import dev.overlap.simulation.Play;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Continuations and threads give the same executions: the same hash, points, picks and findings. */
class EnginesTest {

    private static final int PROGRAMS = 120;
    private static final int SEEDS = 25;
    private static final int HANGING_MILLIS = 3000;
    private static final int EXPECTED_POINTS = 40;
    private static final Limits LIMITS = new Limits(150, 300, 3);

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void randomProgramsDoTheSameOnBoth(int depth) {
        Supplier<Strategy> strategy = () -> depth == 0 ? new RandomWalk() : new Pct(depth);
        long[] program = {0};
        Play fast = Play.of(stage -> RandomProgram.play(program[0], stage)).within(LIMITS).on(Engine.CONTINUATIONS);
        Play slow = Play.of(stage -> RandomProgram.play(program[0], stage)).within(LIMITS).on(Engine.THREADS);
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        int clean = 0;
        for (int seed = 0; seed < PROGRAMS; seed++) {
            program[0] = seed + 1000L * depth;
            Execution expected = fast.randomly(seed, strategy.get(), EXPECTED_POINTS);

            assertThat(slow.randomly(seed, strategy.get(), EXPECTED_POINTS)).as("program %d", program[0]).isEqualTo(expected);
            Replay replay = new Replay(fast.recording());
            assertThat(slow.by(replay, replay, 0, EXPECTED_POINTS)).as("program %d, replayed", program[0]).isEqualTo(expected);

            if (expected.finding() == null) {
                clean++;
            } else {
                kinds.add(expected.finding().kind());
            }
        }
        assertThat(clean).as("programs that end well").isGreaterThan(PROGRAMS / 10);
        assertThat(kinds).as("programs that do not").hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @EnumSource
    void theScenariosDoTheSameOnBoth(SignalKind signal) {
        for (Scenario scenario : Scenarios.all()) {
            Play fast = Play.of(scenario::play).with(PipeReader.factory(signal, 8)).on(Engine.CONTINUATIONS);
            Play slow = Play.of(scenario::play).with(PipeReader.factory(signal, 8)).on(Engine.THREADS);
            for (int seed = 0; seed < SEEDS; seed++) {
                Strategy strategy = seed % 2 == 0 ? new RandomWalk() : new Pct(3);
                assertThat(slow.randomly(seed, strategy, EXPECTED_POINTS)).as("%s, seed %d", scenario.name(), seed)
                        .isEqualTo(fast.randomly(seed, strategy, EXPECTED_POINTS));
            }
        }
    }

    @Test
    void anExceptionInATaskDoesTheSameOnBoth() {
        for (Engine engine : Engine.values()) {
            Execution execution = Play.of(stage -> {
                stage.task("one", () -> new Steps(stage).take(3));
                stage.task("other", () -> {
                    throw new IllegalStateException("out of order");
                });
            }).on(engine).once();
            assertThat(execution.finding()).isNotNull();
            assertThat(execution.points()).isEqualTo(3);
        }
    }

    /** A callback may begin in the place of the very task that is ending, when all other places are taken. */
    @ParameterizedTest
    @EnumSource
    void aTaskMayBeginInThePlaceOfTheOneThatEnds(Engine engine) throws InterruptedException {
        AtomicReference<Execution> played = new AtomicReference<>();
        Thread player = new Thread(() -> played.set(Play.of(EnginesTest::crowd).on(engine).once()));
        player.setDaemon(true);
        player.start();
        player.join(HANGING_MILLIS);

        assertThat(played.get()).as("it has come to its end").isNotNull().extracting(Execution::finding).isNull();
    }

    /** Everybody waits, and the one place that is left is for callbacks, one after the other. */
    private static void crowd(Stage stage) {
        int[] callbacks = {0};
        stage.task("owner", () -> {
            Win32 win32 = stage.win32();
            Handle never = win32.createEvent(null, false, false, null);
            Handle done = win32.createEvent(null, true, false, null);
            HandleReference wait = new HandleReference();
            win32.registerWaitForSingleObject(wait, never, (context, timedOut) -> {
                if (++callbacks[0] == 3) {
                    win32.setEvent(done);
                }
            }, null, 1, Win32.WT_EXECUTEDEFAULT);
            win32.waitForSingleObject(done, Win32.INFINITE);
            win32.unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE);
            win32.closeHandle(never);
            win32.closeHandle(done);
        });
        for (int i = 0; i < Scheduler.MAX_TASKS - 2; i++) {
            stage.peer("bystander " + i, () -> stage.platform().eventLoop().runOnce(100));
        }
    }
}
