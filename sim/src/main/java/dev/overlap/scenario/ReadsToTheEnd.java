package dev.overlap.scenario;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.win32.Handle;
import org.jspecify.annotations.Nullable;

/** A listener that reads whenever there is something, and leaves the event loop at the end. */
final class ReadsToTheEnd extends QuietListener {

    private final Stage stage;
    private final EventLoop loop;
    private @Nullable AsyncPipeReader reader;

    private ReadsToTheEnd(Stage stage, EventLoop loop) {
        this.stage = stage;
        this.loop = loop;
    }

    /** Makes the reader under test with such a listener. */
    static AsyncPipeReader open(Stage stage, Pipe pipe, EventLoop loop) {
        ReadsToTheEnd listener = new ReadsToTheEnd(stage, loop);
        AsyncPipeReader opened = stage.openReader(pipe, listener);
        listener.reader = opened;
        return opened;
    }

    /** Reads a pipe to its end with the reader under test, on the running task. */
    static void readAll(Stage stage, Handle pipe, EventLoop loop) {
        ReadsToTheEnd listener = new ReadsToTheEnd(stage, loop);
        AsyncPipeReader opened = stage.openReader(pipe, listener);
        listener.reader = opened;
        opened.start();
        loop.run();
        opened.close();
    }

    @Override
    public void readyRead() {
        if (reader != null) {
            stage.readAll(reader);
        }
    }

    @Override
    public void closed() {
        loop.quit();
    }
}
