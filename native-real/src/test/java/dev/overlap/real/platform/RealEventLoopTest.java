package dev.overlap.real.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.overlap.platform.EventLoop;
import dev.overlap.platform.Lifetime;
import dev.overlap.platform.PlatformThread;
import dev.overlap.platform.Post;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

class RealEventLoopTest extends OnAPlatform {

    private static final int ROUNDS = 200;
    private static final long LONG_MILLIS = 3_600_000;

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final EventLoop loop = platform.eventLoop();

    // ---------------------------------------------------------------- posts

    @Test
    void eventsRunInTheOrderOfPosting() {
        for (int i = 0; i < 3; i++) {
            post("event " + i);
        }
        loop.post(life, loop::quit);
        loop.run();
        assertThat(log).containsExactly("event 0", "event 1", "event 2");
        assertThat(watch.mostEvents).isEqualTo(4);
    }

    @Test
    void anEventThatIsTakenBackDoesNotRun() {
        Post post = post("event");
        assertThat(post.cancel()).isTrue();
        assertThat(post.cancel()).as("again").isFalse();
        assertThat(loop.runOnce(0)).isFalse();
        assertThat(log).isEmpty();
    }

    @Test
    void anEventThatHasRunOrIsRunningCannotBeTakenBack() {
        Post[] post = new Post[1];
        post[0] = loop.post(life, () -> log.add("inside " + post[0].cancel()));
        assertThat(loop.runOnce(0)).isTrue();
        assertThat(post[0].cancel()).isFalse();
        assertThat(log).containsExactly("inside false");
    }

    @Test
    void anEventThatThrowsEndsTheRunAndNoMore() {
        loop.post(life, () -> {
            throw new ArithmeticException("in an event");
        });
        post("next");
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(loop::run);
        assertThat(loop.runOnce(0)).isTrue();
        assertThat(log).containsExactly("next");
    }

    @Test
    void anEventThatOutlivesItsOwnerIsToldWhenItRuns() {
        Lifetime reader = platform.lifetime("reader");
        loop.post(reader, () -> log.add("late"));
        reader.destroy();
        assertThat(watch.take()).as("still only posted").isEmpty();
        loop.runOnce(0);
        assertThat(log).containsExactly("late");
        assertThat(watch.take()).containsExactly("run after destroy: a posted event of reader");
    }

    @Test
    void anEventThatWasTakenBackInTimeIsNobodysBusiness() {
        Lifetime reader = platform.lifetime("reader");
        Post post = loop.post(reader, () -> log.add("late"));
        post.cancel();
        reader.destroy();
        assertThat(loop.runOnce(0)).isFalse();
    }

    @Test
    void postingForAnOwnerThatHasEndedIsTold() {
        Lifetime reader = platform.lifetime("reader");
        reader.destroy();
        loop.post(reader, () -> {});
        assertThat(watch.take()).containsExactly("post after destroy: its event loop of reader");
    }

    @Test
    void postsOfOtherThreadsAreNeverLost() {
        int[] left = {2 * ROUNDS};
        Runnable event = () -> {
            if (--left[0] == 0) {
                loop.quit();
            }
        };
        Runnable posts = () -> {
            for (int i = 0; i < ROUNDS; i++) {
                loop.post(life, event);
            }
        };
        PlatformThread one = platform.startThread("one", posts);
        PlatformThread two = platform.startThread("two", posts);
        loop.run();
        one.join();
        two.join();
        assertThat(left[0]).isZero();
    }

    @Test
    void aLoopThatSleepsIsWokenByEachPost() {
        for (int i = 0; i < ROUNDS; i++) {
            PlatformThread poster = platform.startThread("poster", () -> post("event"));
            assertThat(loop.runOnce(-1)).isTrue();
            poster.join();
        }
        assertThat(log).hasSize(ROUNDS);
    }

    @Test
    void quittingFromAnotherThreadIsNeverLost() {
        for (int i = 0; i < ROUNDS; i++) {
            PlatformThread quitter = platform.startThread("quitter", loop::quit);
            loop.run();
            quitter.join();
        }
    }

    // ---------------------------------------------------------------- runs

    @Test
    void quitEndsTheInnermostRun() {
        loop.post(life, () -> {
            loop.post(life, () -> {
                log.add("inner event");
                loop.quit();
            });
            loop.run();
            log.add("inner run has ended");
        });
        loop.post(life, loop::quit);
        loop.run();
        log.add("outer run has ended");
        // The quit that was posted first ends the inner run, the other one the outer.
        assertThat(log).containsExactly("inner run has ended", "inner event", "outer run has ended");
    }

    @Test
    void quitBeforeARunEndsItAtOnce() {
        post("event");
        loop.quit();
        loop.run();
        assertThat(log).isEmpty();
        assertThat(loop.runOnce(0)).isTrue();
    }

