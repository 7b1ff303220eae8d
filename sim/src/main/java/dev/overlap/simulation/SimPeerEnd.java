package dev.overlap.simulation;

import dev.overlap.finding.HarnessError;
import dev.overlap.kernel.MemoryOwner;
import dev.overlap.kernel.SimKernel;
import dev.overlap.kernel.SimMemory;
import dev.overlap.kernel.SimOverlapped;
import dev.overlap.scenario.PeerBytes;
import dev.overlap.scenario.PeerEnd;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import dev.overlap.win32.Win32Error;
import org.jspecify.annotations.Nullable;

/** The peer's end of a pipe of the simulated kernel, with bytes numbered by content. */
final class SimPeerEnd implements PeerEnd {

    private static final int BUFFER_BYTES = 32;

    private final SimKernel kernel;
    private final Win32 win32;
    private final Handle end;
    private @Nullable SimMemory buffer;
    private @Nullable SimOverlapped pending;
    private int written;

    SimPeerEnd(SimKernel kernel, Win32 win32, Handle end) {
        this.kernel = kernel;
        this.win32 = win32;
        this.end = end;
    }

    @Override
    public boolean write(int bytes) {
        // Synchronous: the buffer is free again when the call returns.
        return win32.writeFile(end, fill(bytes), 0, bytes, null, null);
    }

    @Override
    public boolean startWrite(int bytes) {
        SimOverlapped overlapped = kernel.heap().allocateOverlapped(MemoryOwner.WORLD);
        SimMemory filled = fill(bytes);
        // Its bytes are the kernel's for as long as it pends.
        buffer = null;
        pending = overlapped;
        return win32.writeFile(end, filled, 0, bytes, null, overlapped) || win32.getLastError() == Win32Error.ERROR_IO_PENDING;
    }

    @Override
    public void cancelWrite() {
        if (pending != null) {
            win32.cancelIoEx(end, pending);
        }
    }

    @Override
    public void awaitWrite() {
        if (pending != null) {
            win32.getOverlappedResult(end, pending, new DwordReference(), true);
            pending = null;
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
        win32.closeHandle(end);
    }

    private SimMemory fill(int bytes) {
        SimMemory memory = buffer;
        if (memory == null || memory.size() < bytes) {
            memory = kernel.heap().allocate(Math.max(BUFFER_BYTES, bytes), MemoryOwner.WORLD);
            if (memory == null) {
                throw new HarnessError("no memory for the peer");
            }
            buffer = memory;
        }
        PeerBytes.fill(memory, written, bytes);
        written += bytes;
        return memory;
    }
}
