package dev.overlap.simulation;

import dev.overlap.kernel.SimKernel;
import dev.overlap.oracle.Oracles;
import dev.overlap.oracle.StreamOracle;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.Handle;
import org.jspecify.annotations.Nullable;

/** The reader under test between its user and itself: forwards everything, and tells the oracles what the user asked and got. */
final class WatchedReader implements AsyncPipeReader, ReaderListener {

    private final Oracles oracles;
    private final StreamOracle stream;
    private final SimKernel kernel;
    private final Handle pipe;
    private final ReaderListener user;
    private AsyncPipeReader reader;
    /** The call after which the listener may not be called, or null while it may. */
    private @Nullable String silencedBy = "open";
    private boolean closed;

    @SuppressWarnings("NullAway.Init")
    WatchedReader(Oracles oracles, StreamOracle stream, SimKernel kernel, Handle pipe, ReaderListener user) {
        this.oracles = oracles;
        this.stream = stream;
        this.kernel = kernel;
        this.pipe = pipe;
        this.user = user;
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
        stream.rests(reader.bytesAvailable(), "after stop");
    }

    @Override
    public void drainAndStop() {
        reader.drainAndStop();
        stopped("drainAndStop");
        stream.rests(reader.bytesAvailable(), "after drainAndStop");
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
        }
    }

    private void stopped(String call) {
        silencedBy = call;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int bytes = reader.read(target, offset, length);
        if (bytes > 0) {
            stream.delivered(target, offset, bytes);
        }
        return bytes;
    }

    @Override
    public int readLine(byte[] target, int offset, int length) {
        int bytes = reader.readLine(target, offset, length);
        if (bytes > 0) {
            stream.delivered(target, offset, bytes);
        }
        return bytes;
    }

    @Override
    public long skip(long bytes) {
        long skipped = reader.skip(bytes);
        stream.skipped(skipped);
        return skipped;
    }

    @Override
    public boolean canReadLine() {
        return reader.canReadLine();
    }

    @Override
    public long bytesAvailable() {
        return reader.bytesAvailable();
    }

    @Override
    public void setMaxReadBufferSize(long bytes) {
        reader.setMaxReadBufferSize(bytes);
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
        user.readyRead();
    }

    @Override
    public void error(int win32Error) {
        told("error");
        user.error(win32Error);
    }

    @Override
    public void closed() {
        told("closed");
        stream.ended(reader.bytesAvailable(), kernel.readableBytes(pipe));
        user.closed();
    }

    private void told(String notification) {
        if (silencedBy != null) {
            oracles.lifetime().lateNotification(notification, silencedBy);
        }
    }
}
