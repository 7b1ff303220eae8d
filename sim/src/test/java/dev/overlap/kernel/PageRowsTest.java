package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.MemoryFunctions.MEM_COMMIT;
import static dev.overlap.win32.MemoryFunctions.MEM_RESERVE;
import static dev.overlap.win32.MemoryFunctions.MEM_WRITE_WATCH;
import static dev.overlap.win32.MemoryFunctions.OVERLAPPED_BYTES;
import static dev.overlap.win32.MemoryFunctions.PAGE_BYTES;
import static dev.overlap.win32.MemoryFunctions.PAGE_GUARD;
import static dev.overlap.win32.MemoryFunctions.PAGE_NOACCESS;
import static dev.overlap.win32.MemoryFunctions.PAGE_READONLY;
import static dev.overlap.win32.MemoryFunctions.PAGE_READWRITE;
import static dev.overlap.win32.MemoryFunctions.WRITE_WATCH_FLAG_RESET;
import static dev.overlap.win32.NtStatus.STATUS_ACCESS_VIOLATION;
import static dev.overlap.win32.NtStatus.STATUS_GUARD_PAGE_VIOLATION;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_ADDRESS;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_USER_BUFFER;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_NOACCESS;
import static dev.overlap.win32.Win32Error.ERROR_NOT_ENOUGH_MEMORY;
import static dev.overlap.win32.Win32Error.ERROR_SUCCESS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.finding.Kind;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.AccessViolation;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** Buffers and OVERLAPPEDs in pages that cannot be used, and pages whose writing is watched. */
class PageRowsTest {

    private static final int PAGES = 16;

    // ---------------------------------------------------------------- at issue

    @Test
    void aReadIntoAPageThatCannotBeWrittenFailsAtOnce() {
        for (int protection : new int[] {PAGE_NOACCESS, PAGE_READONLY}) {
            rowOnEnds((stage, ends) -> { // R14, M08
                Memory memory = pages(stage, 2);
                protect(stage, memory, 1, protection);
                ends.write(ends.client, "x");
                Transfer read = new Transfer(stage);
                stage.win32().setEvent(read.event);
                assertThat(read(stage, ends.server, memory, 0, PAGE_BYTES + 1, read)).isEqualTo(ERROR_NOACCESS);
                assertThat(read.status()).isEqualTo(STATUS_PENDING);
                assertThat(read.isSet()).as("the buffer is probed before the event is reset").isTrue();
                assertThat(read(stage, ends.server, memory, 1, PAGE_BYTES - 1, read)).as("up to the edge").isZero();
                assertThat(memory.get(1)).as("nothing was taken before").isEqualTo((byte) 'x');
                assertThat(read(stage, ends.server, memory, PAGE_BYTES, 0, read)).as("no bytes, no page").isEqualTo(ERROR_IO_PENDING);
            });
        }
    }

    @Test
    void aWriteOutOfAPageThatCannotBeReadFailsAtOnce() {
        rowOnEnds((stage, ends) -> {
            Memory memory = pages(stage, 2);
            protect(stage, memory, 1, PAGE_READONLY);
            Transfer write = new Transfer(stage);
            assertThat(stage.win32().writeFile(ends.client, memory, PAGE_BYTES - 1, 2, null, write.overlapped)).as("reading is enough").isTrue();
            protect(stage, memory, 1, PAGE_NOACCESS);
            assertThat(stage.win32().writeFile(ends.client, memory, PAGE_BYTES - 1, 2, null, write.overlapped)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_NOACCESS);
            assertThat(ends.available(ends.server)).as("and nothing was written").isEqualTo(2);
        });
    }

    @Test
    void aGuardPageFailsOneCall() {
        for (int answer = 0; answer < 2; answer++) {
            int expected = answer == 0 ? ERROR_NOACCESS : STATUS_GUARD_PAGE_VIOLATION;
            assertThat(Play.ofPeer(stage -> { // M08
                Ends ends = new Ends(stage, 100);
                Memory memory = pages(stage, 1);
                assertThat(protect(stage, memory, 0, PAGE_READWRITE | PAGE_GUARD)).isEqualTo(PAGE_READWRITE);
                Transfer read = new Transfer(stage);
                assertThat(read(stage, ends.server, memory, 0, 1, read)).isEqualTo(expected);
                assertThat(read(stage, ends.server, memory, 0, 1, read)).as("it is a guard no more").isEqualTo(ERROR_IO_PENDING);
                assertThat(protect(stage, memory, 0, PAGE_NOACCESS)).isEqualTo(PAGE_READWRITE);
            }).answering(ChoiceKind.GUARD_PAGE, answer).once()).isClean();
        }
    }

