package dev.overlap.scenario;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;
import org.jspecify.annotations.Nullable;

/** Two readers of one owner are closed in every order: before they have started, while they read, from within the notification of the other, with events posted. */
final class DestructionOrder implements Scenario {

    private static final int QUOTA_BYTES = 64;

    @Override
    public String name() {
        return "destruction-order";
    }

    @Override
    public String summary() {
        return "two readers of one owner are closed in any order, one of them from within the other's notification";
    }

    @Override
    public void play(Stage stage) {
        Pipe first = stage.bytePipe(QUOTA_BYTES);
        Pipe second = stage.bytePipe(QUOTA_BYTES);
        stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            Destroyer listener = new Destroyer(stage, loop);
            AsyncPipeReader one = listener.open(first);
            AsyncPipeReader other = stage.openReader(second, new QuietListener());
            listener.victim = other;
            if (stage.choose(2, "start the other") == 0) {
                other.start();
            }
            one.start();
            if (stage.choose(2, "close at once") == 0) {
                loop.run();
            }
            if (stage.choose(2, "order") == 0) {
                one.close();
                other.close();
            } else {
                other.close();
                one.close();
            }
            second.closeReaderEnd();
            first.closeReaderEnd();
            // What is still posted must not find anybody.
            loop.runOnce(0);
        });
        stage.peer("peer", () -> {
            second.peer().write(7);
            first.peer().write(5);
            second.peer().close();
            first.peer().close();
        });
    }

    /** Closes another reader when its own is told something, and leaves. */
    private static final class Destroyer extends OwnersListener {
        private @Nullable AsyncPipeReader victim;

        Destroyer(Stage stage, EventLoop loop) {
            super(stage, loop);
        }

        @Override
        public void readyRead() {
            if (victim != null && stage.choose(2, "close the other") == 0) {
                victim.close();
            }
            loop.quit();
        }
    }
}
