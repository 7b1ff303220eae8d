package dev.overlap.kernel;

import org.jspecify.annotations.Nullable;

/** All completion ports, and all that the thread pool keeps of the process under test for the completions of files. */
final class PortTable {

    private final SimKernel kernel;
    private @Nullable SimThreadpoolIo lastMade;
    private int ports;
    private int ios;
    private int bound;

    PortTable(SimKernel kernel) {
        this.kernel = kernel;
    }

    PortObject createPort() {
        return new PortObject(kernel, ++ports);
    }

    SimThreadpoolIo createThreadpoolIo(FileObject file, SimThreadpoolIo.Callback callback) {
        SimThreadpoolIo io = new SimThreadpoolIo(kernel, ++ios, file, callback, lastMade);
        lastMade = io;
        return io;
    }

    int nextBound() {
        return ++bound;
    }

    /** All is over: the witness is told of every thread-pool I/O object that is open. */
    void tellLeft() {
        for (SimThreadpoolIo io = lastMade; io != null; io = io.madeBefore) {
            if (!io.isClosed()) {
                kernel.witness.left(io, io.madeAt());
            }
        }
    }
}
