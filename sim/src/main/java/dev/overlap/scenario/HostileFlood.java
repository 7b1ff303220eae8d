package dev.overlap.scenario;

import java.util.EnumSet;
import java.util.Set;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.Capability;

/** A peer that never stops writing, and an owner that reads slowly: what is taken from the pipe stays within the limit and one read. */
final class HostileFlood implements Scenario {

    private static final int QUOTA_BYTES = 64;
    private static final int LIMIT_BYTES = 40;
    private static final int PIECE_BYTES = 24;
    private static final int SIPS = 5;

    @Override
    public String name() {
        return "hostile-flood";
    }

    @Override
    public String summary() {
        return "a peer that never stops writing, and an owner that reads slowly within a limit";
    }

    @Override
    public Set<Capability> needs() {
        return EnumSet.of(Capability.LIMIT);
    }

    @Override
    public void play(Stage stage) {
        Pipe pipe = stage.bytePipe(QUOTA_BYTES);
        stage.boundMemory(LIMIT_BYTES);
        stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            Sipper listener = new Sipper(stage, loop, PIECE_BYTES, SIPS);
            AsyncPipeReader reader = listener.open(pipe);
            reader.setMaxReadBufferSize(LIMIT_BYTES);
            Owner.stopsInTheMiddle(stage, pipe, reader, loop);
        });
        stage.peer("peer", () -> Peer.floods(pipe, PIECE_BYTES));
    }
}