    @Test
    void aTransactionTellsOfItsBuffersInItsOwnWay() {
        row(stage -> { // MS-FSCC 2.3.48
            Ends ends = Ends.ofMessages(stage, 100, true);
            Memory memory = pages(stage, 2);
            protect(stage, memory, 1, PAGE_NOACCESS);
            Transfer operation = new Transfer(stage);
            assertThat(stage.win32().transactNamedPipe(ends.client, memory, PAGE_BYTES, 1, memory, 0, 1, null, operation.overlapped)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_USER_BUFFER);
            assertThat(stage.win32().transactNamedPipe(ends.client, memory, 0, 1, memory, PAGE_BYTES, 1, null, operation.overlapped)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_USER_BUFFER);
            assertThat(ends.available(ends.server)).isZero();
        });
    }

    // ---------------------------------------------------------------- while the operation pends

    @Test
    void bytesThatCannotBeCopiedAreLost() {
        for (int protection : new int[] {PAGE_NOACCESS, PAGE_READONLY, PAGE_READWRITE | PAGE_GUARD}) {
            rowOnEnds((stage, ends) -> { // M08
                Memory memory = pages(stage, 1);
                Transfer read = new Transfer(stage);
                assertThat(read(stage, ends.server, memory, 0, 10, read)).isEqualTo(ERROR_IO_PENDING);
                protect(stage, memory, 0, protection);
                Transfer write = new Transfer(stage);
                assertThat(write.write(ends.client, "abc")).as("the writer has succeeded").isZero();
                int fault = (protection & PAGE_GUARD) != 0 ? STATUS_GUARD_PAGE_VIOLATION : STATUS_ACCESS_VIOLATION;
                assertThat(read.status()).isEqualTo(fault);
                assertThat(read.isSet()).isTrue();
                assertThat(read.result(ends.server)).isEqualTo(fault == STATUS_ACCESS_VIOLATION ? ERROR_NOACCESS : fault);
                assertThat(ends.available(ends.server)).isZero();
                protect(stage, memory, 0, PAGE_READWRITE);
                assertThat(memory.get(0)).isZero();
            });
        }
    }

    @Test
    void pagesBeyondTheBytesThatArriveDoNotMatter() {
        rowOnEnds((stage, ends) -> { // M08
            Memory memory = pages(stage, 2);
            Transfer read = new Transfer(stage);
            assertThat(read(stage, ends.server, memory, 0, PAGE_BYTES + 8, read)).isEqualTo(ERROR_IO_PENDING);
            protect(stage, memory, 1, PAGE_NOACCESS);
            ends.write(ends.client, "x");
            assertThat(read.result(ends.server)).isZero();
            assertThat(memory.get(0)).isEqualTo((byte) 'x');
        });
    }

