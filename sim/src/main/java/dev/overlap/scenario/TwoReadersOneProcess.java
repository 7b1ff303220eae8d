package dev.overlap.scenario;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;

/** Two readers on two pipes with one owner and one thread pool: bytes and errors of one must not come to the other. */
final class TwoReadersOneProcess implements Scenario {

    private static final int QUOTA_BYTES = 64;

    @Override
    public String name() {
        return "two-readers-one-process";
    }

    @Override
    public String summary() {
        return "two readers on two pipes, one owner, one thread pool";
    }

    @Override
    public void play(Stage stage) {
        Pipe first = stage.bytePipe(QUOTA_BYTES);
        Pipe second = stage.bytePipe(QUOTA_BYTES);
        stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            AsyncPipeReader one = ReadsToTheEnd.open(stage, first, loop);
            AsyncPipeReader other = ReadsToTheEnd.open(stage, second, loop);
            Owner.bothReadToTheEnd(stage, one, other, loop);
            one.close();
            first.closeReaderEnd();
            other.close();
            second.closeReaderEnd();
        });
        stage.peer("peer", () -> {
            first.peer().write(5);
            second.peer().write(7);
            first.peer().close();
            second.peer().close();
        });
    }
}
