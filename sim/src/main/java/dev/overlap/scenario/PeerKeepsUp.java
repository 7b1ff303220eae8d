package dev.overlap.scenario;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;

/**
 * A peer that has written more whenever the reader reads, with no limit that would stop it: a reader that goes on as long as reads succeed at once leaves its owner
 * no turn, who is not told, waits for a lock, and cannot stop it.
 */
final class PeerKeepsUp implements Scenario {

    /** More than a reader may take in a row. */
    private static final int QUOTA_BYTES = 320;
    private static final int SIPS = 3;
    private static final int SIP_BYTES = 24;

    @Override
    public String name() {
        return "peer-keeps-up";
    }

    @Override
    public String summary() {
        return "a peer that has more whenever the reader reads, no limit, and an owner that takes a little and stops";
    }

    @Override
    public void play(Stage stage) {
        Pipe pipe = stage.bytePipe(QUOTA_BYTES);
        stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            Sipper listener = new Sipper(stage, loop, SIP_BYTES, SIPS);
            AsyncPipeReader reader = listener.open(pipe);
            Owner.stopsInTheMiddle(stage, pipe, reader, loop);
        });
        stage.peer("peer", () -> Peer.floods(pipe, QUOTA_BYTES));
    }
}
