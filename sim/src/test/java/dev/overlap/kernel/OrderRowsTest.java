package dev.overlap.kernel;

import static dev.overlap.win32.Win32.CURRENT_PROCESS;
import static dev.overlap.win32.Win32.DUPLICATE_SAME_ACCESS;
import static dev.overlap.win32.Win32.INFINITE;
import static dev.overlap.win32.Win32.WAIT_OBJECT_0;
import static dev.overlap.win32.Win32.WT_EXECUTEINWAITTHREAD;
import static dev.overlap.win32.Win32.WT_EXECUTEONLYONCE;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.finding.Kind;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.PlatformThread;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import org.junit.jupiter.api.Test;

/** What one thread has done before it signals something, another may rely on that has waited for it: objects and operations, one by one. */
class OrderRowsTest {

    /** Two threads and a variable that nothing but what they do with Windows protects. */
    private interface Story {
        void play(Stage stage, Runnable touch);
    }

    private static void ordered(Story story) {
        playing(story).randomly(60).areClean();
    }

    private static Play playing(Story story) {
        return Play.ofTask(stage -> {
            IntCell count = stage.platform().plainInt(stage.platform().process(), "count", 0);
            story.play(stage, () -> count.set(count.get() + 1));
        });
    }

    private static PlatformThread other(Stage stage, Runnable body) {
        return stage.platform().startThread("other", body);
    }

    private static void await(Stage stage, Handle handle) {
        assertThat(stage.win32().waitForSingleObject(handle, INFINITE)).isEqualTo(WAIT_OBJECT_0);
    }

    @Test
    void releasingASemaphorePrecedesTheWait() {
        ordered((stage, touch) -> {
            Handle semaphore = stage.win32().createSemaphore(null, 0, 1, null);
            PlatformThread other = other(stage, () -> {
                touch.run();
                stage.win32().releaseSemaphore(semaphore, 1, null);
            });
            await(stage, semaphore);
            touch.run();
            other.join();
            stage.win32().closeHandle(semaphore);
        });
    }

    @Test
    void whateverSetsAnEventTwicePrecedesTheWait() {
        ordered((stage, touch) -> {
            Ends ends = new Ends(stage, 10);
            Transfer read = new Transfer(stage);
            stage.win32().setEvent(read.event);
            read.read(ends.server, 1);
            PlatformThread other = other(stage, () -> {
                touch.run();
                ends.write(ends.client, "x");
            });
            await(stage, read.event);
            touch.run();
            other.join();
            read.close();
            ends.close();
        });
    }

    @Test
    void theWriterPrecedesTheWaitForTheFileOfTheReader() {
        ordered((stage, touch) -> {
            Ends ends = new Ends(stage, 10);
            Transfer read = new Transfer(stage);
            read.readWithoutEvent(ends.server, 1);
            PlatformThread other = other(stage, () -> {
                touch.run();
                ends.write(ends.client, "x");
            });
            await(stage, ends.server);
            touch.run();
            other.join();
            read.close();
            ends.close();
        });
    }

    @Test
    void theEndOfAThreadPrecedesTheWaitForIt() {
        ordered((stage, touch) -> {
            PlatformThread other = other(stage, touch);
            Handle thread = other.openHandle();
            await(stage, thread);
            touch.run();
            other.join();
            stage.win32().closeHandle(thread);
        });
    }

    @Test
    void whoeverEndsAProcessPrecedesTheWaitForIt() {
        ordered((stage, touch) -> {
            Handle child = stage.process("child").open();
            PlatformThread other = other(stage, () -> {
                touch.run();
                stage.win32().terminateProcess(child, 0);
            });
            await(stage, child);
            touch.run();
            other.join();
            stage.win32().closeHandle(child);
        });
    }

    @Test
    void theReaderPrecedesTheEndOfTheFlush() {
        ExecutionAssert.assertThat(playing((stage, touch) -> {
            Ends ends = new Ends(stage, 10);
            ends.write(ends.client, "x");
            Transfer read = new Transfer(stage);
            PlatformThread other = other(stage, () -> {
                stage.platform().eventLoop().runOnce(10);
                touch.run();
                read.read(ends.server, 1);
                read.await(ends.server);
            });
            assertThat(stage.win32().flushFileBuffers(ends.client)).isTrue();
            touch.run();
            other.join();
            read.close();
            ends.close();
        }).once()).isClean();
    }

    @Test
    void whatIsReadAtOnceOrdersWithItsWriter() {
        ordered((stage, touch) -> {
            Ends ends = new Ends(stage, 10);
            PlatformThread other = other(stage, () -> {
                touch.run();
                ends.write(ends.client, "x");
            });
            Transfer read = new Transfer(stage);
            read.read(ends.server, 1);
            read.await(ends.server);
            touch.run();
            other.join();
            read.close();
            ends.close();
        });
    }

