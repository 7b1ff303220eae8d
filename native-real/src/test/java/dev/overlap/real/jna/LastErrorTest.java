package dev.overlap.real.jna;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.FileFunctions;
import dev.overlap.win32.Handle;
import dev.overlap.win32.NamedPipeFunctions;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32Error;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Errors are values: what failed says why, to its own thread, until something else fails there. */
@EnabledOnOs(OS.WINDOWS)
final class LastErrorTest {

    private static final int ROUNDS = 2_000;
    private static final String NAME = "overlap-jna-last-error";

    private final Heap heap = new Heap(MemoryWatch.NOBODY);
    private final JnaWin32 win32 = new JnaWin32(heap);

    @Test
    void eachFailureHasItsOwnError() {
        assertThat(win32.closeHandle(Handle.NULL)).isFalse();
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_INVALID_HANDLE);
        assertThat(open("\\\\.\\pipe\\" + NAME + "-nobody")).isEqualTo(Handle.INVALID_HANDLE_VALUE);
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_FILE_NOT_FOUND);
        assertThat(win32.createSemaphore(null, 2, 1, null)).isEqualTo(Handle.NULL);
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_INVALID_PARAMETER);
        assertThat(win32.createNamedPipe("not a pipe", NamedPipeFunctions.PIPE_ACCESS_DUPLEX, 0, 1, 0, 0, 0, null)).isEqualTo(Handle.INVALID_HANDLE_VALUE);
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_INVALID_NAME);
        assertThat(win32.createNamedPipe(null, NamedPipeFunctions.PIPE_ACCESS_DUPLEX, 0, 1, 0, 0, 0, null)).isEqualTo(Handle.INVALID_HANDLE_VALUE);
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_PATH_NOT_FOUND);
        assertThat(win32.waitForMultipleObjects(0, new Handle[0], false, 0)).isEqualTo(-1);
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_INVALID_PARAMETER);
        assertThat(win32.waitForMultipleObjects(65, new Handle[] {Handle.NULL}, false, 0)).isEqualTo(-1);
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_INVALID_PARAMETER);
        assertThat(win32.waitForSingleObject(Handle.NULL, 0)).isEqualTo(-1);
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_INVALID_HANDLE);
    }

    @Test
    void successLeavesItAsItWas() {
        assertThat(win32.waitForMultipleObjects(0, new Handle[0], false, 0)).isEqualTo(-1);
        Handle event = win32.createEvent(null, true, false, null);
        assertThat(win32.setEvent(event)).isTrue();
        assertThat(win32.closeHandle(event)).isTrue();
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_INVALID_PARAMETER);
    }

    @Test
    void anObjectThatWasThereIsToldBesideItsHandle() {
        Handle first = win32.createEvent(null, true, false, NAME);
        win32.closeHandle(Handle.NULL);
        Handle other = win32.createEvent(null, true, false, NAME + "-2");
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_INVALID_HANDLE);
        Handle second = win32.createEvent(null, true, false, NAME);
        assertThat(second.isNull()).isFalse();
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_ALREADY_EXISTS);
        assertThat(win32.setEvent(first)).isTrue();
        assertThat(win32.waitForSingleObject(second, 0)).isZero();
        assertThat(win32.createSemaphore(null, 0, 1, NAME)).isEqualTo(Handle.NULL);
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_INVALID_HANDLE);
        for (Handle handle : new Handle[] {first, second, other}) {
            win32.closeHandle(handle);
        }
    }

    @Test
    void threadsDoNotSeeEachOthersErrors() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        FutureTask<Boolean> sixes = new FutureTask<>(() -> {
            together.await();
            for (int i = 0; i < ROUNDS; i++) {
                if (win32.closeHandle(Handle.NULL) || win32.getLastError() != Win32Error.ERROR_INVALID_HANDLE) {
                    return false;
                }
            }
            return true;
        });
        FutureTask<Boolean> parameters = new FutureTask<>(() -> {
            together.await();
            for (int i = 0; i < ROUNDS; i++) {
                // The collector's own calls change the thread's last error as Windows keeps it.
                if (i % 500 == 0) {
                    System.gc();
                }
                if (win32.createSemaphore(null, 2, 1, null).value() != 0 || win32.getLastError() != Win32Error.ERROR_INVALID_PARAMETER) {
                    return false;
                }
            }
            return true;
        });
        Thread one = new Thread(sixes);
        Thread other = new Thread(parameters);
        one.start();
        other.start();
        assertThat(sixes.get()).isTrue();
        assertThat(parameters.get()).isTrue();
    }

    @Test
    void whatAFunctionDoesNotWriteStaysAsItWas() {
        DwordReference flags = new DwordReference(4711);
        assertThat(win32.getHandleInformation(Handle.NULL, flags)).isFalse();
        assertThat(flags.value).isEqualTo(4711);
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            Overlapped overlapped = pipe.bare();
            DwordReference bytes = new DwordReference(4711);
            assertThat(win32.readFile(pipe.server, pipe.buffer(1), 0, 1, bytes, overlapped)).isFalse();
            assertThat(bytes.value).isZero();
        }
    }

    @Test
    void aVirtualThreadIsRefused() throws InterruptedException {
        FutureTask<Integer> task = new FutureTask<>(win32::getCurrentThreadId);
        Thread.ofVirtual().start(task).join();
        assertThatThrownBy(task::get).hasRootCauseInstanceOf(UnsupportedOperationException.class).rootCause().hasMessageStartingWith("platform threads only");
    }

    private Handle open(String name) {
        return requireNonNull(win32.createFile(name, FileFunctions.GENERIC_READ, 0, null, FileFunctions.OPEN_EXISTING, 0, Handle.NULL));
    }
}