    @Test
    void aSynchronousReadFailsWithItsCopy() {
        row(stage -> {
            String name = "\\\\.\\pipe\\pages";
            Handle server = stage.win32().createNamedPipe(name, Win32.PIPE_ACCESS_DUPLEX, 0, 1, 10, 10, 0, null);
            Handle client = stage.win32().createFile(name, Win32.GENERIC_READ | Win32.GENERIC_WRITE, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
            Memory memory = pages(stage, 1);
            stage.platform().startThread("writer", () -> {
                stage.win32().sleepEx(10, false);
                protect(stage, memory, 0, PAGE_NOACCESS);
                stage.win32().writeFile(client, new Transfer(stage).buffer, 0, 1, new DwordReference(), null);
            });
            assertThat(stage.win32().readFile(server, memory, 0, 1, new DwordReference(), null)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_NOACCESS);
        });
    }

    @Test
    void anOverlappedThatCannotBeWrittenStaysAsItIs() {
        rowOnEnds((stage, ends) -> { // M09
            Memory memory = pages(stage, 2);
            Overlapped overlapped = stage.win32().overlappedAt(memory, PAGE_BYTES);
            Transfer other = new Transfer(stage);
            overlapped.setEvent(other.event);
            assertThat(stage.win32().readFile(ends.server, memory, 0, 10, null, overlapped)).isFalse();
            protect(stage, memory, 1, PAGE_NOACCESS);
            ends.write(ends.client, "x");
            assertThat(other.isSet()).as("its event is set all the same").isTrue();
            assertThat(memory.get(0)).isEqualTo((byte) 'x');
            assertThatExceptionOfType(AccessViolation.class).isThrownBy(overlapped::internal).satisfies(violation -> assertThat(violation.status()).isEqualTo(
                    STATUS_ACCESS_VIOLATION));
            protect(stage, memory, 1, PAGE_READWRITE);
            assertThat(overlapped.internal()).isEqualTo(STATUS_PENDING);
        });
    }

    // ---------------------------------------------------------------- the program itself

    @Test
    void aProgramThatTouchesSuchAPageMeetsAnException() {
        row(stage -> {
            Memory memory = pages(stage, 3);
            protect(stage, memory, 0, PAGE_READONLY);
            protect(stage, memory, 1, PAGE_NOACCESS);
            protect(stage, memory, 2, PAGE_READWRITE | PAGE_GUARD);
            assertThat(memory.get(PAGE_BYTES - 1)).isZero();
            assertThatExceptionOfType(AccessViolation.class).isThrownBy(() -> memory.put(PAGE_BYTES - 1, (byte) 1));
            assertThatExceptionOfType(AccessViolation.class).isThrownBy(() -> memory.get(PAGE_BYTES));
            assertThatExceptionOfType(AccessViolation.class).isThrownBy(() -> memory.get(2 * PAGE_BYTES)).satisfies(
                    violation -> assertThat(violation.status()).isEqualTo(STATUS_GUARD_PAGE_VIOLATION));
            assertThat(memory.get(2 * PAGE_BYTES)).isZero();
            Overlapped overlapped = stage.win32().overlappedAt(memory, 0);
            Handle server = Ends.listen(stage, 1, 1);
            assertThatExceptionOfType(AccessViolation.class).as("ReadFile stores into it, in the caller").isThrownBy(
                    () -> stage.win32().readFile(server, null, 0, 0, null, overlapped));
        });
        assertThat(Play.ofTask(stage -> {
            Memory memory = pages(stage, 1);
            protect(stage, memory, 0, PAGE_NOACCESS);
            memory.get(7);
        }).once()).isFinding(Kind.CRASH).says("STATUS_ACCESS_VIOLATION");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        row(stage -> {
            assertThat(stage.win32().virtualAlloc(0, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE)).isNull();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(stage.win32().virtualAlloc(1, MEM_RESERVE, PAGE_READWRITE)).isNull();
            assertThat(stage.win32().virtualAlloc(1, MEM_COMMIT | MEM_RESERVE, PAGE_NOACCESS | PAGE_GUARD)).isNull();
            Memory memory = requireNonNull(stage.win32().virtualAlloc(1, MEM_COMMIT | MEM_RESERVE, PAGE_READONLY));
            assertThat(memory.size()).as("whole pages").isEqualTo(PAGE_BYTES);
            assertThat(memory.address() % PAGE_BYTES).isZero();
            assertThat(stage.win32().virtualProtect(memory, 0, PAGE_BYTES + 1, PAGE_READWRITE, new DwordReference())).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_ADDRESS);
            assertThat(stage.win32().virtualProtect(memory, 0, 1, 0, new DwordReference())).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(stage.win32().getWriteWatch(0, memory, 0, 1, new long[1], new DwordReference(1))).as("not watched").isNotEqualTo(ERROR_SUCCESS);
            assertThat(stage.win32().resetWriteWatch(memory, 0, 1)).isNotEqualTo(ERROR_SUCCESS);
        });
    }

    // ---------------------------------------------------------------- write watch