    @Test
    void whatTheWriterDoesAfterwardsIsNotOrdered() {
        ExecutionAssert.assertThat(playing((stage, touch) -> {
            Ends ends = new Ends(stage, 10);
            PlatformThread other = other(stage, () -> {
                ends.write(ends.client, "x");
                touch.run();
            });
            Transfer read = new Transfer(stage);
            stage.platform().eventLoop().runOnce(1);
            read.read(ends.server, 1);
            read.await(ends.server);
            touch.run();
            other.join();
        }).once()).isFinding(Kind.DATA_RACE);
    }

    @Test
    void whoeverSetsAnEventPrecedesTheCallbackOnTheWaitThread() {
        ordered((stage, touch) -> {
            Handle event = stage.win32().createEvent(null, false, false, null);
            Handle done = stage.win32().createEvent(null, true, false, null);
            HandleReference wait = new HandleReference();
            HandleReference next = new HandleReference();
            assertThat(stage.win32().registerWaitForSingleObject(wait, event, (context, timedOut) -> {
                touch.run();
                stage.win32().setEvent(done);
            }, null, INFINITE, WT_EXECUTEONLYONCE | WT_EXECUTEINWAITTHREAD)).isTrue();
            PlatformThread other = other(stage, () -> {
                touch.run();
                stage.win32().setEvent(event);
            });
            await(stage, done);
            stage.win32().unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE);
            assertThat(stage.win32().registerWaitForSingleObject(next, done, (context, timedOut) -> touch.run(), null, INFINITE,
                    WT_EXECUTEONLYONCE | WT_EXECUTEINWAITTHREAD)).isTrue();
            stage.win32().unregisterWaitEx(next.value, Handle.INVALID_HANDLE_VALUE);
            other.join();
            stage.win32().closeHandle(event);
            stage.win32().closeHandle(done);
        });
    }

    @Test
    void callbacksOnTheWaitThreadAreOrderedWithOneAnother() {
        ordered((stage, touch) -> { // TH8
            Handle event = stage.win32().createEvent(null, true, true, null);
            HandleReference[] waits = {new HandleReference(), new HandleReference()};
            for (HandleReference wait : waits) {
                assertThat(stage.win32().registerWaitForSingleObject(wait, event, (context, timedOut) -> touch.run(), null, INFINITE,
                        WT_EXECUTEONLYONCE | WT_EXECUTEINWAITTHREAD)).isTrue();
                stage.platform().eventLoop().runOnce(10);
            }
            for (HandleReference wait : waits) {
                stage.win32().unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE);
            }
            stage.win32().closeHandle(event);
        });
    }

    @Test
    void aCallbackThatHasEndedPrecedesAnUnregisteringThatSaysSo() {
        ordered((stage, touch) -> {
            Handle event = stage.win32().createEvent(null, true, true, null);
            HandleReference wait = new HandleReference();
            assertThat(stage.win32().registerWaitForSingleObject(wait, event, (context, timedOut) -> touch.run(), null, INFINITE, WT_EXECUTEONLYONCE)).isTrue();
            stage.platform().eventLoop().runOnce(10);
            if (stage.win32().unregisterWait(wait.value)) {
                touch.run();
            }
            stage.platform().eventLoop().runOnce(10);
            stage.win32().closeHandle(event);
        });
    }

    @Test
    void whoeverSetsAnEventPrecedesTheEventLoopThatWatchesIt() {
        ordered((stage, touch) -> {
            Handle event = stage.win32().createEvent(null, false, false, null);
            var post = stage.platform().eventLoop().watch(stage.platform().process(), event, () -> {
                touch.run();
                stage.platform().eventLoop().quit();
            });
            PlatformThread other = other(stage, () -> {
                touch.run();
                stage.win32().setEvent(event);
            });
            stage.platform().eventLoop().run();
            post.cancel();
            other.join();
            stage.win32().closeHandle(event);
        });
    }

    @Test
    void partOfAMessageOrdersWithItsWriterForAReadWithARoutineToo() {
        ordered((stage, touch) -> {
            Ends ends = Ends.ofMessages(stage, 10, true);
            HandleReference own = new HandleReference();
            stage.win32().duplicateHandle(CURRENT_PROCESS, ends.client, CURRENT_PROCESS, own, 0, false, DUPLICATE_SAME_ACCESS);
            PlatformThread other = other(stage, () -> {
                touch.run();
                ends.write(own.value, "xy");
            });
            Transfer read = new Transfer(stage);
            while (ends.available(ends.server) == 0) {
                stage.win32().sleepEx(1, false);
            }
            assertThat(stage.win32().readFileEx(ends.server, read.buffer, 0, 1, read.overlapped, (error, bytes, overlapped) -> {})).isTrue();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_MORE_DATA);
            touch.run();
            other.join();
            stage.win32().sleepEx(0, true);
            stage.win32().closeHandle(own.value);
            read.close();
            ends.close();
        });
    }
}
