package dev.overlap.kernel;

import dev.overlap.win32.BoundIoCompletionRoutine;
import dev.overlap.win32.NtStatus;

/** What BindIoCompletionCallback binds a file to: the pool runs the routine for each packet, for the life of the file (I14). */
final class BoundCallback implements PacketTarget {

    private final BoundIoCompletionRoutine routine;
    private final int ordinal;
    private final PoolCallbacks callbacks;

    BoundCallback(SimKernel kernel, BoundIoCompletionRoutine routine) {
        this.routine = routine;
        this.ordinal = kernel.ports.nextBound();
        this.callbacks = new PoolCallbacks(kernel, this, kernel.newObject(this));
    }

    @Override
    public void accept(IoRequest request, long key) {
        if (callbacks.process.hasExited()) {
            request.packetDropped();
            return;
        }
        callbacks.queue(request, () -> routine.callback(NtStatus.toWin32Error(request.status()), request.information(), request.overlapped));
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public String toString() {
        return "bound" + ordinal;
    }
}
