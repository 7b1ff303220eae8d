package dev.overlap.reader;

import static dev.overlap.reader.ReaderState.CLOSED;
import static dev.overlap.reader.ReaderState.DRAINING;
import static dev.overlap.reader.ReaderState.RUNNING;
import static dev.overlap.reader.ReaderState.STOPPED;
import static dev.overlap.reader.ReaderState.STOPPING;

import java.util.Objects;

import dev.overlap.platform.Condition;
import dev.overlap.platform.Guarded;
import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Lock;
import dev.overlap.platform.Platform;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pipe ahead of its owner: one overlapped read is in flight all the time, whose completion is processed wherever its signal ({@link SignalKind}) comes,
 * mostly on a thread of the pool, and there the next one is issued, while the owner is told by its event loop. The manner is that of Qt's reader since 6.2; its
 * bugs are not.
 *
 * <p>Four rules carry it. What several threads use is {@link Reception}, behind one lock. A completion is processed in the signal's handler only, however it
 * came about, and a stop cancels and then waits for just that (Q19). The listener is called without the lock, on the owner's thread, by {@link Delivery}. And
 * nobody reads for ever: where a peer keeps up with the reader, the owner's event loop goes on after some reads, so that it is told, and can stop.
 *
 * <table>
 *   <caption>States</caption>
 *   <tr><th>from</th><th>on</th><th>to</th><th>meanwhile</th></tr>
 *   <tr><td>STOPPED</td><td>start</td><td>RUNNING</td><td>reads, and what is still to be told is posted</td></tr>
 *   <tr><td>RUNNING</td><td>start</td><td>RUNNING</td><td>nothing</td></tr>
 *   <tr><td>RUNNING</td><td>a completion</td><td>RUNNING</td><td>its bytes are kept, the next read is issued unless the buffer is full or the stream over</td></tr>
 *   <tr><td>RUNNING, STOPPED</td><td>stop, stopAndClear</td><td>STOPPING</td><td>the event posted is taken back, the operation in flight cancelled</td></tr>
 *   <tr><td>RUNNING, STOPPED</td><td>drainAndStop</td><td>DRAINING</td><td>the same; then the owner takes what was readable</td></tr>
 *   <tr><td>STOPPING, DRAINING</td><td>a completion</td><td>the same</td><td>its bytes or its error are kept, the owner is woken</td></tr>
 *   <tr><td>STOPPING, DRAINING</td><td>nothing is in flight</td><td>STOPPED</td><td>stopAndClear drops the bytes</td></tr>
 *   <tr><td>STOPPING</td><td>nothing is in flight, in close</td><td>CLOSED</td><td>everything is given back, the life ends</td></tr>
 * </table>
 *
 * <p>The end of the stream and errors are kept through all of it ({@link Ending}): they are told once, when the reader runs, after the bytes that came before.
 * The waiting methods look for the end by reading, never by polling PeekNamedPipe (Q10).
 */
public final class PipeReader implements AsyncPipeReader {

    /** How much one read asks for, unless told otherwise. */
    public static final int DEFAULT_CHUNK_BYTES = 4096;

    /** After so long CancelIoEx is tried again if it failed: without it the operation may never end, and it must not be given up. */
    private static final int CANCEL_AGAIN_MILLIS = 100;
    private static final int FOR_EVER = -1;

    private final Platform platform;
    private final Lifetime lifetime;
    private final Lock lock;
    /** Signalled when a completion has been processed. Only the owner waits for it. */
    private final Condition processed;
    private final Guarded<Reception> reception;
    private final ReadOperation operation;
    private final Delivery delivery;

    /** A factory of readers that are told in one way, and read so many bytes at once. */
    public static ReaderFactory factory(SignalKind signal, int chunkBytes) {
        return (win32, platform, pipe, listener) -> new PipeReader(win32, platform, pipe, listener, signal, chunkBytes);
    }

    /** Makes a reader, stopped. What could not be made is told as an error when it is started. */
    public PipeReader(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
        this(win32, platform, pipe, listener, SignalKind.THREADPOOL_WAIT, DEFAULT_CHUNK_BYTES);
    }

