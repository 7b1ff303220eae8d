package dev.overlap.scenario;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;

/** Two readers on one handle, which nobody should do and somebody will: each byte goes to one of them, a stop of one cancels nothing of the other (F11). */
final class SecondReaderOnTheSameHandle implements Scenario {

    private static final int QUOTA_BYTES = 64;

    @Override
    public String name() {
        return "second-reader-on-the-same-handle";
    }

    @Override
    public String summary() {
        return "two readers share one handle: each byte goes to one of them, and both learn of the end";
    }

    @Override
    public void play(Stage stage) {
        Pipe pipe = stage.bytePipe(QUOTA_BYTES);
        stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            AsyncPipeReader one = ReadsToTheEnd.open(stage, pipe, loop);
            AsyncPipeReader other = ReadsToTheEnd.open(stage, pipe, loop);
            Owner.bothReadToTheEnd(stage, one, other, loop);
            one.close();
            other.close();
            pipe.closeReaderEnd();
        });
        stage.peer("peer", () -> {
            pipe.peer().write(5);
            pipe.peer().write(7);
            pipe.peer().close();
        });
    }
}
