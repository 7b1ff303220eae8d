package dev.overlap.simulation;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import dev.overlap.fault.HoldRule.Held;
import dev.overlap.fault.Rule;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.Stage;
import dev.overlap.schedule.RandomWalk;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** A rule decides a race in every schedule, and lets go where it would stop everything. */
class RaceRulesTest {

    private static final int SCHEDULES = 2_000;
    private static final int POINTS = 30;

    /** A read that pends, and a peer that writes three bytes. */
    private static final class Read {
        private final Win32 win32;
        private final Handle pipe;
        private final Overlapped overlapped;
        private final Memory buffer;

        Read(Stage stage, Pipe pipe) {
            this.win32 = stage.win32();
            this.pipe = pipe.readerEnd();
            overlapped = Objects.requireNonNull(stage.platform().allocateOverlapped(stage.platform().process()));
            buffer = Objects.requireNonNull(stage.platform().allocate(stage.platform().process(), 10));
            overlapped.setEvent(win32.createEvent(null, true, false, null));
        }

        boolean begin() {
            return win32.readFile(pipe, buffer, 0, 10, null, overlapped);
        }

        void end() {
            win32.waitForSingleObject(overlapped.event(), Win32.INFINITE);
            win32.closeHandle(overlapped.event());
            overlapped.free();
            buffer.free();
            win32.closeHandle(pipe);
        }
    }

    private static Execution inEverySchedule(List<? extends Rule> rules, BiConsumer<Stage, Read> story) {
        Play play = Play.of(stage -> {
            rules.forEach(stage::rule);
            Pipe pipe = stage.bytePipe(100);
            stage.task("owner", () -> {
                Read read = new Read(stage, pipe);
                story.accept(stage, read);
                read.end();
            });
            stage.peer("peer", () -> pipe.peer().write(3));
        });
        Execution execution = play.once();
        assertThat(execution).isClean();
        for (int seed = 0; seed < SCHEDULES; seed++) {
            execution = play.randomly(seed, new RandomWalk(), POINTS);
            assertThat(execution).isClean();
        }
        return execution;
    }

    @Test
    void aCancelEntersBeforeTheCompletionIsSeen() {
        AtomicInteger held = new AtomicInteger();
        inEverySchedule(List.of(Rule.hold(Held.READ, 1).untilEntered("CancelIoEx", 1)), (stage, read) -> {
            read.begin();
            if (read.overlapped.internal() == NtStatus.STATUS_PENDING) {
                held.incrementAndGet();
                for (int i = 0; i < 5; i++) {
                    assertThat(read.overlapped.internal()).isEqualTo(NtStatus.STATUS_PENDING);
                }
                read.win32.cancelIoEx(read.pipe, read.overlapped);
            }
        });
        assertThat(held).hasPositiveValue();
    }

    @Test
    void whatNeverComesHoldsNothingForEver() {
        Execution last = inEverySchedule(List.of(Rule.hold(Held.READ, 1).untilReturned("DisconnectNamedPipe", 1)), (stage, read) -> read.begin());
        assertThat(last.unmatched()).isEmpty();
    }

    @Test
    void aRuleThatFindsNothingIsUnmatched() {
        Execution last = inEverySchedule(List.of(Rule.hold(Held.READ, 7).untilEntered("CancelIoEx", 1), Rule.cancelLate(1), Rule.shortRead(2, 1)),
                (stage, read) -> read.begin());
        assertThat(last.unmatched()).isEqualTo(last.rules());
        assertThat(last.matched()).isEmpty();
    }

    @Test
    void aLateCancelIsCarriedOutWhereNothingElseEndsTheRead() {
        Play play = Play.of(stage -> {
            stage.rule(Rule.cancelLate(1));
            Pipe pipe = stage.bytePipe(100);
            stage.task("owner", () -> {
                Read read = new Read(stage, pipe);
                assertThat(read.begin()).isFalse();
                assertThat(read.win32.cancelIoEx(read.pipe, read.overlapped)).isTrue();
                assertThat(read.overlapped.internal()).isEqualTo(NtStatus.STATUS_PENDING);
                read.end();
            });
        });
        for (int seed = 0; seed < SCHEDULES; seed++) {
            assertThat(play.randomly(seed, new RandomWalk(), POINTS)).isClean();
        }
    }

    @Test
    void aReadGetsNoMoreThanItsRuleSays() {
        List<Long> got = new ArrayList<>();
        inEverySchedule(List.of(Rule.shortRead(1, 2)), (stage, read) -> {
            read.begin();
            read.win32.waitForSingleObject(read.overlapped.event(), Win32.INFINITE);
            got.add(read.overlapped.internalHigh());
            read.win32.peekNamedPipe(read.pipe, null, 0, null, null, null);
        });
        assertThat(got).hasSize(SCHEDULES + 1).containsOnly(2L);
    }

    @Test
    void aCallbackBeginsAfterItsWaitWasUnregistered() {
        Play play = Play.of(stage -> {
            stage.rule(Rule.hold(Held.CALLBACK, 1).untilReturned("UnregisterWait", 1));
            stage.task("owner", () -> unregisterEarly(stage));
        });
        for (int seed = 0; seed < SCHEDULES; seed++) {
            assertThat(play.randomly(seed, new RandomWalk(), POINTS)).isClean();
        }
    }

    private static void unregisterEarly(Stage stage) {
        Win32 win32 = stage.win32();
        Handle event = win32.createEvent(null, false, true, null);
        Handle done = win32.createEvent(null, true, false, null);
        boolean[] unregistered = {false};
        HandleReference wait = new HandleReference();
        win32.registerWaitForSingleObject(wait, event, (context, timedOut) -> {
            assertThat(unregistered[0]).isTrue();
            win32.setEvent(done);
        }, null, Win32.INFINITE, Win32.WT_EXECUTEONLYONCE);
        while (win32.waitForSingleObject(event, 0) == Win32.WAIT_OBJECT_0) {
            // Not taken yet: given back.
            win32.setEvent(event);
            win32.sleepEx(1, false);
        }
        win32.unregisterWait(wait.value);
        unregistered[0] = true;
        win32.waitForSingleObject(done, Win32.INFINITE);
        win32.closeHandle(event);
        win32.closeHandle(done);
    }
}
