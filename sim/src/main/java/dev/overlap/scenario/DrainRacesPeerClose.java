package dev.overlap.scenario;

import java.util.EnumSet;
import java.util.Set;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.Capability;

/** The owner drains and stops while the peer writes more than the quota and closes: what was readable is kept, the rest comes after a restart. */
final class DrainRacesPeerClose implements Scenario {

    private static final int QUOTA_BYTES = 12;

    @Override
    public String name() {
        return "drain-races-peer-close";
    }

    @Override
    public String summary() {
        return "the owner drains the pipe and stops while the peer writes and closes, then reads to the end";
    }

    @Override
    public Set<Capability> needs() {
        return EnumSet.of(Capability.DRAIN);
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
            int drains = 1 + stage.choose(2, "drains");
            for (int i = 0; i < drains; i++) {
                reader.start();
                reader.drainAndStop();
                if (stage.choose(2, "read between") == 1) {
                    stage.readAll(reader);
                }
            }
            reader.start();
            loop.run();
            reader.stopAndClear();
            reader.close();
            pipe.closeReaderEnd();
        });
        stage.peer("peer", () -> {
            pipe.peer().write(5);
            pipe.peer().startWrite(20 * stage.choose(2, "more than the quota"));
            if (stage.choose(2, "take it back") == 1) {
                pipe.peer().cancelWrite();
            }
            pipe.peer().write(3);
            pipe.peer().close();
        });
    }
}