    @Test
    void aReadTouchesItsWholeBufferAndItsCompletionWhatArrives() {
        for (boolean messages : new boolean[] {false, true}) {
            row(stage -> { // V1, V2, V3
                Ends ends = messages ? Ends.ofMessages(stage, 100, true) : new Ends(stage, 100);
                Memory memory = watched(stage);
                Transfer read = new Transfer(stage);
                assertThat(read(stage, new Handle(0x4444), memory, 0, memory.size(), read)).isEqualTo(ERROR_INVALID_HANDLE);
                assertThat(written(stage, memory)).isEmpty();
                assertThat(read(stage, ends.server, memory, 0, memory.size(), read)).isEqualTo(ERROR_IO_PENDING);
                assertThat(written(stage, memory)).hasSize(PAGES);
                assertThat(written(stage, memory)).as("the last look has reset them").isEmpty();
                ends.write(ends.client, "x");
                assertThat(read.status()).isEqualTo(STATUS_SUCCESS);
                assertThat(written(stage, memory)).containsExactly(memory.address());
            });
        }
    }

    @Test
    void anOverlappedIsWrittenAtIssueAndAtCompletion() {
        rowOnEnds((stage, ends) -> { // V4
            Memory memory = watched(stage);
            Overlapped overlapped = stage.win32().overlappedAt(memory, 3 * PAGE_BYTES - OVERLAPPED_BYTES);
            stage.win32().readFile(ends.server, memory, 0, PAGE_BYTES, null, overlapped);
            assertThat(written(stage, memory)).containsExactly(memory.address(), memory.address() + 2 * PAGE_BYTES);
            ends.write(ends.client, "x");
            assertThat(overlapped.internal()).isEqualTo(STATUS_SUCCESS);
            assertThat(written(stage, memory)).containsExactly(memory.address(), memory.address() + 2 * PAGE_BYTES);
        });
    }

