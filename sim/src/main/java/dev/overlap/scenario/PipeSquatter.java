package dev.overlap.scenario;

import dev.overlap.platform.EventLoop;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/** Somebody else may have made the pipe of this name first: the owner insists on the first instance, and either is refused or has the pipe for itself. */
final class PipeSquatter implements Scenario {

    private static final String NAME = "\\\\.\\pipe\\overlap";
    private static final int QUOTA_BYTES = 64;
    private static final int PATIENCE_MILLIS = 50;

    @Override
    public String name() {
        return "pipe-squatter";
    }

    @Override
    public String summary() {
        return "somebody else may have made the pipe first: the owner notices, or reads to the end";
    }

    @Override
    public void play(Stage stage) {
        stage.task("owner", () -> {
            Win32 win32 = stage.win32();
            Handle pipe = win32.createNamedPipe(NAME, Win32.PIPE_ACCESS_INBOUND | Win32.FILE_FLAG_OVERLAPPED | Win32.FILE_FLAG_FIRST_PIPE_INSTANCE,
                    Win32.PIPE_TYPE_BYTE, 1, QUOTA_BYTES, QUOTA_BYTES, 0, null);
            if (pipe.isInvalid()) {
                // Somebody was faster. Whoever reads from that pipe all the same reads what a stranger wants him to.
                return;
            }
            EventLoop loop = stage.platform().eventLoop();
            if (Connection.await(stage, pipe, PATIENCE_MILLIS)) {
                ReadsToTheEnd.readAll(stage, pipe, loop);
            }
            win32.closeHandle(pipe);
        });
        stage.peer("squatter", () -> {
            Win32 win32 = stage.win32();
            Handle pipe = win32.createNamedPipe(NAME, Win32.PIPE_ACCESS_DUPLEX, Win32.PIPE_TYPE_BYTE, 1, QUOTA_BYTES, QUOTA_BYTES, 0, null);
            if (!pipe.isInvalid()) {
                stage.platform().eventLoop().runOnce(5);
                win32.closeHandle(pipe);
            }
        });
        stage.peer("client", () -> {
            Win32 win32 = stage.win32();
            for (int attempt = 0; attempt < 3; attempt++) {
                Handle end = win32.createFile(NAME, Win32.GENERIC_WRITE, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
                if (!end.isInvalid()) {
                    PeerEnd peer = stage.peerEnd(end);
                    peer.write(5);
                    peer.write(7);
                    peer.close();
                    return;
                }
                stage.platform().eventLoop().runOnce(5);
            }
        });
    }
}
