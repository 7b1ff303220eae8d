package dev.overlap.scenario;

import java.util.EnumSet;
import java.util.Set;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.Capability;

/** Windows runs out of everything: calls fail while a reader is made, started, stopped, started again, read to its end and closed. */
final class ApiFailures implements Scenario {

    private static final int QUOTA_BYTES = 24;

    @Override
    public String name() {
        return "api-failures";
    }

    @Override
    public String summary() {
        return "calls and allocations fail while a reader is made, stopped, started again, read to its end and closed";
    }

    @Override
    public Set<Capability> needs() {
        return EnumSet.of(Capability.FAULTS);
    }

    @Override
    public int faults() {
        return 2;
    }

    @Override
    public void play(Stage stage) {
        Pipe pipe = stage.bytePipe(QUOTA_BYTES);
        stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            AsyncPipeReader reader = ReadsToTheEnd.open(stage, pipe, loop);
            int stops = stage.choose(3, "stops");
            for (int i = 0; i < stops; i++) {
                reader.start();
                reader.stop();
            }
            if (stage.choose(4, "close early") != 3) {
                reader.start();
                loop.run();
            }
            reader.close();
            pipe.closeReaderEnd();
        });
        stage.peer("peer", () -> {
            boolean open = true;
            for (int piece = 0; piece < 3 && open; piece++) {
                open = pipe.peer().write(6 + 10 * stage.choose(2, "large piece"));
            }
            pipe.peer().close();
        });
    }
}
