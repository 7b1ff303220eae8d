package dev.overlap.scenario;

import java.util.EnumSet;
import java.util.Set;

import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.Capability;

/** A peer that never writes and never closes: every wait ends with its time-out, every stop ends, and nothing is told. */
final class SilentPeer implements Scenario {

    private static final int QUOTA_BYTES = 64;

    @Override
    public String name() {
        return "silent-peer";
    }

    @Override
    public String summary() {
        return "a peer that never writes and never closes; the owner waits a while, stops and goes";
    }

    @Override
    public Set<Capability> needs() {
        return EnumSet.of(Capability.WAIT);
    }

    @Override
    public int faults() {
        return 1;
    }

    @Override
    public void play(Stage stage) {
        Pipe pipe = stage.bytePipe(QUOTA_BYTES);
        stage.task("owner", () -> {
            AsyncPipeReader reader = stage.openReader(pipe, new QuietListener());
            int rounds = 1 + stage.choose(3, "rounds");
            for (int i = 0; i < rounds; i++) {
                reader.start();
                switch (stage.choose(3, "wait")) {
                    case 1 -> reader.waitForReadyRead(20);
                    case 2 -> reader.waitForPipeClosed(0);
                    default -> stage.platform().eventLoop().runOnce(5);
                }
                reader.stop();
            }
            reader.close();
            pipe.closeReaderEnd();
        });
        stage.peer("peer", () -> {
            // It is there, and that is all.
        });
    }
}
