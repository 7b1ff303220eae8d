package dev.overlap.scenario;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;

/** A listener that reads whole messages only, one by one, each with a call of its size, and leaves the event loop at the end. */
final class ReadsMessages extends OwnersListener {

    private static final int LARGEST = 64;

    private final byte[] message = new byte[LARGEST];

    private ReadsMessages(Stage stage, EventLoop loop) {
        super(stage, loop);
    }

    /** Makes the reader under test with such a listener. */
    static AsyncPipeReader open(Stage stage, Pipe pipe, EventLoop loop) {
        return new ReadsMessages(stage, loop).open(pipe);
    }

    @Override
    public void readyRead() {
        while (reader().hasPendingMessage()) {
            reader().read(message, 0, (int) reader().nextMessageSize());
        }
    }

    @Override
    public void closed() {
        readyRead();
        super.closed();
    }
}
