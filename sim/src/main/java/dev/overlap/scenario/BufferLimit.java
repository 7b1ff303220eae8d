package dev.overlap.scenario;

import java.util.EnumSet;
import java.util.Set;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.Capability;

/**
 * The owner sets a limit, a smaller one, a larger one and none while bytes arrive: nothing is lost, what is beyond the limit stays in the pipe, and reading goes on
 * when there is room.
 */
final class BufferLimit implements Scenario {

    private static final int QUOTA_BYTES = 16;
    /** 0 is none; the others are smaller than, as large as, and larger than one read. */
    private static final int[] LIMITS = {0, 3, 16, 25};
    /** A new limit that is none. */
    private static final int WITHOUT = 1;

    @Override
    public String name() {
        return "buffer-limit";
    }

    @Override
    public String summary() {
        return "the owner changes the limit of the buffer again and again while bytes arrive";
    }

    @Override
    public Set<Capability> needs() {
        return EnumSet.of(Capability.LIMIT);
    }

    @Override
    public void play(Stage stage) {
        Pipe pipe = stage.bytePipe(QUOTA_BYTES);
        stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            Limiter listener = new Limiter(stage, loop);
            AsyncPipeReader reader = listener.open(pipe);
            reader.setMaxReadBufferSize(LIMITS[1 + stage.choose(3, "limit")]);
            reader.start();
            if (stage.choose(2, "limit while a read pends") == 1) {
                reader.setMaxReadBufferSize(LIMITS[stage.choose(4, "limit")]);
            }
            loop.run();
            reader.close();
            pipe.closeReaderEnd();
        });
        stage.peer("peer", () -> {
            for (int piece = 0; piece < 3; piece++) {
                pipe.peer().write(4 + 9 * piece);
            }
            pipe.peer().close();
        });
    }

    /** Reads all there is, or a part, and changes the limit. */
    private static final class Limiter extends OwnersListener {
        private final byte[] part = new byte[2];

        Limiter(Stage stage, EventLoop loop) {
            super(stage, loop);
        }

        @Override
        public void readyRead() {
            AsyncPipeReader reader = reader();
            int limit = stage.choose(LIMITS.length + 1, "new limit");
            if (limit > 0) {
                reader.setMaxReadBufferSize(LIMITS[limit - 1]);
            }
            if (limit == WITHOUT && stage.choose(2, "when to read") == 1) {
                // A limit that is taken away makes reading go on by itself; what is here will be read with what comes, or at the end.
                return;
            }
            if (stage.choose(2, "how much") == 1) {
                // The rest has been announced, and will be read with what comes; if nothing more fits, nothing more would be told.
                reader.read(part, 0, part.length);
            }
            stage.readAll(reader);
        }

        @Override
        public void closed() {
            stage.readAll(reader());
            super.closed();
        }
    }
}
