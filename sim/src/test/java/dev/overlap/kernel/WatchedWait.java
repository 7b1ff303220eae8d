package dev.overlap.kernel;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Handle.INVALID_HANDLE_VALUE;
import static dev.overlap.win32.Win32.INFINITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Play;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;

/** A registered wait on an auto-reset event, whose callbacks write down why they came, and may be held back. */
final class WatchedWait {
    final Stage stage;
    final Win32 win32;
    final Handle gate;
    final HandleReference handle = new HandleReference();
    final List<String> log = new ArrayList<>();
    Handle event;
    private int enough = Integer.MAX_VALUE;

    WatchedWait(Stage stage) {
        this.stage = stage;
        win32 = stage.win32();
        event = win32.createEvent(null, false, false, null);
        gate = win32.createEvent(null, true, true, null);
    }

    void register(int timeoutMillis, int flags) {
        assertThat(win32.registerWaitForSingleObject(handle, event, (context, timedOut) -> {
            log.add(timedOut ? "timed out" : "signalled");
            if (log.size() == enough) {
                win32.resetEvent(event);
            }
            win32.waitForSingleObject(gate, INFINITE);
        }, null, timeoutMillis, flags)).isTrue();
    }

    void unregister() {
        assertThat(win32.unregisterWaitEx(handle.value, INVALID_HANDLE_VALUE)).isTrue();
    }

    void signal() {
        win32.setEvent(event);
    }

    boolean isSet(Handle which) {
        return win32.waitForSingleObject(which, 0) == Win32.WAIT_OBJECT_0;
    }

    void pause(long millis) {
        stage.platform().eventLoop().runOnce(millis);
    }

    void stopAfter(int callbacks) {
        enough = callbacks;
    }

    void holdCallbacks() {
        win32.resetEvent(gate);
    }

    void releaseCallbacks() {
        win32.setEvent(gate);
    }

    /** Plays a row, and closes the two events after it. */
    static void playing(Consumer<WatchedWait> row) {
        assertThat(Play.ofTask(stage -> {
            WatchedWait wait = new WatchedWait(stage);
            row.accept(wait);
            wait.win32.closeHandle(wait.event);
            wait.win32.closeHandle(wait.gate);
        }).once()).isClean();
    }
}
