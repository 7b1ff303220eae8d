package dev.overlap.real.jna;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overlap.win32.AccessViolation;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.FileFunctions;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleFunctions;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.OverlappedEntry;
import dev.overlap.win32.OverlappedReference;
import dev.overlap.win32.PointerReference;
import dev.overlap.win32.Win32Error;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Completion ports, and how a packet finds its OVERLAPPED. */
@EnabledOnOs(OS.WINDOWS)
final class PortsTest {

    private static final long KEY = 0x1234_5678_9ABCL;

    private final Heap heap = new Heap(MemoryWatch.NOBODY);
    private final JnaWin32 win32 = new JnaWin32(heap);
    private final Handle port = win32.createIoCompletionPort(Handle.INVALID_HANDLE_VALUE, Handle.NULL, 0, 0);
    private final DwordReference bytes = new DwordReference();
    private final PointerReference key = new PointerReference();
    private final OverlappedReference operation = new OverlappedReference();

    @AfterEach
    void close() {
        win32.closeHandle(port);
    }

    @Test
    void aPacketBringsItsOperation() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            assertThat(win32.createIoCompletionPort(pipe.server, port, KEY, 0)).isEqualTo(port);
            Overlapped read = pipe.bare();
            pipe.readPends(pipe.buffer(10), read);
            pipe.write("hello");
            assertThat(win32.getQueuedCompletionStatus(port, bytes, key, operation, RealPipe.LONG_ENOUGH_MILLIS)).isTrue();
            assertThat(bytes.value).isEqualTo(5);
            assertThat(key.value).isEqualTo(KEY);
            assertThat(operation.value).isSameAs(read);

            pipe.readPends(pipe.buffer(10), read);
            assertThat(win32.cancelIoEx(pipe.server, null)).isTrue();
            operation.value = null;
            assertThat(win32.getQueuedCompletionStatus(port, bytes, key, operation, RealPipe.LONG_ENOUGH_MILLIS)).isFalse();
            assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_OPERATION_ABORTED);
            assertThat(operation.value).isSameAs(read);
            assertThat(win32.createIoCompletionPort(pipe.server, port, KEY, 0)).isEqualTo(Handle.NULL);
            assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_INVALID_PARAMETER);
        }
    }

    @Test
    void noPacketIsATimeOutWithoutAnOperation() {
        operation.value = requireNonNull(heap.allocateOverlapped());
        assertThat(win32.getQueuedCompletionStatus(port, bytes, key, operation, 1)).isFalse();
        assertThat(win32.getLastError()).isEqualTo(Win32Error.WAIT_TIMEOUT);
        assertThat(operation.value).isNull();
    }

    @Test
    void manyPacketsComeAtOnce() {
        Overlapped first = requireNonNull(heap.allocateOverlapped());
        first.setResult(NtStatus.STATUS_CANCELLED, 3);
        assertThat(win32.postQueuedCompletionStatus(port, 3, KEY, first)).isTrue();
        assertThat(win32.postQueuedCompletionStatus(port, -1, -2, null)).isTrue();
        OverlappedEntry untouched = new OverlappedEntry(1, null, 2, 3);
        @Nullable OverlappedEntry[] entries = {null, null, untouched};
        DwordReference removed = new DwordReference();
        assertThat(win32.getQueuedCompletionStatusEx(port, entries, 3, removed, 0, false)).isTrue();
        assertThat(removed.value).isEqualTo(2);
        assertThat(entries).containsExactly(new OverlappedEntry(KEY, first, 0, 3), new OverlappedEntry(-2, null, 0, -1), untouched);
        assertThat(win32.getQueuedCompletionStatusEx(port, entries, 3, removed, 0, false)).isFalse();
        assertThat(win32.getLastError()).isEqualTo(Win32Error.WAIT_TIMEOUT);
    }

    @Test
    void anApcEndsAnAlertableWaitAtAPort() {
        StringBuilder heard = new StringBuilder();
        win32.queueUserAPC(heard::append, HandleFunctions.CURRENT_THREAD, "apc");
        assertThat(win32.getQueuedCompletionStatusEx(port, new OverlappedEntry[1], 1, bytes, RealPipe.LONG_ENOUGH_MILLIS, true)).isFalse();
        assertThat(win32.getLastError()).isEqualTo(Win32Error.WAIT_IO_COMPLETION);
        assertThat(heard.toString()).isEqualTo("apc");
    }

    /** M3: an address is all that a packet has; what was freed is still known by it, and what never was is not touched. */
    @Test
    void aPacketOfAFreedOrForeignOperationIsBroughtAsItIs() {
        Overlapped freed = requireNonNull(heap.allocateOverlapped());
        win32.postQueuedCompletionStatus(port, 0, 0, freed);
        freed.free();
        assertThat(win32.getQueuedCompletionStatus(port, bytes, key, operation, 0)).isTrue();
        assertThat(operation.value).isSameAs(freed);

        assertThat(Kernel32.PostQueuedCompletionStatus(port.value(), 0, 0, 0x10)).isNotZero();
        assertThat(win32.getQueuedCompletionStatus(port, bytes, key, operation, 0)).isTrue();
        Overlapped foreign = requireNonNull(operation.value);
        assertThat(foreign.address()).isEqualTo(0x10);
        assertThatThrownBy(foreign::internal).isInstanceOf(AccessViolation.class);
        assertThatThrownBy(() -> win32.getOverlappedResult(port, foreign, bytes, false)).isInstanceOf(IllegalArgumentException.class);

        Overlapped made = new ForeignOverlapped(0x20);
        assertThat(win32.postQueuedCompletionStatus(port, 0, 0, made)).isTrue();
        assertThat(win32.getQueuedCompletionStatus(port, bytes, key, operation, 0)).isTrue();
        assertThat(operation.value).isSameAs(made);
    }

    @Test
    void modesSpareThePacketOfWhatIsDoneAtOnce() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            win32.createIoCompletionPort(pipe.server, port, KEY, 0);
            assertThat(win32.setFileCompletionNotificationModes(pipe.server, FileFunctions.FILE_SKIP_COMPLETION_PORT_ON_SUCCESS)).isTrue();
            pipe.write("hello");
            assertThat(win32.readFile(pipe.server, pipe.buffer(5), 0, 5, null, pipe.bare())).isTrue();
            assertThat(win32.getQueuedCompletionStatus(port, bytes, key, operation, 0)).isFalse();
            assertThat(win32.getLastError()).isEqualTo(Win32Error.WAIT_TIMEOUT);
        }
        assertThat(win32.setFileCompletionNotificationModes(Handle.NULL, 1)).isFalse();
    }
}
