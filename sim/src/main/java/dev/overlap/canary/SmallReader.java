package dev.overlap.canary;

import static dev.overlap.win32.Win32Error.ERROR_IO_INCOMPLETE;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static java.util.Objects.requireNonNull;

import dev.overlap.canary.SmallState.News;
import dev.overlap.platform.Condition;
import dev.overlap.platform.EventLoop;
import dev.overlap.platform.Guarded;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Lock;
import dev.overlap.platform.Platform;
import dev.overlap.platform.Post;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;

/**
 * A correct reader of byte pipes, as small as it can be: one buffer of 64 bytes, no limit, no waiting methods, no failing calls but those on the pipe. Each canary
 * changes one thing of it.
 */
class SmallReader implements AsyncPipeReader, Runnable {

    static final int BUFFER_BYTES = 64;

    final Win32 win32;
    final Platform platform;
    final Handle pipe;
    final ReaderListener listener;
    final Lifetime lifetime;
    final EventLoop loop;
    final Lock lock;
    final Condition processed;
    final Guarded<SmallState> state;
    final Handle event;
    final Overlapped overlapped;
    final SmallWait wait;
    /** 1 when the reader is closed; outlives it. */
    private final IntCell closed;

    SmallReader(Win32 win32, Platform platform, Handle pipe, ReaderListener listener, SmallWait.Kind kind) {
        this.win32 = win32;
        this.platform = platform;
        this.pipe = pipe;
        this.listener = listener;
        this.lifetime = platform.lifetime("small reader");
        this.loop = platform.eventLoop();
        this.closed = platform.plainInt(platform.process(), "closed", 0);
        this.lock = platform.lock(lifetime, "reader");
        this.processed = lock.condition("processed");
        this.state = platform.guarded(lock, "state", new SmallState(newBuffer()));
        this.overlapped = requireNonNull(platform.allocateOverlapped(lifetime), "no memory");
        this.event = win32.createEvent(null, false, false, null);
        this.wait = new SmallWait(win32, event, kind, this::completed);
    }

    /** Memory for a buffer. */
    final Memory newBuffer() {
        return requireNonNull(platform.allocate(lifetime, BUFFER_BYTES), "no memory");
    }

    // ---------------------------------------------------------------- on a thread of the pool

    /** The callback of the wait; says whether it has found the end of the stream. */
    boolean completed() {
        lock.lock();
        SmallState shared = state.get();
        boolean finished = finish(shared);
        boolean over = finished && shared.ended;
        if (finished) {
            readOn(shared);
            processed.signal();
        }
        lock.unlock();
        return over;
    }

    /** Takes the result of the operation in flight, if it is there. */
    final boolean finish(SmallState shared) {
        if (!shared.inFlight) {
            return false;
        }
        DwordReference bytes = new DwordReference();
        boolean succeeded = win32.getOverlappedResult(pipe, overlapped, bytes, false);
        int error = succeeded ? 0 : win32.getLastError();
        if (error == ERROR_IO_INCOMPLETE) {
            return false;
        }
        shared.inFlight = false;
        if (succeeded) {
            shared.received(bytes.value);
        } else if (error != ERROR_OPERATION_ABORTED || !shared.cancelled) {
            shared.ended(error);
        }
        return true;
    }

    // ---------------------------------------------------------------- with the lock held, any thread

    /** Reads until a read is in flight, the buffer is used up or the stream has ended; then sees to it that the news are told. */
    private void readOn(SmallState shared) {
        while (shared.running && !shared.inFlight && !shared.ended) {
            if (shared.start == shared.end) {
                shared.start = 0;
                shared.end = 0;
            }
            if (shared.end == BUFFER_BYTES) {
                break;
            }
            issue(shared);
        }
        schedule(shared);
    }

    private void issue(SmallState shared) {
        overlapped.clear();
        overlapped.setEvent(event);
        if (win32.readFile(pipe, shared.buffer, shared.end, BUFFER_BYTES - shared.end, null, overlapped)) {
            shared.received((int) overlapped.internalHigh());
            return;
        }
        int error = win32.getLastError();
        if (error == ERROR_IO_PENDING) {
            shared.inFlight = true;
            shared.cancelled = false;
            wait.arm();
        } else {
            shared.ended(error);
        }
    }

    /** Posts the event that tells the news, unless there are none or it is posted. */
    final void schedule(SmallState shared) {
        if (shared.post == null && shared.hasNews()) {
            shared.post = loop.post(lifetime, this);
        }
    }

    // ---------------------------------------------------------------- on the owner's thread

    /** The event that tells one thing. */
    @Override
    public void run() {
        lock.lock();
        SmallState shared = state.get();
        shared.post = null;
        News news = shared.takeNews();
        schedule(shared);
        int error = shared.error;
        lock.unlock();
        tell(news, error);
    }

    final void tell(News news, int error) {
        switch (news) {
            case NONE -> {}
            case BYTES -> listener.readyRead();
            case ERROR -> listener.error(error);
            case END -> listener.closed();
        }
    }

    @Override
    public void start() {
        lock.lock();
        SmallState shared = state.get();
        shared.running = true;
        readOn(shared);
        lock.unlock();
    }

    @Override
    public void stop() {
        halt();
    }

    /** Ends the telling and the operation in flight. */
    void halt() {
        lock.lock();
        SmallState shared = state.get();
        endTelling(shared);
        if (shared.inFlight) {
            shared.cancelled = win32.cancelIoEx(pipe, overlapped);
            while (state.get().inFlight) {
                processed.await();
            }
        }
        lock.unlock();
    }

    final void endTelling(SmallState shared) {
        shared.running = false;
        Post post = shared.post;
        shared.post = null;
        if (post != null) {
            post.cancel();
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        lock.lock();
        SmallState shared = state.get();
        int bytes = Math.min(length, shared.end - shared.start);
        shared.buffer.read(shared.start, target, offset, bytes);
        shared.start += bytes;
        shared.unannounced = Math.min(shared.unannounced, shared.end - shared.start);
        readOn(shared);
        boolean over = bytes == 0 && length > 0 && shared.ended && shared.start == shared.end;
        lock.unlock();
        return over ? -1 : bytes;
    }

    @Override
    public long bytesAvailable() {
        lock.lock();
        SmallState shared = state.get();
        int bytes = shared.end - shared.start;
        lock.unlock();
        return bytes;
    }

    final boolean isClosed() {
        return closed.get() != 0;
    }

    @Override
    public void close() {
        if (isClosed()) {
            return;
        }
        closed.set(1);
        halt();
        endWait();
        win32.closeHandle(event);
        lock.lock();
        state.get().buffer.free();
        lock.unlock();
        overlapped.free();
        lifetime.destroy();
    }

    /** Sees to it that no callback comes any more. */
    void endWait() {
        wait.end();
    }
}
