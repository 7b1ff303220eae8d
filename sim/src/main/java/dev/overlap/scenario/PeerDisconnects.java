package dev.overlap.scenario;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;

/** The reader has the client's end, and the server disconnects: what was not read is gone, and the end has a code of its own (D06, F28). */
final class PeerDisconnects implements Scenario {

    private static final int QUOTA_BYTES = 64;

    @Override
    public String name() {
        return "peer-disconnects";
    }

    @Override
    public String summary() {
        return "the reader is a client, and the server disconnects it with bytes unread";
    }

    @Override
    public int faults() {
        return 1;
    }

    @Override
    public void play(Stage stage) {
        Pipe pipe = stage.pipe(PipeSetup.bytes(QUOTA_BYTES).readerAsClient());
        stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            AsyncPipeReader reader = ReadsToTheEnd.open(stage, pipe, loop);
            Owner.readsToTheEnd(stage, pipe, reader, loop);
        });
        stage.peer("peer", () -> {
            pipe.peer().write(5);
            pipe.peer().write(20 * stage.choose(2, "more than the quota"));
            pipe.peer().disconnect();
            pipe.peer().close();
        });
    }
}
