package dev.overlap.scenario;

import java.util.EnumSet;
import java.util.Set;

import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.Capability;

/** The owner stops, hands the reader to another thread, and ends: what that thread starts is told on its own event loop, and nothing is cancelled (C09). */
final class OwnerMovesThread implements Scenario {

    private static final int QUOTA_BYTES = 64;

    @Override
    public String name() {
        return "owner-moves-thread";
    }

    @Override
    public String summary() {
        return "a stopped reader is handed to another thread, which starts it again and reads to the end";
    }

    @Override
    public Set<Capability> needs() {
        return EnumSet.of(Capability.MOVES, Capability.WAIT);
    }

    @Override
    public void play(Stage stage) {
        Pipe pipe = stage.bytePipe(QUOTA_BYTES);
        stage.task("owner", () -> {
            AsyncPipeReader reader = stage.openReader(pipe, new QuietListener());
            reader.start();
            if (stage.choose(2, "look at the loop") == 1) {
                stage.platform().eventLoop().runOnce(0);
            }
            reader.stop();
            stage.platform().startThread("heir", () -> {
                reader.start();
                boolean ended = reader.waitForPipeClosed(-1);
                if (!ended) {
                    reader.stop();
                }
                stage.readAll(reader);
                reader.close();
                pipe.closeReaderEnd();
            });
        });
        stage.peer("peer", () -> {
            pipe.peer().write(5);
            pipe.peer().write(7);
            pipe.peer().close();
        });
    }
}
