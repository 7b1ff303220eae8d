package dev.overlap.scenario;

import java.util.EnumSet;
import java.util.Set;

import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.Capability;
import dev.overlap.reader.ReaderListener;

/**
 * One owner waits in one of its readers, and within that in the other: whatever a wait of the one lets happen to the other, a completion routine above all, must
 * neither be taken for its own nor be lost (F14, Q44).
 */
final class WaitsOfTwoReaders implements Scenario {

    private static final int QUOTA_BYTES = 64;

    @Override
    public String name() {
        return "waits-of-two-readers";
    }

    @Override
    public String summary() {
        return "an owner of two readers waits in one of them, and within its notification in the other";
    }

    @Override
    public Set<Capability> needs() {
        return EnumSet.of(Capability.WAIT);
    }

    @Override
    public void play(Stage stage) {
        Pipe first = stage.bytePipe(QUOTA_BYTES);
        Pipe second = stage.bytePipe(QUOTA_BYTES);
        stage.task("owner", () -> {
            AsyncPipeReader inner = stage.openReader(second, new QuietListener());
            AsyncPipeReader outer = stage.openReader(first, new WaitsWithin(stage, inner));
            inner.start();
            outer.start();
            int stops = stage.choose(4, "stops");
            for (int i = 0; i < stops; i++) {
                outer.stop();
                outer.start();
            }
            endOf(stage, outer);
            endOf(stage, inner);
            outer.close();
            first.closeReaderEnd();
            inner.close();
            second.closeReaderEnd();
        });
        stage.peer("peer", () -> writesAndCloses(first));
        stage.peer("peer of the inner", () -> writesAndCloses(second));
    }

    private static void endOf(Stage stage, AsyncPipeReader reader) {
        if (!reader.waitForPipeClosed(-1)) {
            reader.stop();
        }
        stage.readAll(reader);
    }

    private static void writesAndCloses(Pipe pipe) {
        pipe.peer().write(5);
        pipe.peer().write(7);
        pipe.peer().close();
    }

    /** Waits in another reader before it lets its own be read. */
    private record WaitsWithin(Stage stage, AsyncPipeReader inner) implements ReaderListener {

        @Override
        public void readyRead() {
            if (inner.waitForReadyRead(10 * stage.choose(3, "time-out"))) {
                stage.readAll(inner);
            }
        }

        @Override
        public void error(int win32Error) {
            // The end follows.
        }

        @Override
        public void closed() {
            // The owner waits for it.
        }
    }
}
