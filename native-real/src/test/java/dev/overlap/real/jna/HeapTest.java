package dev.overlap.real.jna;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.overlap.win32.AccessViolation;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.MemoryFunctions;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32Error;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Memory that the kernel may write: its end, its life, and who has touched it. */
@EnabledOnOs(OS.WINDOWS)
final class HeapTest {

    private final List<String> told = new ArrayList<>();
    private final Heap heap = new Heap(new Told(told));
    private final JnaWin32 win32 = new JnaWin32(heap);

    @Test
    void aByteTooManyIsToldAndNotTouched() {
        Memory memory = memory(10);
        memory.put(9, (byte) 1);
        told.clear();
        assertThatThrownBy(() -> memory.put(10, (byte) 1)).isInstanceOf(AccessViolation.class);
        assertThatThrownBy(() -> memory.get(-1)).isInstanceOf(AccessViolation.class);
        assertThatThrownBy(() -> memory.read(8, new byte[3], 0, 3)).isInstanceOf(AccessViolation.class);
        assertThat(told).containsExactly("write exceeds m: 10+1 of 10", "read exceeds m: -1+1 of 10", "read exceeds m: 8+3 of 10");
    }

    @Test
    void theNextByteBelongsToNobody() {
        for (int bytes : new int[] {1, 10, 4096, 4097, 70_000}) {
            Memory memory = memory(bytes);
            assertThat((memory.address() + bytes) % PageRun.PAGE).isZero();
            long[] information = new long[6];
            assertThat(Kernel32.VirtualQuery(memory.address() + bytes, information, 48)).isEqualTo(48);
            assertThat((int) (information[4] >>> 32)).isNotIn(MemoryFunctions.PAGE_READWRITE, MemoryFunctions.PAGE_READONLY);
        }
    }

