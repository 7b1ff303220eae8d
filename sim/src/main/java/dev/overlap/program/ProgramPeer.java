package dev.overlap.program;

import dev.overlap.scenario.PeerEnd;
import dev.overlap.scenario.Stage;

/** The peer in one execution of a program. */
final class ProgramPeer implements Runnable {

    private final Stage stage;
    private final PeerEnd end;
    private final Program program;
    private boolean pending;

    ProgramPeer(Stage stage, PeerEnd end, Program program) {
        this.stage = stage;
        this.end = end;
        this.program = program;
    }

    @Override
    public void run() {
        for (PeerOp op : program.peer()) {
            switch (op.deed()) {
                case WRITE -> write(op.number());
                case START_WRITE -> {
                    if (program.pipe().peerOverlaps()) {
                        settle();
                        pending = end.startWrite(op.number());
                    } else {
                        write(op.number());
                    }
                }
                case CANCEL_WRITE -> {
                    if (pending) {
                        end.cancelWrite();
                    }
                }
                case FLUSH -> {
                    settle();
                    end.flush();
                }
                case DISCONNECT -> {
                    if (!program.pipe().readerIsServer()) {
                        end.disconnect();
                    }
                    end.close();
                    return;
                }
                case CLOSE -> {
                    end.close();
                    return;
                }
                case DIE -> {
                    stage.exitProcess();
                    return;
                }
            }
        }
        end.close();
    }

    private void write(int bytes) {
        settle();
        end.write(bytes);
    }

    /** Waits for the write that is pending. */
    private void settle() {
        if (pending) {
            pending = false;
            end.awaitWrite();
        }
    }
}
