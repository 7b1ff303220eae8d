package dev.overlap.real;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.finding.HarnessError;
import dev.overlap.real.jna.Heap;
import dev.overlap.scenario.PeerBytes;
import dev.overlap.scenario.PeerEnd;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import dev.overlap.win32.Win32Error;

/** The peer's end of a real pipe, with bytes numbered by content. One thread at a time; its operations are its own affair, nobody judges them. */
final class RealPeerEnd implements PeerEnd {

    private static final int LET_GO_MILLIS = 2_000;

    private final Win32 win32;
    private final Heap heap;
    private final Handle end;
    private final boolean overlaps;
    private final List<Write> pending = new ArrayList<>();
    private int written;
    private boolean closed;

    /** An operation that may be in flight, and what it borrows. */
    private record Write(Overlapped overlapped, Memory buffer) {
    }

    /** @param overlaps whether the end was opened for overlapped operations */
    RealPeerEnd(Win32 win32, Heap heap, Handle end, boolean overlaps) {
        this.win32 = win32;
        this.heap = heap;
        this.end = end;
        this.overlaps = overlaps;
    }

    @Override
    public boolean write(int bytes) {
        if (overlaps) {
            return writeOverlapped(bytes, true);
        }
        Memory buffer = fill(bytes);
        boolean done = win32.writeFile(end, buffer, 0, bytes, new DwordReference(), null);
        buffer.free();
        return done;
    }

    @Override
    public boolean startWrite(int bytes) {
        return writeOverlapped(bytes, false);
    }

    private boolean writeOverlapped(int bytes, boolean waits) {
        Write write = new Write(requireNonNull(heap.allocateOverlapped()), fill(bytes));
        Handle event = win32.createEvent(null, true, false, null);
        write.overlapped.setEvent(event);
        boolean done = win32.writeFile(end, write.buffer, 0, bytes, null, write.overlapped);
        boolean pends = !done && win32.getLastError() == Win32Error.ERROR_IO_PENDING;
        if (pends && !waits) {
            pending.add(write);
            return true;
        }
        if (pends) {
            done = win32.getOverlappedResult(end, write.overlapped, new DwordReference(), true);
        }
        giveBack(write);
        return done;
    }

    private void giveBack(Write write) {
        win32.closeHandle(write.overlapped.event());
        write.overlapped.free();
        write.buffer.free();
    }

    @Override
    public void cancelWrite() {
        if (!pending.isEmpty()) {
            win32.cancelIoEx(end, pending.get(pending.size() - 1).overlapped);
        }
    }

    @Override
    public void awaitWrite() {
        if (!pending.isEmpty()) {
            Write write = pending.removeLast();
            win32.getOverlappedResult(end, write.overlapped, new DwordReference(), true);
            giveBack(write);
        }
    }

    @Override
    public void flush() {
        win32.flushFileBuffers(end);
    }

    @Override
    public void disconnect() {
        win32.disconnectNamedPipe(end);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        win32.closeHandle(end);
        for (Write write : pending) {
            // With the last handle its operations end; until then the memory is the kernel's.
            if (win32.waitForSingleObject(write.overlapped.event(), LET_GO_MILLIS) == Win32.WAIT_OBJECT_0) {
                giveBack(write);
            }
        }
        pending.clear();
    }

    private Memory fill(int bytes) {
        Memory memory = heap.allocate("peer's", Math.max(1, bytes));
        if (memory == null) {
            throw new HarnessError("no memory for the peer");
        }
        PeerBytes.fill(memory, written, bytes);
        written += bytes;
        return memory;
    }
}
