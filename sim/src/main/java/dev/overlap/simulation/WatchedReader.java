package dev.overlap.simulation;

import dev.overlap.kernel.SimKernel;
import dev.overlap.oracle.Oracles;
import dev.overlap.oracle.ReaderOracles;
import dev.overlap.oracle.StreamOracle;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.Handle;
import org.jspecify.annotations.Nullable;

/** The reader under test between its user and itself: forwards everything, and tells the oracles what the user asked and got. */
final class WatchedReader implements AsyncPipeReader, ReaderListener {

    private final Oracles oracles;
    private final ReaderOracles judges;
    private final StreamOracle stream;
    private final SimKernel kernel;
    private final Handle pipe;
    private final ReaderListener user;
    private AsyncPipeReader reader;
    /** The call after which the listener may not be called, or null while it may. */
    private @Nullable String silencedBy = "open";
    private final boolean readsMessages;
    private boolean closed;

    @SuppressWarnings("NullAway.Init")
    WatchedReader(Oracles oracles, ReaderOracles judges, SimKernel kernel, Handle pipe, ReaderListener user) {
        this.oracles = oracles;
        this.judges = judges;
        this.stream = judges.stream();
        this.kernel = kernel;
        this.pipe = pipe;
        this.user = user;
        this.readsMessages = kernel.readsMessages(pipe);
    }

    void watch(AsyncPipeReader watched) {
        reader = watched;
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
        reader.drainAndStop();
        stopped("drainAndStop");
        rests("after drainAndStop");
    }

    @Override
    public void stopAndClear() {
        reader.stopAndClear();
        stopped("stopAndClear");
        stream.dropped();
    }

    @Override
    public void close() {
        reader.close();
        if (!closed) {
            stopped("close");
            closed = true;
            stream.dropped();
            oracles.errors().closed(judges.number());
        }
    }

    private void rests(String when) {
        long available = reader.bytesAvailable();
        judges.accounting().rests(available);
        stream.rests(available, when);
        if (readsMessages) {
            stream.nextMessage(reader.nextMessageSize(), true);
        }
    }

    private void stopped(String call) {
        silencedBy = call;
    }

    /** Whether the pipe is read in messages. */
    boolean readsMessages() {
        return readsMessages;
    }

    @Override
    public boolean hasPendingMessage() {
        return reader.hasPendingMessage();
    }

    @Override
    public long nextMessageSize() {
        long left = reader.nextMessageSize();
        stream.nextMessage(left, silencedBy != null);
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
        String call = oneLine ? "readLine" : "read";
        boolean empty = readsMessages && reader.nextMessageSize() == 0;
        int bytes = oneLine ? reader.readLine(target, offset, length) : reader.read(target, offset, length);
        if (empty) {
            judges.accounting().took(call + " of an empty message", bytes, 0, false);
            stream.emptyMessageDelivered();
            kernel.progressed();
            return bytes;
        }
        if (bytes == 0 && readsMessages) {
            stream.nothingDelivered();
        }
        return taken(call, bytes, target, offset, length);
    }

    private int taken(String call, int bytes, byte[] target, int offset, int length) {
        judges.accounting().took(call, bytes, length, true);
        if (bytes > 0) {
            stream.delivered(target, offset, bytes);
            kernel.progressed();
        } else if (bytes < 0) {
            stream.exhausted();
        }
        return bytes;
    }

    @Override
    public long skip(long bytes) {
        long skipped = reader.skip(bytes);
        judges.accounting().took("skip", skipped, bytes, false);
        stream.skipped(skipped);
        return skipped;
    }

    @Override
    public boolean canReadLine() {
        return reader.canReadLine();
    }

    @Override
    public long bytesAvailable() {
        long available = reader.bytesAvailable();
        judges.accounting().available(available);
        return available;
    }

    @Override
    public void setMaxReadBufferSize(long bytes) {
        long available = reader.bytesAvailable();
        reader.setMaxReadBufferSize(bytes);
        judges.accounting().limited(bytes, available, silencedBy != null);
    }

    @Override
    public boolean waitForReadyRead(int timeoutMillis) {
        return reader.waitForReadyRead(timeoutMillis);
    }

    @Override
    public boolean waitForPipeClosed(int timeoutMillis) {
        return reader.waitForPipeClosed(timeoutMillis);
    }

    @Override
    public boolean isReadOperationActive() {
        return reader.isReadOperationActive();
    }

    // ---------------------------------------------------------------- what the reader tells

    @Override
    public void readyRead() {
        told("readyRead");
        judges.order().readyRead(stream.arrivals(), reader.bytesAvailable(), readsMessages && reader.hasPendingMessage());
        user.readyRead();
    }

    @Override
    public void error(int win32Error) {
        told("error");
        judges.order().error();
        oracles.errors().reported(judges.number(), win32Error);
        user.error(win32Error);
    }

    @Override
    public void closed() {
        told("closed");
        judges.order().closed();
        oracles.errors().endAnnounced(judges.number());
        // Who has failed reads no further, whatever is there.
        stream.ended(reader.bytesAvailable(), judges.order().hasFailed() ? 0 : kernel.readableBytes(pipe));
        oracles.errors().checkEnd(judges.number());
        user.closed();
    }

    private void told(String notification) {
        if (silencedBy != null) {
            oracles.lifetime().lateNotification(notification, silencedBy);
        }
    }
}
