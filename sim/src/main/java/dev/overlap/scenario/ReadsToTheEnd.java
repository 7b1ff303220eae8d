package dev.overlap.scenario;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.win32.Handle;

/** A listener that reads whenever there is something, and leaves the event loop at the end. */
final class ReadsToTheEnd extends OwnersListener {

    private ReadsToTheEnd(Stage stage, EventLoop loop) {
        super(stage, loop);
    }

    /** Makes the reader under test with such a listener. */
    static AsyncPipeReader open(Stage stage, Pipe pipe, EventLoop loop) {
        return new ReadsToTheEnd(stage, loop).open(pipe);
    }

    /** Reads a pipe to its end with the reader under test, on the running task. */
    static void readAll(Stage stage, Handle pipe, EventLoop loop) {
        AsyncPipeReader opened = new ReadsToTheEnd(stage, loop).open(pipe);
        opened.start();
        loop.run();
        opened.close();
    }

    @Override
    public void readyRead() {
        stage.readAll(reader());
    }
}
