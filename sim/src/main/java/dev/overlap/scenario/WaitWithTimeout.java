package dev.overlap.scenario;

import java.util.EnumSet;
import java.util.Set;

import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.Capability;

/** An owner without an event loop: it waits for bytes and for the end, with time-outs that run out before, while and after something comes. */
final class WaitWithTimeout implements Scenario {

    private static final int QUOTA_BYTES = 8;

    @Override
    public String name() {
        return "wait-with-timeout";
    }

    @Override
    public String summary() {
        return "the owner has no event loop and waits, with time-outs that run out at any moment";
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
            reader.start();
            int waits = 1 + stage.choose(3, "waits");
            for (int i = 0; i < waits; i++) {
                if (reader.waitForReadyRead(10 * stage.choose(3, "time-out"))) {
                    stage.readAll(reader);
                }
            }
            boolean ended = stage.choose(2, "give up") == 0 && reader.waitForPipeClosed(stage.choose(2, "for ever") == 0 ? -1 : 10);
            if (!ended) {
                reader.stop();
            }
            stage.readAll(reader);
            reader.close();
            pipe.closeReaderEnd();
        });
        stage.peer("peer", () -> {
            pipe.peer().write(5);
            pipe.peer().write(7);
            pipe.peer().close();
        });
    }
}
