package dev.overlap.scenario;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;

/** The peer writes in pieces, some larger than the pipe's quota, and closes; the owner reads in its event loop until the end. */
final class SteadyStream implements Scenario {

    private static final int QUOTA_BYTES = 12;

    @Override
    public String name() {
        return "steady-stream";
    }

    @Override
    public String summary() {
        return "the peer writes in pieces and closes, the owner reads in its event loop until the end";
    }

    @Override
    public void play(Stage stage) {
        Pipe pipe = stage.bytePipe(QUOTA_BYTES);
        stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            AsyncPipeReader reader = ReadsToTheEnd.open(stage, pipe, loop);
            reader.start();
            loop.run();
            reader.close();
            pipe.closeReaderEnd();
        });
        stage.peer("peer", () -> {
            int pieces = 2 + stage.choose(2, "pieces");
            boolean open = true;
            for (int i = 0; i < pieces && open; i++) {
                open = pipe.peer().write(4 + 10 * stage.choose(2, "large piece"));
            }
            pipe.peer().close();
        });
    }
}
