package dev.overlap.scenario;

import static java.util.Objects.requireNonNull;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.win32.Handle;
import org.jspecify.annotations.Nullable;

/** A listener that knows its reader, and leaves the owner's event loop at the end. */
abstract class OwnersListener extends QuietListener {

    final Stage stage;
    final EventLoop loop;
    private @Nullable AsyncPipeReader reader;

    OwnersListener(Stage stage, EventLoop loop) {
        this.stage = stage;
        this.loop = loop;
    }

    /** Makes the reader under test with this listener, once. */
    final AsyncPipeReader open(Handle pipe) {
        reader = stage.openReader(pipe, this);
        return reader;
    }

    /** As {@link #open(Handle)}. */
    final AsyncPipeReader open(Pipe pipe) {
        return open(pipe.readerEnd());
    }

    /** The reader that {@link #open(Pipe)} has made. */
    final AsyncPipeReader reader() {
        return requireNonNull(reader);
    }

    @Override
    public void closed() {
        loop.quit();
    }
}
