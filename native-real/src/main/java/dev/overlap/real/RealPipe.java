package dev.overlap.real;

import dev.overlap.finding.HarnessError;
import dev.overlap.scenario.PeerEnd;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.PipeSetup;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import dev.overlap.win32.Win32Error;

/** A real pipe, both ends open from the beginning. Both are ends in one process, whose handles are told apart by who uses them. */
final class RealPipe implements Pipe {

    private final Win32 win32;
    private final Handle readerEnd;
    private final RealPeerEnd peer;

    private RealPipe(Win32 win32, Handle readerEnd, RealPeerEnd peer) {
        this.win32 = win32;
        this.readerEnd = readerEnd;
        this.peer = peer;
    }

    /**
     * Opens both ends.
     *
     * @param name of the pipe, which nobody else uses
     */
    static RealPipe open(RealStage stage, String name, PipeSetup setup) {
        Win32 win32 = stage.plain();
        boolean serverOverlaps = setup.readerIsServer() || setup.peerOverlaps();
        boolean clientOverlaps = !setup.readerIsServer() || setup.peerOverlaps();
        int mode = (setup.messages() ? Win32.PIPE_TYPE_MESSAGE : Win32.PIPE_TYPE_BYTE)
                | (setup.readsMessages() && setup.readerIsServer() ? Win32.PIPE_READMODE_MESSAGE : 0);
        Handle server = win32.createNamedPipe(name, Win32.PIPE_ACCESS_DUPLEX | (serverOverlaps ? Win32.FILE_FLAG_OVERLAPPED : 0), mode, 1, setup.quotaBytes(),
                setup.quotaBytes(), 0, null);
        require(win32, !server.isInvalid(), "CreateNamedPipe");
        Handle client = win32.createFile(name, Win32.GENERIC_READ | Win32.GENERIC_WRITE, 0, null, Win32.OPEN_EXISTING,
                clientOverlaps ? Win32.FILE_FLAG_OVERLAPPED : 0, Handle.NULL);
        require(win32, !client.isInvalid(), "CreateFile");
        if (setup.readsMessages() && !setup.readerIsServer()) {
            require(win32, win32.setNamedPipeHandleState(client, Win32.PIPE_READMODE_MESSAGE, null, null), "SetNamedPipeHandleState");
        }
        return new RealPipe(stage.win32(), setup.readerIsServer() ? server : client,
                new RealPeerEnd(stage.win32(), stage.peersHeap(), setup.readerIsServer() ? client : server, setup.peerOverlaps()));
    }

    private static void require(Win32 win32, boolean done, String function) {
        if (!done) {
            throw new HarnessError("the stage cannot be set: " + function + " failed with " + Win32Error.name(win32.getLastError()));
        }
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

    /** The peer's process is over. */
    void end() {
        peer.close();
    }
}
