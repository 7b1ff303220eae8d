package dev.overlap.simulation;

import dev.overlap.finding.HarnessError;
import dev.overlap.kernel.MemoryOwner;
import dev.overlap.kernel.SimKernel;
import dev.overlap.kernel.SimMemory;
import dev.overlap.scenario.Pipe;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/** A pipe of the simulated kernel, with the peer's bytes numbered by content. */
final class SimPipe implements Pipe {

    private final SimKernel kernel;
    private final Win32 win32;
    private static final int BUFFER_BYTES = 32;
    /** The stream repeats itself only after so many bytes, and neighbours differ, so that content tells position. */
    private static final int PATTERN_BYTES = 1 << 12;
    private static final byte[] PATTERN = new byte[PATTERN_BYTES];

    static {
        for (int i = 0; i < PATTERN_BYTES; i++) {
            PATTERN[i] = (byte) (i * 37 + (i >>> 6) + 1);
        }
    }

    private final Handle server;
    private final Handle client;
    private @Nullable SimMemory buffer;
    private int written;

    SimPipe(SimKernel kernel, Win32 win32, int quotaBytes) {
        this.kernel = kernel;
        this.win32 = win32;
        Handle[] ends = kernel.openBytePipe(quotaBytes);
        server = ends[0];
        client = ends[1];
    }

    @Override
    public Handle server() {
        return server;
    }

    @Override
    public void closeServer() {
        win32.closeHandle(server);
    }

    @Override
    public boolean write(int bytes) {
        SimMemory memory = buffer;
        if (memory == null || memory.size() < bytes) {
            memory = kernel.allocate(Math.max(BUFFER_BYTES, bytes), MemoryOwner.WORLD, false);
            if (memory == null) {
                throw new HarnessError("no memory for the peer");
            }
            buffer = memory;
        }
        for (int done = 0; done < bytes;) {
            int from = (written + done) % PATTERN_BYTES;
            int length = Math.min(bytes - done, PATTERN_BYTES - from);
            memory.write(done, PATTERN, from, length);
            done += length;
        }
        written += bytes;
        // Synchronous: the buffer is free again when the call returns.
        return win32.writeFile(client, memory, 0, bytes, null, null);
    }

    @Override
    public void closeClient() {
        win32.closeHandle(client);
    }
}