    /** What the checks in Java prevent, done to the system itself: the page behind the block is what stops it. */
    @Test
    void aReadThatIsGivenMoreThanThereIsIsRefusedByTheSystem() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            Memory memory = memory(10);
            Overlapped overlapped = pipe.bare();
            assertThat(Kernel32.ReadFile(pipe.server.value(), memory.address(), 11, null, overlapped.address())).isZero();
            assertThat(Native.getLastError()).isEqualTo(Win32Error.ERROR_NOACCESS);
            assertThat(Kernel32.ReadFile(pipe.server.value(), memory.address(), 10, null, overlapped.address())).isZero();
            assertThat(Native.getLastError()).isEqualTo(Win32Error.ERROR_IO_PENDING);
        }
    }

    @Test
    void moreThanThereIsIsNotLent() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            Memory memory = memory(10);
            Overlapped overlapped = pipe.bare();
            told.clear();
            assertThatThrownBy(() -> win32.readFile(pipe.server, memory, 5, 6, null, overlapped)).isInstanceOf(AccessViolation.class);
            assertThatThrownBy(() -> win32.readFile(pipe.server, memory, 5, -1, null, overlapped)).isInstanceOf(AccessViolation.class);
            assertThat(told).containsExactly("lend to ReadFile exceeds m: 5+6 of 10", "lend to ReadFile exceeds m: 5+4294967295 of 10");
        }
    }

    @Test
    void whatWasFreedIsNotTouchedNorLentNorFreedAgain() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            Memory memory = memory(10);
            Overlapped overlapped = pipe.bare();
            memory.free();
            told.clear();
            memory.free();
            assertThatThrownBy(() -> memory.get(0)).isInstanceOf(AccessViolation.class);
            assertThatThrownBy(() -> win32.readFile(pipe.server, memory, 0, 1, null, overlapped)).isInstanceOf(AccessViolation.class);
            overlapped.free();
            assertThatThrownBy(overlapped::internal).isInstanceOf(AccessViolation.class);
            assertThat(told).containsExactly("free of freed m", "read of freed m", "lend to ReadFile of freed m", "freeing ov1 32", "read of freed ov1");
        }
    }

    @Test
    void aWriteOfTheKernelIntoFreedMemoryIsSeen() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            Memory buffer = memory(10);
            Overlapped read = pipe.operation();
            pipe.readPends(buffer, read);
            buffer.free();
            heap.check();
            told.clear();
            pipe.write("late");
            assertThat(win32.waitForSingleObject(read.event(), RealPipe.LONG_ENOUGH_MILLIS)).isZero();
            told.clear();
            heap.check();
            assertThat(told).containsExactly("written after free: m at 0");
            heap.check();
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void aWriteOfTheKernelIntoAFreedOverlappedIsSeen() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            Overlapped read = pipe.operation();
            Handle event = read.event();
            pipe.readPends(memory(10), read);
            read.free();
            pipe.write("late");
            assertThat(win32.waitForSingleObject(event, RealPipe.LONG_ENOUGH_MILLIS)).isZero();
            told.clear();
            heap.check();
            assertThat(told).containsExactly("written after free: ov1 at 0");
        }
    }

    @Test
    void aWriteBeforeTheBeginningIsSeen() {
        Memory memory = memory(10);
        new Pointer(memory.address() - 3).setByte(0, (byte) 1);
        told.clear();
        heap.check();
        heap.check();
        assertThat(told).containsExactly("write before its beginning exceeds m: -3+1 of 10");
    }

    @Test
    void whatLeavesTheQuarantineIsLookedAtALastTime() {
        Memory memory = memory(10);
        memory.free();
        new Pointer(memory.address() + 7).setByte(0, (byte) 1);
        told.clear();
        for (int i = 0; i < 600; i++) {
            memory(1).free();
        }
        assertThat(told).contains("written after free: m at 7");
    }

    @Test
    void pagesAreUsedAgain() {
        Set<Long> addresses = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            Memory memory = memory(100);
            addresses.add(memory.address());
            memory.free();
        }
        assertThat(addresses).hasSizeBetween(512, 5_000);
    }

    @Test
    void anOverlappedIsWhereWindowsHasItsMembers() {
        Overlapped overlapped = requireNonNull(heap.allocateOverlapped());
        assertThat(overlapped.internal()).isZero();
        assertThat(overlapped.event()).isEqualTo(Handle.NULL);
        overlapped.setResult(NtStatus.STATUS_PENDING, 5);
        overlapped.setOffset(6, 7);
        overlapped.setEvent(new Handle(0x1234));
        Pointer raw = new Pointer(overlapped.address());
        assertThat(raw.getLong(0)).isEqualTo(0x103);
        assertThat(raw.getLong(8)).isEqualTo(5);
        assertThat(raw.getInt(16)).isEqualTo(6);
        assertThat(raw.getInt(20)).isEqualTo(7);
        assertThat(raw.getLong(24)).isEqualTo(0x1234);
        raw.setInt(0, NtStatus.STATUS_CANCELLED);
        assertThat(overlapped.internal()).isEqualTo(NtStatus.STATUS_CANCELLED);
        overlapped.clear();
        assertThat(raw.getByteArray(0, 32)).containsOnly(0);
    }

    @Test
    void theHeapKnowsWhatIsLeft() {
        Memory memory = memory(10);
        Overlapped overlapped = requireNonNull(heap.allocateOverlapped());
        Memory pages = requireNonNull(win32.virtualAlloc(5000, MemoryFunctions.MEM_COMMIT | MemoryFunctions.MEM_RESERVE, MemoryFunctions.PAGE_READWRITE));
        assertThat(pages.size()).isEqualTo(8192);
        assertThat(heap.living()).containsExactly(memory, overlapped, pages);
        memory.free();
        assertThat(heap.living()).containsExactly(overlapped, pages);
        heap.close();
        assertThat(heap.living()).isEmpty();
        assertThatThrownBy(overlapped::internal).isInstanceOf(AccessViolation.class);
        assertThatThrownBy(() -> memory(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aProtectedPageIsAViolationAndNoCrash() {
        Memory pages = requireNonNull(win32.virtualAlloc(8192, MemoryFunctions.MEM_COMMIT | MemoryFunctions.MEM_RESERVE, MemoryFunctions.PAGE_READWRITE));
        DwordReference old = new DwordReference();
        assertThat(win32.virtualProtect(pages, 4096, 1, MemoryFunctions.PAGE_NOACCESS, old)).isTrue();
        assertThat(old.value).isEqualTo(MemoryFunctions.PAGE_READWRITE);
        pages.put(4095, (byte) 1);
        assertViolation(() -> pages.get(4096), NtStatus.STATUS_ACCESS_VIOLATION);
        assertViolation(() -> pages.write(4090, new byte[10], 0, 10), NtStatus.STATUS_ACCESS_VIOLATION);

        assertThat(win32.virtualProtect(pages, 0, 8192, MemoryFunctions.PAGE_READONLY, old)).isTrue();
        assertThat(pages.get(4095)).isEqualTo((byte) 1);
        assertViolation(() -> pages.put(0, (byte) 1), NtStatus.STATUS_ACCESS_VIOLATION);

        assertThat(win32.virtualProtect(pages, 0, 4096, MemoryFunctions.PAGE_READWRITE | MemoryFunctions.PAGE_GUARD, old)).isTrue();
        assertViolation(() -> pages.put(0, (byte) 1), NtStatus.STATUS_GUARD_PAGE_VIOLATION);
        pages.put(0, (byte) 2);
        assertThat(pages.get(0)).isEqualTo((byte) 2);
    }

    @Test
    void anOverlappedInAProtectedPageIsNotLentForWriting() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            Memory pages = requireNonNull(win32.virtualAlloc(4096, MemoryFunctions.MEM_COMMIT | MemoryFunctions.MEM_RESERVE, MemoryFunctions.PAGE_READWRITE));
            Overlapped overlapped = win32.overlappedAt(pages, 64);
            assertThat(overlapped.address()).isEqualTo(pages.address() + 64);
            DwordReference old = new DwordReference();
            win32.virtualProtect(pages, 0, 4096, MemoryFunctions.PAGE_READONLY, old);
            Memory buffer = memory(10);
            assertViolation(() -> win32.readFile(pipe.server, buffer, 0, 10, null, overlapped), NtStatus.STATUS_ACCESS_VIOLATION);
            win32.virtualProtect(pages, 0, 4096, MemoryFunctions.PAGE_READWRITE, old);
            pipe.readPends(buffer, overlapped);
        }
    }

    @Test
    void aWatchedPageTellsThatItWasWritten() {
        Memory pages = requireNonNull(win32.virtualAlloc(3 * 4096, MemoryFunctions.MEM_COMMIT | MemoryFunctions.MEM_RESERVE | MemoryFunctions.MEM_WRITE_WATCH,
                MemoryFunctions.PAGE_READWRITE));
        long[] written = new long[3];
        DwordReference count = new DwordReference(3);
        pages.put(5000, (byte) 1);
        assertThat(win32.getWriteWatch(MemoryFunctions.WRITE_WATCH_FLAG_RESET, pages, 0, pages.size(), written, count)).isZero();
        assertThat(count.value).isEqualTo(1);
        assertThat(written[0]).isEqualTo(pages.address() + 4096);
        count.value = 3;
        assertThat(win32.getWriteWatch(0, pages, 0, pages.size(), written, count)).isZero();
        assertThat(count.value).isZero();
        pages.put(0, (byte) 1);
        assertThat(win32.resetWriteWatch(pages, 0, pages.size())).isZero();
        count.value = 3;
        assertThat(win32.getWriteWatch(0, pages, 0, pages.size(), written, count)).isZero();
        assertThat(count.value).isZero();
        Memory unwatched = requireNonNull(win32.virtualAlloc(1, MemoryFunctions.MEM_COMMIT | MemoryFunctions.MEM_RESERVE, MemoryFunctions.PAGE_READWRITE));
        assertThat(win32.resetWriteWatch(unwatched, 0, 4096)).isNotZero();
        assertThat(win32.virtualAlloc(0, MemoryFunctions.MEM_COMMIT | MemoryFunctions.MEM_RESERVE, MemoryFunctions.PAGE_READWRITE)).isNull();
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_INVALID_PARAMETER);
    }

    private Memory memory(int bytes) {
        return requireNonNull(heap.allocate("m", bytes));
    }

    private static void assertViolation(Runnable access, int status) {
        assertThatThrownBy(access::run).isInstanceOfSatisfying(AccessViolation.class, violation -> assertThat(violation.status()).isEqualTo(status));
    }

    /** Writes down what it is told, ordinary accesses apart. */
    private record Told(List<String> told) implements MemoryWatch {

        @Override
        public void allocated(Object memory, int bytes) {}

        @Override
        public void touching(String access, Object memory, int offset, int length) {}

        @Override
        public void freeing(Object memory, int bytes) {
            told.add("freeing " + memory + " " + bytes);
        }

        @Override
        public void touchedAfterFree(String access, Object memory) {
            told.add(access + " of freed " + memory);
        }

        @Override
        public void exceeded(String access, Object memory, long offset, long length, int size) {
            told.add(access + " exceeds " + memory + ": " + offset + "+" + length + " of " + size);
        }

        @Override
        public void writtenAfterFree(Object memory, int offset) {
            told.add("written after free: " + memory + " at " + offset);
        }
    }
}
