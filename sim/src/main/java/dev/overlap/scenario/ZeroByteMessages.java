package dev.overlap.scenario;

import java.util.EnumSet;
import java.util.Set;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.Capability;

/** Empty messages before, between and after others: messages of their own for who reads messages (F24), nothing at all for who reads bytes (R05, R06). */
final class ZeroByteMessages implements Scenario {

    private static final int QUOTA_BYTES = 24;

    @Override
    public String name() {
        return "zero-byte-messages";
    }

    @Override
    public String summary() {
        return "the peer writes empty messages among others, to a reader of messages or of bytes";
    }

    @Override
    public Set<Capability> needs() {
        return EnumSet.of(Capability.MESSAGES);
    }

    @Override
    public void play(Stage stage) {
        boolean readsMessages = stage.choose(2, "read mode") == 0;
        Pipe pipe = stage.pipe(readsMessages ? PipeSetup.messages(QUOTA_BYTES) : PipeSetup.messagesReadAsBytes(QUOTA_BYTES));
        stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            AsyncPipeReader reader = readsMessages ? ReadsMessages.open(stage, pipe, loop) : ReadsToTheEnd.open(stage, pipe, loop);
            Owner.readsToTheEnd(stage, pipe, reader, loop);
        });
        stage.peer("peer", () -> {
            for (int message = 0; message < 4; message++) {
                pipe.peer().write(3 * stage.choose(2, "not empty"));
            }
            pipe.peer().close();
        });
    }
}
