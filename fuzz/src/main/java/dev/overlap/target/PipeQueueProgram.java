package dev.overlap.target;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.overlap.finding.Witness;
import dev.overlap.kernel.Arena;
import dev.overlap.kernel.KernelMark;
import dev.overlap.kernel.MemoryOwner;
import dev.overlap.kernel.Profile;
import dev.overlap.kernel.SimKernel;
import dev.overlap.platform.MarkCounts;
import dev.overlap.schedule.Bench;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.Replay;
import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.Verdict;
import dev.overlap.target.PipeQueueModel.Operation;
import dev.overlap.target.PipeQueueModel.Outcome;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.FileFunctions;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.NamedPipeFunctions;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import dev.overlap.win32.Win32Error;

/**
 * One thread that calls functions of a simulated kernel on both ends of a pipe, and a {@link PipeQueueModel} of what must come of it. Nothing is left to chance: the
 * kernel always does the plainest.
 *
 * <p>Encoding: the version, 1; the pipe: bit 0 makes it one of messages, bit 1 lets its end read by messages, and above them stand 4 bits of quota; then a byte for each
 * operation, its kind in the low 3 bits and a number n above them:
 *
 * <pre>
 * 0, 1  a write of n bytes
 * 2     a write of 5 n bytes
 * 3, 4  a read of n + 1 bytes
 * 5     a peek of n bytes
 * 6     the cancel of one of the pending operations, the n-th, by turns
 * 7     the cancel of all pending reads (n even) or writes (n odd)
 * </pre>
 */
final class PipeQueueProgram {

    private static final int VERSION = 1;
    private static final int KIND_BITS = 3;
    private static final int MOST_PENDING = 12;
    private static final int MOST_OPERATIONS = 200;
    private static final String NAME = "\\\\.\\pipe\\queue";
    private static final Bench BENCH = new Bench(Bench.bestEngine());
    private static final Arena ARENA = new Arena();
    private static final MarkCounts MARKS = new MarkCounts(KernelMark.class);
    private static final Witness NOBODY = (Witness) Proxy.newProxyInstance(Witness.class.getClassLoader(), new Class<?>[] {Witness.class},
            (proxy, method, arguments) -> null);

    /** An operation, its memory, and what was predicted of it. */
    private record Issued(Operation operation, Overlapped overlapped, Memory memory) {
    }

    private final byte[] input;
    private final SimKernel kernel;
    private final Win32 win32;
    private final PipeQueueModel model;
    private final List<Issued> pending = new ArrayList<>();
    private Handle server = Handle.NULL;
    private Handle client = Handle.NULL;
    private byte next;

    private PipeQueueProgram(byte[] input, SimKernel kernel) {
        this.input = input;
        this.kernel = kernel;
        this.win32 = kernel.win32();
        this.model = new PipeQueueModel(ofMessages(), readsMessages(), quotaBytes());
    }

    private boolean ofMessages() {
        return (input[1] & 1) != 0;
    }

    private boolean readsMessages() {
        return (input[1] & 3) == 3;
    }

    private int quotaBytes() {
        return input[1] >>> 2 & 15;
    }

