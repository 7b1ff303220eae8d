package dev.overlap.real.jna;

import dev.overlap.win32.BoundIoCompletionRoutine;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.OverlappedEntry;
import dev.overlap.win32.OverlappedReference;
import dev.overlap.win32.PointerReference;
import org.jspecify.annotations.Nullable;

/** Completion ports. A packet brings the address of an OVERLAPPED, for which the heap knows the object. */
abstract class PortCalls extends PoolCalls {

    private static final int ENTRY_LONGS = 4;

    PortCalls(Heap heap, Callbacks callbacks) {
        super(heap, callbacks);
    }

    @Override
    public final Handle createIoCompletionPort(Handle file, Handle existingCompletionPort, long completionKey, int concurrentThreads) {
        enter();
        return orNull(Kernel32.CreateIoCompletionPort(file.value(), existingCompletionPort.value(), completionKey, concurrentThreads));
    }

    @Override
    public final boolean getQueuedCompletionStatus(Handle completionPort, DwordReference bytesTransferred, PointerReference completionKey,
            OverlappedReference overlapped, int timeoutMillis) {
        enter();
        Overlapped before = overlapped.value;
        int[] bytes = Cells.ofDword(bytesTransferred);
        long[] key = {completionKey.value};
        long[] address = {before == null ? 0 : before.address()};
        boolean done = answer(Kernel32.GetQueuedCompletionStatus(completionPort.value(), bytes, key, address, timeoutMillis));
        Cells.back(bytes, bytesTransferred);
        completionKey.value = key[0];
        overlapped.value = before != null && before.address() == address[0] ? before : heap.overlappedAt(address[0]);
        return done;
    }

    @Override
    public final boolean getQueuedCompletionStatusEx(Handle completionPort, @Nullable OverlappedEntry[] entries, int count,
            DwordReference entriesRemoved, int timeoutMillis, boolean alertable) {
        enter();
        if (count < 0 || count > entries.length) {
            throw new IllegalArgumentException(Integer.toUnsignedString(count) + " entries asked for, room for " + entries.length);
        }
        long[] packets = new long[Math.max(count, 1) * ENTRY_LONGS];
        int[] removed = Cells.ofDword(entriesRemoved);
        boolean done = answer(Kernel32.GetQueuedCompletionStatusEx(completionPort.value(), packets, count, removed, timeoutMillis, bool(alertable)));
        Cells.back(removed, entriesRemoved);
        for (int i = 0; done && i < removed[0]; i++) {
            int at = i * ENTRY_LONGS;
            entries[i] = new OverlappedEntry(packets[at], heap.overlappedAt(packets[at + 1]), packets[at + 2], (int) packets[at + 3]);
        }
        return done;
    }

    @Override
    public final boolean postQueuedCompletionStatus(Handle completionPort, int bytesTransferred, long completionKey, @Nullable Overlapped overlapped) {
        enter();
        if (overlapped != null && !(overlapped instanceof NativeOverlapped)) {
            heap.know(overlapped);
        }
        return answer(Kernel32.PostQueuedCompletionStatus(completionPort.value(), bytesTransferred, completionKey,
                overlapped == null ? 0 : overlapped.address()));
    }

    @Override
    public final boolean bindIoCompletionCallback(Handle file, BoundIoCompletionRoutine callback, int flags) {
        enter();
        Trampolines.Trampoline routine = Trampolines.bind(callback, heap, callbacks);
        boolean done = answer(Kernel32.BindIoCompletionCallback(file.value(), routine.address(), flags));
        if (!done) {
            Trampolines.unbind(routine);
        }
        return done;
    }
}
