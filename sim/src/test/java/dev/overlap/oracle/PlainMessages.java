package dev.overlap.oracle;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

import dev.overlap.platform.Platform;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/** A {@link PlainReader} of messages, none larger than its buffer: each start brings one. */
class PlainMessages extends PlainReader {

    final Deque<byte[]> messages = new ArrayDeque<>();

    PlainMessages(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
        super(win32, platform, pipe, listener);
        tells = false;
    }

    @Override
    byte[] keep(byte[] arrived) {
        messages.add(arrived);
        return new byte[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        byte[] first = messages.poll();
        if (first == null) {
            return 0;
        }
        int bytes = Math.min(length, first.length);
        System.arraycopy(first, 0, target, offset, bytes);
        if (bytes < first.length) {
            messages.addFirst(Arrays.copyOfRange(first, bytes, first.length));
        }
        return bytes;
    }

    @Override
    public long skip(long bytes) {
        return read(new byte[(int) bytes], 0, (int) bytes);
    }

    @Override
    public boolean hasPendingMessage() {
        return !messages.isEmpty();
    }

    @Override
    public long nextMessageSize() {
        byte[] first = messages.peek();
        return first == null ? -1 : first.length;
    }

    @Override
    public long bytesAvailable() {
        return messages.stream().mapToInt(message -> message.length).sum();
    }
}
