package dev.overlap.simulation;

import dev.overlap.finding.HarnessError;
import dev.overlap.kernel.SimKernel;
import dev.overlap.kernel.SimMemory;
import dev.overlap.scenario.Pipe;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/** A pipe of the simulated kernel, with the peer's bytes numbered by content. */
final class SimPipe implements Pipe {

    private final SimKernel kernel;
    private final Win32 win32;
    private final Handle server;
    private final Handle client;
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
        SimMemory buffer = kernel.allocate(Math.max(1, bytes), false);
        if (buffer == null) {
            throw new HarnessError("no memory for the peer");
        }
        for (int i = 0; i < bytes; i++) {
            buffer.put(i, byteAt(written + i));
        }
        written += bytes;
        boolean done = win32.writeFile(client, buffer, 0, bytes, null, null);
        buffer.free();
        return done;
    }

    /** The byte at a position of the stream: different from its neighbours, and rarely the same a little further on. */
    static byte byteAt(int position) {
        return (byte) (position * 37 + (position >>> 6) + 1);
    }

    @Override
    public void closeClient() {
        win32.closeHandle(client);
    }
}