    /**
     * Makes a reader, stopped. What could not be made is told as an error when it is started.
     *
     * @param chunkBytes how much one read asks for at most, 1 or more
     */
    public PipeReader(Win32 win32, Platform platform, Handle pipe, ReaderListener listener, SignalKind signal, int chunkBytes) {
        this.platform = platform;
        Lifetime life = platform.lifetime("reader");
        this.lifetime = life;
        this.lock = platform.lock(life, "reader");
        this.processed = lock.condition("processed");
        Reception shared = new Reception(new ReadBuffer(bytes -> platform.allocate(life, bytes), chunkBytes), platform.eventLoop());
        this.reception = platform.guarded(lock, "reception", shared);
        this.operation = new ReadOperation(win32, platform, life, pipe, signal, this::signalled);
        this.delivery = new Delivery(platform, life, listener, lock, processed, reception, operation);
        if (operation.error() != 0) {
            platform.mark(ReaderMark.CREATION_FAILED);
            shared.ended(operation.error());
        }
    }

    // ---------------------------------------------------------------- wherever the signal comes

    /**
     * The signal's handler. It may be called for nothing, overlap with another one, or find the next operation complete already: what it does follows from what
     * it finds under the lock. It may be called, for nothing, before the constructor has returned.
     */
    private void signalled(@Nullable Overlapped which) {
        lock.lock();
        Reception shared = reception.get();
        if (shared.inFlight && operation.finish(shared, which)) {
            operation.goOn(shared);
            delivery.schedule(shared);
            processed.signal();
        } else {
            platform.mark(ReaderMark.SPURIOUS_CALLBACK);
        }
        lock.unlock();
    }

    // ---------------------------------------------------------------- on the owner's thread: start and stop

    @Override
    public void start() {
        requireOpen();
        lock.lock();
        Reception shared = reception.get();
        if (shared.state == STOPPED) {
            delivery.adopt(shared);
            shared.state = RUNNING;
            if (shared.hasNews()) {
                platform.mark(ReaderMark.NEWS_KEPT_FOR_RESTART);
            }
            readOn(shared);
        }
        lock.unlock();
    }

    @Override
    public void stop() {
        requireOpen();
        lock.lock();
        halt(STOPPING).state = STOPPED;
        lock.unlock();
    }

    @Override
    public void stopAndClear() {
        requireOpen();
        lock.lock();
        Reception shared = halt(STOPPING);
        shared.clear();
        shared.state = STOPPED;
        lock.unlock();
    }

    /**
     * {@inheritDoc}
     *
     * <p>What was readable at the call is, when nothing is in flight any more, received, or in the pipe, or taken back by the peer. A read of what was taken back
     * meanwhile pends; it is cancelled like any other, and what the pipe holds is asked again (F23, L9). A limit is kept, what is beyond it stays in the pipe.
     */
    @Override
    public void drainAndStop() {
        requireOpen();
        lock.lock();
        Reception shared = halt(DRAINING);
        long wanted = shared.hasEnded() ? 0 : operation.readableBytes(shared);
        while (wanted > 0 && shared.roomBytes() > 0 && !shared.hasEnded()) {
            long before = shared.buffer.size();
            operation.issue(shared, Math.min(wanted, shared.roomBytes()));
            if (shared.inFlight) {
                platform.mark(ReaderMark.DRAIN_CANCELLED_A_READ);
                shared = endOperation(shared);
            }
            long taken = shared.buffer.size() - before;
            wanted -= taken;
            if (taken == 0 && !shared.hasEnded()) {
                wanted = Math.min(wanted, operation.readableBytes(shared));
            }
        }
        shared.state = STOPPED;
        lock.unlock();
    }

    @Override
    public void close() {
        if (delivery.isClosed()) {
            return;
        }
        delivery.close();
        lock.lock();
        Reception shared = halt(STOPPING);
        shared.state = CLOSED;
        shared.buffer.free();
        lock.unlock();
        // Without the lock, which the callbacks that are waited for take. Where one may come all the same, what it takes has to live on.
        if (operation.close()) {
            lifetime.destroy();
        }
    }

    private void requireOpen() {
        if (delivery.isClosed()) {
            throw new IllegalStateException("the reader is closed");
        }
    }

    /** Ends the telling and the operation in flight; the lock is held before and after, and given back while waiting. */
    private Reception halt(ReaderState meanwhile) {
        Reception shared = reception.get();
        shared.state = meanwhile;
        if (delivery.takeBack(shared)) {
            platform.mark(ReaderMark.NEWS_TAKEN_BACK);
        }
        return shared.inFlight ? endOperation(shared) : shared;
    }

