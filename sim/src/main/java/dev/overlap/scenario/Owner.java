package dev.overlap.scenario;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;

/** What owners do with a reader in more than one story. */
final class Owner {

    private Owner() {
    }

    /** Starts the reader, maybe after a first start and stop, runs the event loop until the listener leaves it, and gives everything back. */
    static void readsToTheEnd(Stage stage, Pipe pipe, AsyncPipeReader reader, EventLoop loop) {
        if (stage.choose(2, "stop once") == 1) {
            reader.start();
            reader.stop();
        }
        reader.start();
        loop.run();
        reader.close();
        pipe.closeReaderEnd();
    }

    /** Starts the reader, runs the event loop until the listener leaves it, stops while the peer goes on, reads what has come, and gives everything back. */
    static void stopsInTheMiddle(Stage stage, Pipe pipe, AsyncPipeReader reader, EventLoop loop) {
        reader.start();
        loop.run();
        reader.stop();
        stage.readAll(reader);
        reader.close();
        pipe.closeReaderEnd();
    }

    /** Starts two readers, maybe one of them again, and runs the event loop until the listener of each has left it. */
    static void bothReadToTheEnd(Stage stage, AsyncPipeReader one, AsyncPipeReader other, EventLoop loop) {
        one.start();
        other.start();
        if (stage.choose(2, "stop one") == 1) {
            one.stop();
            one.start();
        }
        // Each of them ends one run.
        loop.run();
        loop.run();
    }
}