    /** Plays what these bytes encode, if they encode something; throws an {@link AssertionError} where the pipe does not do as predicted. */
    static void play(byte[] input) {
        if (input.length < 2 || input[0] != VERSION) {
            return;
        }
        SimKernel kernel = new SimKernel(ARENA, NOBODY, MARKS, Profile.WINDOWS_10);
        Scheduler scheduler = new Scheduler(BENCH, kernel, kernel::threadExits, new Replay(new int[0]), (arity, kind, label) -> 0,
                new Limits(100_000, 100_000, 0), null);
        kernel.attach(scheduler);
        scheduler.begin(1, 1);
        kernel.createTask("caller", 0, new PipeQueueProgram(input, kernel)::run, false);
        Verdict verdict = scheduler.run();
        Throwable crash = BENCH.takeCrash();
        if (crash instanceof RuntimeException e) {
            throw e;
        } else if (crash instanceof Error e) {
            throw e;
        }
        require(crash == null && verdict == Verdict.COMPLETED, "the calls ended with " + verdict);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private void run() {
        int type = ofMessages() ? NamedPipeFunctions.PIPE_TYPE_MESSAGE : NamedPipeFunctions.PIPE_TYPE_BYTE;
        int mode = readsMessages() ? NamedPipeFunctions.PIPE_READMODE_MESSAGE : NamedPipeFunctions.PIPE_READMODE_BYTE;
        server = win32.createNamedPipe(NAME, NamedPipeFunctions.PIPE_ACCESS_DUPLEX | FileFunctions.FILE_FLAG_OVERLAPPED, type | mode, 1, quotaBytes(),
                quotaBytes(), 0, null);
        client = win32.createFile(NAME, FileFunctions.GENERIC_READ | FileFunctions.GENERIC_WRITE, 0, null, FileFunctions.OPEN_EXISTING,
                FileFunctions.FILE_FLAG_OVERLAPPED, Handle.NULL);
        for (int i = 2; i < input.length && i < MOST_OPERATIONS; i++) {
            operation(input[i] & 7, (input[i] & 0xFF) >>> KIND_BITS);
        }
        while (!pending.isEmpty()) {
            cancel(pending.getLast());
        }
    }

    private void operation(int kind, int n) {
        switch (kind) {
            case 0, 1 -> write(n);
            case 2 -> write(5 * n);
            case 3, 4 -> read(n + 1);
            case 5 -> peek(n);
            case 6 -> {
                if (!pending.isEmpty()) {
                    cancel(pending.get(n % pending.size()));
                }
            }
            default -> cancelAll((n & 1) == 0);
        }
    }

    private void write(int length) {
        if (pending.size() == MOST_PENDING) {
            return;
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = ++next;
        }
        Memory memory = memory(Math.max(1, length));
        memory.write(0, bytes, 0, length);
        Overlapped overlapped = kernel.heap().allocateOverlapped(MemoryOwner.WORLD);
        boolean answer = win32.writeFile(client, memory, 0, length, null, overlapped);
        issued(new Issued(model.write(bytes), overlapped, memory), answer);
    }

    private void read(int length) {
        if (pending.size() == MOST_PENDING) {
            return;
        }
        Memory memory = memory(length);
        Overlapped overlapped = kernel.heap().allocateOverlapped(MemoryOwner.WORLD);
        boolean answer = win32.readFile(server, memory, 0, length, null, overlapped);
        issued(new Issued(model.read(length), overlapped, memory), answer);
    }

    private Memory memory(int bytes) {
        Memory memory = kernel.heap().allocate(bytes, MemoryOwner.WORLD);
        if (memory == null) {
            throw new AssertionError("there is no memory for " + bytes + " bytes");
        }
        return memory;
    }

    private void issued(Issued issued, boolean answer) {
        int error = answer ? Win32Error.ERROR_SUCCESS : win32.getLastError();
        int expected = switch (issued.operation.outcome) {
            case DONE -> Win32Error.ERROR_SUCCESS;
            case PART_OF_MESSAGE -> Win32Error.ERROR_MORE_DATA;
            case PENDING, CANCELLED -> Win32Error.ERROR_IO_PENDING;
        };
        require(error == expected, "a call answers something else");
        pending.add(issued);
        check();
    }

    /** Compares everything that was pending before with what was predicted; what has ended stays in its memory as it is. */
    private void check() {
        for (int i = pending.size() - 1; i >= 0; i--) {
            Issued issued = pending.get(i);
            Operation operation = issued.operation;
            int expected = switch (operation.outcome) {
                case PENDING -> NtStatus.STATUS_PENDING;
                case DONE -> NtStatus.STATUS_SUCCESS;
                case PART_OF_MESSAGE -> NtStatus.STATUS_BUFFER_OVERFLOW;
                case CANCELLED -> NtStatus.STATUS_CANCELLED;
            };
            require(issued.overlapped.internal() == expected, operation.isRead ? "a read has another status" : "a write has another status");
            if (operation.outcome != Outcome.PENDING) {
                require(issued.overlapped.internalHigh() == operation.count(), "another number of bytes was transferred");
                checkBytes(issued);
                pending.remove(i);
            }
        }
    }

    private void checkBytes(Issued issued) {
        byte[] expected = issued.operation.read;
        byte[] actual = new byte[expected.length];
        issued.memory.read(0, actual, 0, actual.length);
        require(Arrays.equals(actual, expected), "other bytes were read");
    }

    private void peek(int most) {
        Memory memory = memory(Math.max(1, most));
        DwordReference copied = new DwordReference();
        DwordReference available = new DwordReference();
        DwordReference left = new DwordReference();
        require(win32.peekNamedPipe(server, memory, most, copied, available, left), "a peek fails");
        byte[] expected = model.peek(most);
        byte[] actual = new byte[expected.length];
        memory.read(0, actual, 0, actual.length);
        require(copied.value == expected.length && Arrays.equals(actual, expected), "other bytes were peeked");
        require(available.value == model.available(), "another number of bytes is available");
        require(left.value == model.left(expected.length), "another number of bytes is left of the message");
    }

    private void cancel(Issued issued) {
        require(win32.cancelIoEx(issued.operation.isRead ? server : client, issued.overlapped), "a pending operation cannot be cancelled");
        model.cancel(issued.operation);
        check();
    }

    private void cancelAll(boolean reads) {
        boolean any = win32.cancelIoEx(reads ? server : client, null);
        List<Issued> cancelled = pending.stream().filter(issued -> issued.operation.isRead == reads).toList();
        require(any == !cancelled.isEmpty(), "a cancel of all operations has found none, or one that is not there");
        cancelled.forEach(issued -> model.cancel(issued.operation));
        check();
    }
}