    /** Cancels the operation in flight and waits until a callback has processed it, for as long as that takes (Q1, Q3, Q19). */
    private Reception endOperation(Reception inFlight) {
        Reception shared = inFlight;
        boolean willEnd = operation.cancel(shared);
        while (shared.inFlight) {
            boolean woken = operation.await(lock, processed, willEnd ? FOR_EVER : CANCEL_AGAIN_MILLIS);
            shared = reception.get();
            if (shared.inFlight && woken) {
                platform.mark(ReaderMark.WOKEN_FOR_ANOTHER);
            }
            if (shared.inFlight && !willEnd) {
                willEnd = operation.cancel(shared);
            }
        }
        return shared;
    }

    /** Goes on reading where it may, and sees to it that what came of it is told. */
    private void readOn(Reception shared) {
        operation.goOnForOwner(shared);
        delivery.schedule(shared);
    }

    // ---------------------------------------------------------------- on the owner's thread: what has arrived

    @Override
    public int read(byte[] target, int offset, int length) {
        return take(target, offset, length, false);
    }

    @Override
    public int readLine(byte[] target, int offset, int length) {
        return take(target, offset, length, true);
    }

    private int take(byte[] target, int offset, int length, boolean oneLine) {
        Objects.checkFromIndexSize(offset, length, target.length);
        requireOpen();
        lock.lock();
        Reception shared = reception.get();
        int wanted = length;
        if (oneLine) {
            long lineFeed = shared.buffer.indexOf((byte) '\n');
            wanted = lineFeed < 0 ? length : (int) Math.min(length, lineFeed + 1);
        }
        int bytes = shared.read(target, offset, wanted);
        readOn(shared);
        boolean over = bytes == 0 && length > 0 && shared.hasEnded() && shared.buffer.size() == 0;
        lock.unlock();
        // An empty message was taken where nothing was copied.
        return over ? -1 : Math.max(bytes, 0);
    }

    @Override
    public boolean hasPendingMessage() {
        requireOpen();
        lock.lock();
        boolean whole = reception.get().hasMessage();
        lock.unlock();
        return whole;
    }

    @Override
    public long nextMessageSize() {
        requireOpen();
        lock.lock();
        long size = reception.get().nextMessageSize();
        lock.unlock();
        return size;
    }

    @Override
    public long skip(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("cannot skip " + bytes + " bytes");
        }
        requireOpen();
        lock.lock();
        Reception shared = reception.get();
        long dropped = shared.skip(bytes);
        readOn(shared);
        lock.unlock();
        return dropped;
    }

    @Override
    public boolean canReadLine() {
        requireOpen();
        lock.lock();
        boolean whole = reception.get().buffer.indexOf((byte) '\n') >= 0;
        lock.unlock();
        return whole;
    }

    @Override
    public long bytesAvailable() {
        requireOpen();
        lock.lock();
        long bytes = reception.get().buffer.size();
        lock.unlock();
        return bytes;
    }

    @Override
    public void setMaxReadBufferSize(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a limit of " + bytes + " bytes: expected 0 for none, or more");
        }
        requireOpen();
        lock.lock();
        Reception shared = reception.get();
        shared.limit(bytes);
        readOn(shared);
        lock.unlock();
    }

    // ---------------------------------------------------------------- on the owner's thread: waiting

    @Override
    public boolean isReadOperationActive() {
        requireOpen();
        lock.lock();
        Reception shared = reception.get();
        boolean active = shared.state == RUNNING && (shared.inFlight || shared.needsOwner());
        lock.unlock();
        return active;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Within readyRead it announces new bytes by its answer alone. They are announced once more afterwards if they were not read by then.
     */
    @Override
    public boolean waitForReadyRead(int timeoutMillis) {
        requireOpen();
        return delivery.waitFor(News.READY_READ, timeoutMillis);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Within readyRead, while bytes are left that it could not announce, the end is told only after that.
     */
    @Override
    public boolean waitForPipeClosed(int timeoutMillis) {
        requireOpen();
        return delivery.waitFor(News.CLOSED, timeoutMillis);
    }
}
