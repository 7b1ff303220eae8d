package dev.overlap.scenario;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;

/** The process of the peer ends while a write of it is half read: what was taken stays, the rest is taken back (K111). */
final class PeerDiesWithPendingWrite implements Scenario {

    private static final int QUOTA_BYTES = 8;

    @Override
    public String name() {
        return "peer-dies-with-pending-write";
    }

    @Override
    public String summary() {
        return "the process of the peer ends with a write half read";
    }

    @Override
    public int faults() {
        return 1;
    }

    @Override
    public void play(Stage stage) {
        Pipe pipe = stage.pipe(PipeSetup.bytes(QUOTA_BYTES).overlappedPeer());
        stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            AsyncPipeReader reader = ReadsToTheEnd.open(stage, pipe, loop);
            Owner.readsToTheEnd(stage, pipe, reader, loop);
        });
        stage.peer("peer", () -> {
            pipe.peer().write(3);
            pipe.peer().startWrite(30);
            if (stage.choose(2, "cancel first") == 1) {
                pipe.peer().cancelWrite();
                pipe.peer().write(2);
            }
            stage.exitProcess();
        });
    }
}
