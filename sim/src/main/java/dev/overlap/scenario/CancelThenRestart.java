package dev.overlap.scenario;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;

/** The owner stops and starts again while bytes arrive, then hands the pipe to a second reader, which reads to the end: nothing may be lost on the way. */
final class CancelThenRestart implements Scenario {

    private static final int QUOTA_BYTES = 64;

    @Override
    public String name() {
        return "cancel-then-restart";
    }

    @Override
    public String summary() {
        return "the owner stops and starts again while bytes arrive, then a second reader reads to the end";
    }

    @Override
    public void play(Stage stage) {
        Pipe pipe = stage.bytePipe(QUOTA_BYTES);
        stage.task("owner", () -> {
            AsyncPipeReader first = stage.openReader(pipe, new QuietListener());
            int restarts = 1 + stage.choose(2, "restarts");
            for (int i = 0; i < restarts; i++) {
                first.start();
                first.stop();
            }
            stage.readAll(first);
            first.close();
            EventLoop loop = stage.platform().eventLoop();
            AsyncPipeReader second = ReadsToTheEnd.open(stage, pipe, loop);
            second.start();
            loop.run();
            second.close();
            pipe.closeReaderEnd();
        });
        stage.peer("peer", () -> {
            pipe.peer().write(5);
            pipe.peer().write(7);
            pipe.peer().close();
        });
    }
}
