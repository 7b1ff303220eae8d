package dev.overlap.simulation;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import dev.overlap.platform.EventLoop;
import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Post;
import dev.overlap.win32.Handle;
import org.junit.jupiter.api.Test;

class EventLoopTest {

    private final List<String> log = new ArrayList<>();

    @Test
    void eventsRunInTheOrderOfPosting() {
        inALoop((loop, life) -> {
            for (int i = 0; i < 3; i++) {
                int number = i;
                loop.post(life, () -> log.add("event " + number));
            }
            loop.post(life, loop::quit);
            loop.run();
        });
        assertThat(log).containsExactly("event 0", "event 1", "event 2");
    }

    @Test
    void anEventThatIsTakenBackDoesNotRun() {
        inALoop((loop, life) -> {
            Post post = loop.post(life, () -> log.add("event"));
            assertThat(post.cancel()).isTrue();
            assertThat(post.cancel()).as("again").isFalse();
            assertThat(loop.runOnce(0)).isFalse();
        });
        assertThat(log).isEmpty();
    }

    @Test
    void anEventThatHasRunOrIsRunningCannotBeTakenBack() {
        inALoop((loop, life) -> {
            Post[] post = new Post[1];
            post[0] = loop.post(life, () -> log.add("inside " + post[0].cancel()));
            assertThat(loop.runOnce(0)).isTrue();
            log.add("afterwards " + post[0].cancel());
        });
        assertThat(log).containsExactly("inside false", "afterwards false");
    }

    @Test
    void aTimerThatIsTakenBackDoesNotRun() {
        inALoop((loop, life) -> {
            Post timer = loop.postDelayed(life, 10, () -> log.add("timer"));
            assertThat(timer.cancel()).isTrue();
            assertThat(loop.runOnce(100)).isFalse();
        });
        assertThat(log).isEmpty();
    }

    @Test
    void quitEndsTheInnermostRun() {
        inALoop((loop, life) -> {
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
        });
        // The quit that was posted first ends the inner run, the other one the outer.
        assertThat(log).containsExactly("inner run has ended", "inner event", "outer run has ended");
    }

    @Test
    void quitBeforeARunEndsItAtOnce() {
        inALoop((loop, life) -> {
            loop.post(life, () -> log.add("event"));
            loop.quit();
            loop.run();
            assertThat(log).isEmpty();
            assertThat(loop.runOnce(0)).isTrue();
        });
    }

    @Test
    void runOnceWaitsForTheFirstThingOnly() {
        inALoop((loop, life) -> {
            loop.postDelayed(life, 10, () -> log.add("first"));
            loop.postDelayed(life, 20, () -> log.add("second"));
            assertThat(loop.runOnce(-1)).isTrue();
            assertThat(log).containsExactly("first");
            assertThat(loop.runOnce(5)).isFalse();
            assertThat(loop.runOnce(5)).isTrue();
        });
        assertThat(log).containsExactly("first", "second");
    }

    @Test
    void postsOfOtherThreadsWakeTheLoopInEverySchedule() {
        Play.ofTask(stage -> {
            EventLoop loop = stage.platform().eventLoop();
            int[] left = {2};
            Runnable event = () -> {
                if (--left[0] == 0) {
                    loop.quit();
                }
            };
            for (int i = 0; i < 2; i++) {
                stage.platform().startThread("poster", () -> loop.post(stage.platform().process(), event));
            }
            loop.run();
        }).everywhere(2).areClean();
    }

    @Test
    void quittingFromAnotherThreadIsNeverLost() {
        Play.ofTask(stage -> {
            EventLoop loop = stage.platform().eventLoop();
            stage.platform().startThread("quitter", loop::quit);
            loop.run();
        }).everywhere(2).areClean();
    }

    @Test
    void aWatchedHandleRunsItsEventForEverySignal() {
        assertThat(Play.ofTask(stage -> {
            EventLoop loop = stage.platform().eventLoop();
            Handle event = stage.win32().createEvent(null, false, false, null);
            Post watch = loop.watch(stage.platform().process(), event, () -> log.add("signalled"));
            for (int i = 1; i <= 2; i++) {
                stage.win32().setEvent(event);
                assertThat(loop.runOnce(0)).isTrue();
                assertThat(log).hasSize(i);
                assertThat(loop.runOnce(0)).as("the signal was taken").isFalse();
            }
            assertThat(watch.cancel()).isTrue();
            stage.win32().setEvent(event);
            assertThat(loop.runOnce(0)).isFalse();
            stage.win32().closeHandle(event);
        }).once()).isClean();
    }

    @Test
    void aSignalFromElsewhereWakesTheLoopThatWatchesInEverySchedule() {
        Play.ofTask(stage -> {
            EventLoop loop = stage.platform().eventLoop();
            Handle event = stage.win32().createEvent(null, false, false, null);
            Post watch = loop.watch(stage.platform().process(), event, loop::quit);
            var setter = stage.platform().startThread("setter", () -> stage.win32().setEvent(event));
            loop.run();
            watch.cancel();
            setter.join();
            stage.win32().closeHandle(event);
        }).everywhere(2).areClean();
    }

    @Test
    void everyThreadHasItsOwnLoop() {
        assertThat(Play.ofTask(stage -> {
            EventLoop own = stage.platform().eventLoop();
            assertThat(stage.platform().eventLoop()).isSameAs(own);
            stage.platform().startThread("other", () -> assertThat(stage.platform().eventLoop()).isNotSameAs(own)).join();
        }).once()).isClean();
    }

    private static void inALoop(BiConsumer<EventLoop, Lifetime> task) {
        assertThat(Play.ofTask(stage -> task.accept(stage.platform().eventLoop(), stage.platform().process())).once()).isClean();
    }
}
