package dev.overlap.simulation;

import dev.overlap.kernel.SimKernel;
import dev.overlap.oracle.WatchedPipe;
import dev.overlap.win32.Handle;

/** A reader's end of a pipe of the simulated kernel. */
record SimWatchedPipe(SimKernel kernel, Handle end) implements WatchedPipe {

    @Override
    public boolean readsMessages() {
        return kernel.readsMessages(end);
    }

    @Override
    public int readableBytes() {
        return kernel.readableBytes(end);
    }

    @Override
    public long awaitedBytes() {
        return kernel.awaitedBytes(end);
    }

    @Override
    public long writtenSoFar() {
        return kernel.writtenSoFar();
    }

    @Override
    public boolean isUnread(long mark) {
        return kernel.isUnread(end, mark);
    }

    @Override
    public void progressed() {
        kernel.progressed();
    }
}
