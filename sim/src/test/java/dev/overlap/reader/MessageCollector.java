package dev.overlap.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

import dev.overlap.platform.EventLoop;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Deaf;
import dev.overlap.win32.Handle;
import org.jspecify.annotations.Nullable;

/** A user that takes whole messages, each with as many reads as it likes, until the end of the stream. */
final class MessageCollector extends Deaf {

    final List<byte[]> messages = new ArrayList<>();
    private final EventLoop loop;
    private final IntSupplier readSizes;
    private @Nullable AsyncPipeReader reader;

    private MessageCollector(EventLoop loop, IntSupplier readSizes) {
        this.loop = loop;
        this.readSizes = readSizes;
    }

    /** Collects all that comes, on the running task, with reads of these sizes; the reader is used before that as {@code before} says. */
    static List<byte[]> collect(Stage stage, Handle pipe, IntSupplier readSizes, Consumer<AsyncPipeReader> before) {
        EventLoop loop = stage.platform().eventLoop();
        MessageCollector collector = new MessageCollector(loop, readSizes);
        AsyncPipeReader reader = stage.openReader(pipe, collector);
        collector.reader = reader;
        before.accept(reader);
        reader.start();
        loop.run();
        reader.close();
        return collector.messages;
    }

    @Override
    public void readyRead() {
        AsyncPipeReader from = reader;
        while (from != null && from.hasPendingMessage()) {
            messages.add(take(from));
        }
    }

    private byte[] take(AsyncPipeReader from) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        long left = from.nextMessageSize();
        if (left == 0) {
            assertThat(from.read(new byte[1], 0, 1)).isZero();
        }
        while (left > 0) {
            byte[] part = new byte[readSizes.getAsInt()];
            int bytes = from.read(part, 0, part.length);
            assertThat(bytes).isEqualTo((int) Math.min(part.length, left));
            message.write(part, 0, bytes);
            left -= bytes;
        }
        return message.toByteArray();
    }

    @Override
    public void closed() {
        readyRead();
        loop.quit();
    }

    /** Messages of these sizes as the peer of a stage writes them. */
    static List<byte[]> written(List<Integer> sizes) {
        List<byte[]> all = new ArrayList<>();
        int position = 0;
        for (int size : sizes) {
            byte[] message = new byte[size];
            for (int i = 0; i < size; i++, position++) {
                message[i] = (byte) (position * 37 + (position >>> 6) + 1);
            }
            all.add(message);
        }
        return all;
    }
}
