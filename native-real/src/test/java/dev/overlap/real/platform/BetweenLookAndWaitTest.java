package dev.overlap.real.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import dev.overlap.platform.EventLoop;
import dev.overlap.platform.MarkCounts;
import dev.overlap.platform.Post;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What other threads do to an event loop in its narrowest moments: after it has looked, and found nothing to do, or found a signal. */
class BetweenLookAndWaitTest {

    private final Win32 kernel = TestKernel.win32();
    private final WatchLog watch = new WatchLog();
    private final RealPlatform platform = new RealPlatform(interrupted(), OnAPlatform.NO_MEMORY, Visible.NOTHING, watch, new MarkCounts());
    private final EventLoop loop = platform.eventLoop();
    private final Handle event = kernel.createEvent(null, false, false, null);
    private final List<String> log = new ArrayList<>();
    private final Post watched = loop.watch(platform.process(), event, () -> log.add("signalled"));
    /** What another thread does when the loop has looked at its handles the next time. */
    private Runnable deed = () -> {};

    @AfterEach
    void endsWithoutComplaint() {
        kernel.closeHandle(event);
        platform.close();
        assertThat(watch.take()).isEmpty();
    }

    @Test
    void aPostIsNotSleptOver() {
        deed = () -> loop.post(platform.process(), () -> log.add("post"));
        assertThat(loop.runOnce(-1)).isTrue();
        assertThat(log).containsExactly("post");
    }

    @Test
    void aTimerIsNotSleptOver() {
        deed = () -> loop.postDelayed(platform.process(), 1, () -> log.add("timer"));
        assertThat(loop.runOnce(-1)).isTrue();
        assertThat(log).containsExactly("timer");
    }

    @Test
    void aQuitIsNotSleptOver() {
        deed = loop::quit;
        loop.run();
    }

    @Test
    void aWatchThatWasTakenBackDoesNotRunThoughItsSignalWasFound() {
        kernel.setEvent(event);
        deed = () -> assertThat(watched.cancel()).isTrue();
        assertThat(loop.runOnce(0)).isFalse();
        assertThat(log).isEmpty();
    }

    @Test
    void aSignalThatNobodyDisturbsRuns() {
        kernel.setEvent(event);
        assertThat(loop.runOnce(0)).isTrue();
        assertThat(log).containsExactly("signalled");
    }

    private Win32 interrupted() {
        return (Win32) Proxy.newProxyInstance(Win32.class.getClassLoader(), new Class<?>[] {Win32.class}, (self, method, arguments) -> {
            try {
                Object answer = method.invoke(kernel, arguments);
                if (method.getName().equals("waitForMultipleObjectsEx") && (int) arguments[3] == 0) {
                    Runnable now = deed;
                    deed = () -> {};
                    platform.startThread("intruder", now).join();
                }
                return answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
