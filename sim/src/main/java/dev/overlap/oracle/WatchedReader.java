package dev.overlap.oracle;

import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderListener;
import org.jspecify.annotations.Nullable;

/** The reader under test between its user and itself: forwards everything, and tells a witness what the user asked and got. */
public final class WatchedReader implements AsyncPipeReader, ReaderListener {

    private final ReaderWitness witness;
    private final WatchedPipe pipe;
    private final ReaderListener user;
    private AsyncPipeReader reader;
    /** The call after which the listener may not be called, or null while it may. */
    private @Nullable String silencedBy = "open";
    private final boolean readsMessages;
    private boolean closed;
    /** How often the listener's readyRead was called, and how often its closed. */
    private int readyReads;
    private int ends;
    /** Whether readyRead runs. */
    private boolean inReadyRead;

    /** Stands between a user and a reader that is to be made with this as its listener. */
    @SuppressWarnings("NullAway.Init")
    public WatchedReader(ReaderWitness witness, WatchedPipe pipe, ReaderListener user) {
        this.witness = witness;
        this.pipe = pipe;
        this.user = user;
        this.readsMessages = pipe.readsMessages();
    }

    /** This is the reader. Once, before its user gets it. */
    public void watch(AsyncPipeReader watched) {
        reader = watched;
    }

    /**
     * Reads everything that a reader has buffered, whole messages where there are messages.
     *
     * @param scratch what is read into, again and again
     * @return bytes
     */
    public static int readAll(AsyncPipeReader reader, byte[] scratch) {
        int total = 0;
        boolean messages = reader instanceof WatchedReader watched && watched.readsMessages();
        while (true) {
            boolean whole = messages && reader.hasPendingMessage();
            int bytes = reader.read(scratch, 0, scratch.length);
            if (bytes <= 0 && !whole) {
                return total;
            }
            total += Math.max(bytes, 0);
        }
    }

    // ---------------------------------------------------------------- what the user asks

    @Override
    public void start() {
        silencedBy = null;
        reader.start();
    }

    @Override
    public void stop() {
        reader.stop();
        stopped("stop");
        rests("after stop");
    }

    @Override
    public void drainAndStop() {
        long before = pipe.writtenSoFar();
        reader.drainAndStop();
        stopped("drainAndStop");
        rests("after drainAndStop");
        witness.drained(pipe.isUnread(before));
    }

    @Override
    public void stopAndClear() {
        reader.stopAndClear();
        stopped("stopAndClear");
        witness.dropped();
    }

    @Override
    public void close() {
        reader.close();
        if (!closed) {
            stopped("close");
            closed = true;
            witness.closed();
        }
    }

    private void rests(String when) {
        witness.rests(reader.bytesAvailable(), when);
        if (readsMessages) {
            witness.nextMessage(reader.nextMessageSize(), true);
        }
    }

    private void stopped(String call) {
        silencedBy = call;
    }

    /** Whether the pipe is read in messages. */
    public boolean readsMessages() {
        return readsMessages;
    }

    @Override
    public boolean hasPendingMessage() {
        return reader.hasPendingMessage();
    }

    @Override
    public long nextMessageSize() {
        long left = reader.nextMessageSize();
        witness.nextMessage(left, silencedBy != null);
        return left;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        return read(target, offset, length, false);
    }

    @Override
    public int readLine(byte[] target, int offset, int length) {
        return read(target, offset, length, true);
    }

    private int read(byte[] target, int offset, int length, boolean oneLine) {
        witness.asked();
        String call = oneLine ? "readLine" : "read";
        boolean empty = readsMessages && reader.nextMessageSize() == 0;
        int bytes = oneLine ? reader.readLine(target, offset, length) : reader.read(target, offset, length);
        if (empty) {
            witness.tookEmptyMessage(call, bytes);
        } else {
            witness.took(call, bytes, target, offset, length, readsMessages);
            if (oneLine) {
                lineFeeds(target, offset, bytes);
            }
        }
        if (empty || bytes > 0) {
            pipe.progressed();
        }
        return bytes;
    }

    private void lineFeeds(byte[] target, int offset, int bytes) {
        for (int i = 0; i < bytes - 1; i++) {
            if (target[offset + i] == '\n') {
                witness.passedLineFeed(bytes, i + 1);
            }
        }
    }

    @Override
    public long skip(long bytes) {
        witness.asked();
        long skipped = reader.skip(bytes);
        witness.skipped(skipped, bytes);
        return skipped;
    }

    @Override
    public boolean canReadLine() {
        return reader.canReadLine();
    }

    @Override
    public long bytesAvailable() {
        long available = reader.bytesAvailable();
        witness.available(available);
        return available;
    }

    @Override
    public void setMaxReadBufferSize(long bytes) {
        long available = reader.bytesAvailable();
        reader.setMaxReadBufferSize(bytes);
        witness.limited(bytes, available, silencedBy != null ? 0 : pipe.awaitedBytes());
    }

    @Override
    public boolean waitForReadyRead(int timeoutMillis) {
        boolean within = inReadyRead;
        int before = readyReads;
        boolean come = reader.waitForReadyRead(timeoutMillis);
        if (!within) {
            witness.waitedForReadyRead(come, readyReads > before);
        } else if (come) {
            witness.waitedWithinReadyRead();
        }
        return come;
    }

    @Override
    public boolean waitForPipeClosed(int timeoutMillis) {
        int before = ends;
        boolean come = reader.waitForPipeClosed(timeoutMillis);
        witness.waitedForPipeClosed(come, ends > before);
        return come;
    }

    @Override
    public boolean isReadOperationActive() {
        return reader.isReadOperationActive();
    }

    // ---------------------------------------------------------------- what the reader tells

    @Override
    public void readyRead() {
        told("readyRead");
        readyReads++;
        witness.tellsReadyRead(reader.bytesAvailable(), readsMessages && reader.hasPendingMessage());
        inReadyRead = true;
        try {
            user.readyRead();
        } finally {
            inReadyRead = false;
            witness.hasToldReadyRead();
        }
    }

    @Override
    public void error(int win32Error) {
        told("error");
        witness.tellsError(win32Error);
        user.error(win32Error);
    }

    @Override
    public void closed() {
        told("closed");
        ends++;
        boolean mustBeEmpty = witness.tellsEnd();
        // Who has failed reads no further, whatever is there.
        witness.ended(reader.bytesAvailable(), mustBeEmpty ? pipe.readableBytes() : 0);
        user.closed();
    }

    private void told(String notification) {
        if (silencedBy != null) {
            witness.toldLate(notification, silencedBy);
        }
    }
}
