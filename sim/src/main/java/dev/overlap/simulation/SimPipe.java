package dev.overlap.simulation;

import dev.overlap.kernel.SimKernel;
import dev.overlap.scenario.PeerEnd;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.PipeSetup;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/** A pipe of the simulated kernel, both ends open from the beginning. */
final class SimPipe implements Pipe {

    private final Win32 win32;
    private final Handle readerEnd;
    private final SimPeerEnd peer;

    SimPipe(SimKernel kernel, Win32 win32, PipeSetup setup) {
        this.win32 = win32;
        Handle[] ends = kernel.openPipe(setup.messages(), setup.readsMessages(), setup.quotaBytes(), setup.readerIsServer(), setup.peerOverlaps());
        this.readerEnd = ends[0];
        this.peer = new SimPeerEnd(kernel, win32, ends[1]);
    }

    @Override
    public Handle readerEnd() {
        return readerEnd;
    }

    @Override
    public void closeReaderEnd() {
        win32.closeHandle(readerEnd);
    }

    @Override
    public PeerEnd peer() {
        return peer;
    }
}
