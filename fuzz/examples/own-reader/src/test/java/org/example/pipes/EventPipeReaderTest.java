package org.example.pipes;

import dev.overlap.junit.OverlapTest;
import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderListener;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.Stage;

/** Two stories, each played some ten thousand times, every time with other schedules, completions and errors. */
class EventPipeReaderTest {

    private static final int QUOTA_BYTES = 64;

    /** The owner stops while bytes arrive, takes what has come, and goes on later. */
    @OverlapTest
    void theOwnerStopsAndStartsAgain(Stage stage) {
        Pipe pipe = stage.bytePipe(QUOTA_BYTES);
        stage.task("owner", () -> {
            AsyncPipeReader reader = stage.openReader(EventPipeReader::new, pipe.readerEnd(), new Listener());
            reader.start();
            reader.stop();
            stage.readAll(reader);
            reader.start();
            reader.close();
            pipe.closeReaderEnd();
        });
        stage.peer("peer", () -> {
            pipe.peer().write(5);
            pipe.peer().write(7);
            pipe.peer().close();
        });
    }

    /** The owner reads until it is told of the end. */
    @OverlapTest
    void everythingArrivesUpToTheEnd(Stage stage) {
        Pipe pipe = stage.bytePipe(QUOTA_BYTES);
        stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            Listener listener = new Listener() {
                @Override
                public void readyRead() {
                    stage.readAll(reader);
                }

                @Override
                public void closed() {
                    loop.quit();
                }
            };
            listener.reader = stage.openReader(EventPipeReader::new, pipe.readerEnd(), listener);
            listener.reader.start();
            loop.run();
            listener.reader.close();
            pipe.closeReaderEnd();
        });
        stage.peer("peer", () -> {
            pipe.peer().write(10);
            pipe.peer().write(3);
            pipe.peer().close();
        });
    }

    private static class Listener implements ReaderListener {
        AsyncPipeReader reader;

        @Override
        public void readyRead() {
            // What has come is taken when the owner asks.
        }

        @Override
        public void error(int win32Error) {
            throw new AssertionError("error " + win32Error);
        }

        @Override
        public void closed() {
            // Of no interest.
        }
    }
}
