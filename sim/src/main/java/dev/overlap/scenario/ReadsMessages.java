package dev.overlap.scenario;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;
import org.jspecify.annotations.Nullable;

/** A listener that reads whole messages only, one by one, each with a call of its size, and leaves the event loop at the end. */
final class ReadsMessages extends QuietListener {

    private static final int LARGEST = 64;

    private final EventLoop loop;
    private final byte[] message = new byte[LARGEST];
    private @Nullable AsyncPipeReader reader;

    private ReadsMessages(EventLoop loop) {
        this.loop = loop;
    }

    /** Makes the reader under test with such a listener. */
    static AsyncPipeReader open(Stage stage, Pipe pipe, EventLoop loop) {
        ReadsMessages listener = new ReadsMessages(loop);
        AsyncPipeReader opened = stage.openReader(pipe, listener);
        listener.reader = opened;
        return opened;
    }

    @Override
    public void readyRead() {
        AsyncPipeReader from = reader;
        while (from != null && from.hasPendingMessage()) {
            from.read(message, 0, (int) from.nextMessageSize());
        }
    }

    @Override
    public void closed() {
        readyRead();
        loop.quit();
    }
}
