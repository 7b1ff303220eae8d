package dev.overlap.scenario;

import dev.overlap.platform.EventLoop;

/** The listener closes the reader from within a notification, as a slot that deletes its sender does (Q23, Q37). */
final class CloseInsideListener implements Scenario {

    private static final int QUOTA_BYTES = 64;

    @Override
    public String name() {
        return "close-inside-listener";
    }

    @Override
    public String summary() {
        return "the listener closes the reader from within a notification while more bytes arrive";
    }

    @Override
    public void play(Stage stage) {
        Pipe pipe = stage.bytePipe(QUOTA_BYTES);
        stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            Closer closer = new Closer(stage, loop);
            closer.open(pipe).start();
            loop.run();
            pipe.closeReaderEnd();
        });
        stage.peer("peer", () -> {
            pipe.peer().write(5);
            pipe.peer().write(7);
            pipe.peer().close();
        });
    }

    /** Closes the reader at the first or second notification. */
    private static final class Closer extends OwnersListener {
        private int patience;

        Closer(Stage stage, EventLoop loop) {
            super(stage, loop);
            this.patience = stage.choose(2, "notifications before the close");
        }

        @Override
        public void readyRead() {
            notified(false);
        }

        @Override
        public void closed() {
            notified(true);
        }

        private void notified(boolean last) {
            if (patience-- == 0 || last) {
                stage.readAll(reader());
                reader().close();
                loop.quit();
            }
        }
    }
}
