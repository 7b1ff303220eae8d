package dev.overlap.scenario;

import java.util.EnumSet;
import java.util.Set;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.Capability;

/** The peer writes messages smaller, as large as and larger than one read, one of them beyond the quota: the owner gets each as it was written. */
final class MessageBoundaries implements Scenario {

    private static final int QUOTA_BYTES = 24;
    private static final int[] SIZES = {5, 16, 17, 40, 1};

    @Override
    public String name() {
        return "message-boundaries";
    }

    @Override
    public String summary() {
        return "the peer writes messages of many sizes, the owner reads them one by one";
    }

    @Override
    public Set<Capability> needs() {
        return EnumSet.of(Capability.MESSAGES);
    }

    @Override
    public int faults() {
        return 1;
    }

    @Override
    public void play(Stage stage) {
        Pipe pipe = stage.pipe(PipeSetup.messages(QUOTA_BYTES));
        stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            AsyncPipeReader reader = ReadsMessages.open(stage, pipe, loop);
            Owner.readsToTheEnd(stage, pipe, reader, loop);
        });
        stage.peer("peer", () -> {
            for (int message = 0; message < 3; message++) {
                pipe.peer().write(SIZES[stage.choose(SIZES.length, "size")]);
            }
            pipe.peer().close();
        });
    }
}