    @Test
    void aQuitThatWaitsForItsRunDoesNotEndAWaitForSomethingElse() {
        loop.quit();
        loop.postDelayed(life, 20, () -> log.add("timer"));
        assertThat(loop.runOnce(-1)).isTrue();
        assertThat(log).containsExactly("timer");
        loop.run();
    }

    @Test
    void onlyTheLoopsThreadRunsIt() {
        elsewhere(() -> {
            assertThatIllegalStateException().isThrownBy(loop::run);
            assertThatIllegalStateException().isThrownBy(() -> loop.runOnce(0));
            assertThatIllegalStateException().isThrownBy(() -> loop.watch(life, Handle.NULL, () -> {}));
            assertThatIllegalStateException().isThrownBy(() -> loop.setAlertable(false));
        });
    }

    @Test
    void everyThreadHasItsOwnLoop() {
        assertThat(platform.eventLoop()).isSameAs(loop);
        elsewhere(() -> assertThat(platform.eventLoop()).isNotSameAs(loop));
    }

    @Test
    void aLoopWhoseThreadHasEndedTakesPostsAndDoesNothing() {
        EventLoop[] other = new EventLoop[1];
        elsewhere(() -> other[0] = platform.eventLoop());
        other[0].post(life, () -> log.add("never"));
        other[0].quit();
        assertThat(log).isEmpty();
    }

    @Test
    void aLoopThatWaitsSaysSo() {
        EventLoop[] other = new EventLoop[1];
        PlatformThread sleeper = startUntil("sleeper", () -> {
            other[0] = platform.eventLoop();
            other[0].run();
        }, "events in the loop of sleeper");
        other[0].quit();
        sleeper.join();
        assertThat(platform.describeWaits()).isEmpty();
    }

    // ---------------------------------------------------------------- timers

    @Test
    void runOnceWaitsForTheFirstThingOnly() {
        long begin = platform.clock().millis();
        loop.postDelayed(life, LONG_MILLIS, () -> log.add("much later"));
        loop.postDelayed(life, 40, () -> log.add("second"));
        loop.postDelayed(life, 20, () -> log.add("first"));
        assertThat(loop.runOnce(-1)).isTrue();
        assertThat(log).containsExactly("first");
        assertThat(platform.clock().millis() - begin).isGreaterThanOrEqualTo(20);
        assertThat(loop.runOnce(-1)).isTrue();
        assertThat(log).containsExactly("first", "second");
        assertThat(platform.clock().millis() - begin).isBetween(40L, LONG_MILLIS);
        assertThat(loop.runOnce(5)).isFalse();
    }

    @Test
    void aTimerThatIsTakenBackDoesNotRun() {
        Post timer = loop.postDelayed(life, 0, () -> log.add("timer"));
        assertThat(timer.cancel()).isTrue();
        assertThat(loop.runOnce(0)).isFalse();
        assertThat(log).isEmpty();
    }

    @Test
    void aTimerThatNoClockReachesIsNeverDue() {
        loop.postDelayed(life, Long.MAX_VALUE, () -> log.add("timer"));
        assertThat(loop.runOnce(1)).isFalse();
    }

    @Test
    void aTimerOfAnotherThreadShortensTheWait() {
        PlatformThread other = platform.startThread("other", () -> {
            until(() -> describedWaits().contains(waiting()));
            loop.postDelayed(life, 1, () -> log.add("timer"));
        });
        assertThat(loop.runOnce(LONG_MILLIS)).isTrue();
        other.join();
        assertThat(log).containsExactly("timer");
    }

    // ---------------------------------------------------------------- handles

    @Test
    void aWatchedHandleRunsItsEventForEverySignal() {
        Handle event = event();
        Post watched = watch(event, "signalled");
        for (int i = 1; i <= 2; i++) {
            win32.setEvent(event);
            assertThat(loop.runOnce(0)).isTrue();
            assertThat(log).hasSize(i);
            assertThat(loop.runOnce(0)).as("the signal was taken").isFalse();
        }
        assertThat(watched.cancel()).isTrue();
        assertThat(watched.cancel()).as("again").isFalse();
        win32.setEvent(event);
        assertThat(loop.runOnce(0)).isFalse();
        assertThat(win32.waitForSingleObject(event, 0)).as("nobody has taken it").isEqualTo(Win32.WAIT_OBJECT_0);
        win32.closeHandle(event);
    }

    @Test
    void aSignalFromElsewhereWakesTheLoop() {
        Handle event = event();
        loop.watch(life, event, loop::quit);
        for (int i = 0; i < ROUNDS; i++) {
            PlatformThread setter = platform.startThread("setter", () -> win32.setEvent(event));
            loop.run();
            setter.join();
        }
        win32.closeHandle(event);
    }

    @Test
    void aWatchThatAnotherThreadTakesBackRunsNoMore() {
        Handle event = event();
        Post watched = watch(event, "signalled");
        PlatformThread other = platform.startThread("other", () -> {
            until(() -> describedWaits().contains(waiting()));
            assertThat(watched.cancel()).isTrue();
            win32.setEvent(event);
            loop.quit();
        });
        loop.run();
        other.join();
        assertThat(log).isEmpty();
        win32.closeHandle(event);
    }