    @Test
    void aSynchronousReadTouchesTheSamePages() {
        row(stage -> { // V5
            String name = "\\\\.\\pipe\\watched";
            Handle server = stage.win32().createNamedPipe(name, Win32.PIPE_ACCESS_DUPLEX, 0, 1, 10, 10, 0, null);
            Handle client = stage.win32().createFile(name, Win32.GENERIC_READ | Win32.GENERIC_WRITE, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
            Memory memory = watched(stage);
            var reader = stage.platform().startThread("reader", () -> stage.win32().readFile(server, memory, 0, memory.size(), new DwordReference(), null));
            stage.win32().sleepEx(10, false);
            assertThat(written(stage, memory)).hasSize(PAGES);
            stage.win32().writeFile(client, new Transfer(stage).buffer, 0, 1, new DwordReference(), null);
            reader.join();
            assertThat(written(stage, memory)).containsExactly(memory.address());
        });
    }

    @Test
    void theProgramsOwnWritesAreSeenToo() {
        row(stage -> {
            Memory memory = watched(stage);
            memory.get(5 * PAGE_BYTES);
            memory.put(2 * PAGE_BYTES, (byte) 1);
            memory.write(4 * PAGE_BYTES - 1, new byte[2], 0, 2);
            DwordReference count = new DwordReference(2);
            long[] addresses = new long[2];
            assertThat(stage.win32().getWriteWatch(0, memory, 0, memory.size(), addresses, count)).isZero();
            assertThat(addresses).as("as many as there is room for").containsExactly(memory.address() + 2 * PAGE_BYTES, memory.address() + 3 * PAGE_BYTES);
            assertThat(stage.win32().resetWriteWatch(memory, 0, 3 * PAGE_BYTES)).isZero();
            assertThat(written(stage, memory)).containsExactly(memory.address() + 3 * PAGE_BYTES, memory.address() + 4 * PAGE_BYTES);
        });
    }

    private static Memory pages(Stage stage, int count) {
        return requireNonNull(stage.win32().virtualAlloc(count * PAGE_BYTES, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE));
    }

    private static Memory watched(Stage stage) {
        return requireNonNull(stage.win32().virtualAlloc(PAGES * PAGE_BYTES, MEM_COMMIT | MEM_RESERVE | MEM_WRITE_WATCH, PAGE_READWRITE));
    }

    private static int protect(Stage stage, Memory memory, int page, int protection) {
        DwordReference old = new DwordReference();
        assertThat(stage.win32().virtualProtect(memory, page * PAGE_BYTES, PAGE_BYTES, protection, old)).isTrue();
        return old.value;
    }

    private static int read(Stage stage, Handle end, Memory memory, int offset, int bytes, Transfer operation) {
        operation.overlapped.clear();
        operation.overlapped.setEvent(operation.event);
        return stage.win32().readFile(end, memory, offset, bytes, null, operation.overlapped) ? 0 : stage.win32().getLastError();
    }

    /** Where the pages begin that were written since the last look. */
    private static long[] written(Stage stage, Memory memory) {
        long[] addresses = new long[PAGES];
        DwordReference count = new DwordReference(PAGES);
        assertThat(stage.win32().getWriteWatch(WRITE_WATCH_FLAG_RESET, memory, 0, memory.size(), addresses, count)).isZero();
        return Arrays.copyOf(addresses, count.value);
    }

    @Test
    void allocationsBeginAtPagesAndLieApart() {
        row(stage -> {
            List<Memory> all = new ArrayList<>();
            for (int bytes : new int[] {1, 3 * PAGE_BYTES, PAGE_BYTES + 1, 2 * PAGE_BYTES}) {
                requireNonNull(stage.platform().allocate(stage.platform().process(), 10));
                all.add(requireNonNull(stage.win32().virtualAlloc(bytes, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE)));
            }
            for (Memory memory : all) {
                assertThat(memory.address() % PAGE_BYTES).isZero();
                assertThat(memory.size() % PAGE_BYTES).as("whole pages").isZero();
                for (Memory other : all) {
                    assertThat(
                            other.equals(memory) || other.address() >= memory.address() + memory.size() || memory.address() >= other.address() + other.size())
                            .isTrue();
                }
                memory.put(0, (byte) all.indexOf(memory));
                memory.put(memory.size() - 1, (byte) all.indexOf(memory));
            }
            for (Memory memory : all) {
                assertThat(memory.get(0)).as("nobody else's byte").isEqualTo((byte) all.indexOf(memory));
                assertThat(memory.get(memory.size() - 1)).isEqualTo((byte) all.indexOf(memory));
            }
        });
    }

    @Test
    void memoryRunsOut() {
        row(stage -> {
            pages(stage, 1);
            for (int bytes : new int[] {1 << 26, 1 << 30}) {
                assertThat(stage.win32().virtualAlloc(bytes, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE)).isNull();
                assertThat(stage.win32().getLastError()).isEqualTo(ERROR_NOT_ENOUGH_MEMORY);
            }
            assertThat(stage.platform().allocate(stage.platform().process(), 1 << 26)).isNull();
            pages(stage, 1);
        });
    }

    @Test
    void anOverlappedInAPartHasTheAddressOfThatPart() {
        row(stage -> {
            Memory memory = pages(stage, 1);
            assertThat(stage.win32().overlappedAt(memory, 64).address()).isEqualTo(memory.address() + 64);
        });
    }

    @Test
    void pagesAreAskedForFromTheMiddleOn() {
        row(stage -> {
            Memory memory = watched(stage);
            for (int page = 0; page < 8; page++) {
                memory.put(page * PAGE_BYTES, (byte) 1);
            }
            assertThat(stage.win32().resetWriteWatch(memory, 5 * PAGE_BYTES, 1)).isZero();
            long[] addresses = new long[3];
            DwordReference count = new DwordReference(3);
            assertThat(stage.win32().getWriteWatch(0, memory, 3 * PAGE_BYTES, 4 * PAGE_BYTES, addresses, count)).isZero();
            assertThat(count.value).isEqualTo(3);
            assertThat(addresses).containsExactly(memory.address() + 3 * PAGE_BYTES, memory.address() + 4 * PAGE_BYTES, memory.address() + 6 * PAGE_BYTES);
        });
    }

    @Test
    void aReadOfNoBytesTouchesNoPage() {
        rowOnEnds((stage, ends) -> { // M08
            Memory memory = pages(stage, 1);
            protect(stage, memory, 0, PAGE_NOACCESS);
            assertThat(read(stage, ends.server, memory, 1, 0, new Transfer(stage))).isEqualTo(ERROR_IO_PENDING);
        });
    }

    @Test
    void asManyAddressesAsTheArrayHasRoomFor() {
        row(stage -> {
            Memory memory = watched(stage);
            DwordReference count = new DwordReference(2);
            assertThat(stage.win32().getWriteWatch(0, memory, 0, memory.size(), new long[1], count)).isEqualTo(ERROR_INVALID_PARAMETER);
            memory.put(0, (byte) 1);
            count.value = 1;
            long[] addresses = new long[1];
            assertThat(stage.win32().getWriteWatch(0, memory, 0, memory.size(), addresses, count)).isZero();
            assertThat(addresses).containsExactly(memory.address());
        });
    }
}