    @Test
    void asManyHandlesAsWindowsCanWaitForAreWatchedAndNotOneMore() {
        List<Handle> events = new ArrayList<>();
        for (int i = 0; i < RealEventLoop.MOST_WATCHES; i++) {
            events.add(event());
            watch(events.get(i), "signalled " + i);
        }
        assertThatIllegalStateException().isThrownBy(() -> watch(events.get(0), "one more")).withMessageContaining("63 handles");
        PlatformThread setter = platform.startThread("setter", () -> {
            until(() -> describedWaits().contains(waiting()));
            win32.setEvent(events.get(62));
        });
        assertThat(loop.runOnce(-1)).isTrue();
        setter.join();
        assertThat(log).containsExactly("signalled 62");
        events.forEach(win32::closeHandle);
    }

    @Test
    void aWatchedHandleThatWasClosedIsToldOnceAndTheOthersGoOn() {
        Handle closed = event();
        Handle open = event();
        watch(closed, "never");
        watch(open, "signalled");
        win32.closeHandle(closed);
        win32.setEvent(open);
        assertThat(loop.runOnce(-1)).isTrue();
        assertThat(log).containsExactly("signalled");
        assertThat(loop.runOnce(0)).isFalse();
        assertThat(watch.bad).containsExactly(closed);
        win32.closeHandle(open);
    }

    @Test
    void handlesThatAreOpenAreNotComplainedAbout() {
        Handle open = event();
        watch(open, "signalled");
        assertThat(loop.runOnce(1)).isFalse();
        assertThat(watch.bad).isEmpty();
        win32.closeHandle(open);
    }

    // ---------------------------------------------------------------- APCs

    @Test
    void queuedApcsRunWithoutAnyWaiting() {
        Handle self = self();
        queue(self, "APC 1");
        queue(self, "APC 2");
        assertThat(loop.runOnce(0)).isTrue();
        assertThat(log).containsExactly("APC 1", "APC 2");
        assertThat(loop.runOnce(0)).isFalse();
        win32.closeHandle(self);
    }

    @Test
    void apcsComeLast() {
        Handle self = self();
        Handle event = event();
        watch(event, "watch");
        queue(self, "APC");
        win32.setEvent(event);
        post("post");
        loop.postDelayed(life, 0, () -> log.add("timer"));
        for (int i = 0; i < 4; i++) {
            assertThat(loop.runOnce(0)).isTrue();
        }
        assertThat(log).containsExactly("timer", "post", "watch", "APC");
        win32.closeHandle(event);
        win32.closeHandle(self);
    }

    @Test
    void anApcEndsAWait() {
        Handle self = self();
        PlatformThread other = platform.startThread("other", () -> {
            until(() -> describedWaits().contains(waiting()));
            queue(self, "APC");
        });
        assertThat(loop.runOnce(-1)).isTrue();
        other.join();
        assertThat(log).containsExactly("APC");
        win32.closeHandle(self);
    }

    @Test
    void apcsStayQueuedUntilTheLoopIsAlertable() {
        Handle self = self();
        queue(self, "APC");
        loop.setAlertable(false);
        assertThat(loop.runOnce(0)).isFalse();
        assertThat(loop.runOnce(20)).isFalse();
        assertThat(log).isEmpty();
        loop.setAlertable(true);
        assertThat(loop.runOnce(0)).isTrue();
        assertThat(log).containsExactly("APC");
        win32.closeHandle(self);
    }

    @Test
    void anApcMayRunTheLoopAgain() {
        Handle self = self();
        win32.queueUserAPC(context -> {
            post("inner event");
            assertThat(loop.runOnce(-1)).isTrue();
            post("outer event");
            loop.post(life, loop::quit);
        }, self, null);
        loop.run();
        assertThat(log).containsExactly("inner event", "outer event");
        win32.closeHandle(self);
    }

    // ---------------------------------------------------------------- what the tests are made of

    private Post post(String event) {
        return loop.post(life, () -> log.add(event));
    }

    private Post watch(Handle object, String event) {
        return loop.watch(life, object, () -> log.add(event));
    }

    private void queue(Handle thread, String event) {
        assertThat(win32.queueUserAPC(context -> log.add(event), thread, null)).isTrue();
    }

    private Handle event() {
        return win32.createEvent(null, false, false, null);
    }

    private Handle self() {
        HandleReference self = new HandleReference();
        assertThat(win32.duplicateHandle(Win32.CURRENT_PROCESS, Win32.CURRENT_THREAD, Win32.CURRENT_PROCESS, self, 0, false, Win32.DUPLICATE_SAME_ACCESS))
                .isTrue();
        return self.value;
    }

    /** What is said of this loop when it waits. */
    private String waiting() {
        String thread = loop.toString().substring("loop of ".length());
        return thread + " waits for events in the " + loop;
    }
}
