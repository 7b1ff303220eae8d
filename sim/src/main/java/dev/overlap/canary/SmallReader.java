package dev.overlap.canary;

import static dev.overlap.win32.Win32Error.ERROR_IO_INCOMPLETE;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_NOT_ENOUGH_MEMORY;
import static dev.overlap.win32.Win32Error.ERROR_NOT_FOUND;
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
import org.jspecify.annotations.Nullable;

/**
 * A correct reader of byte pipes, as small as it can be: one buffer of 64 bytes, no waiting methods, nothing that needs more than one read. Each canary changes
 * one thing of it.
 */
class SmallReader implements AsyncPipeReader, Runnable {

    static final int BUFFER_BYTES = 64;
    private static final int CANCEL_AGAIN_MILLIS = 100;

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
    private final @Nullable Overlapped block;
    final SmallWait wait;
    /** Why it cannot read, 0 when it can: told as soon as it is started. */
    final int error;
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
        SmallState shared = new SmallState(platform.allocate(lifetime, BUFFER_BYTES));
        this.state = platform.guarded(lock, "state", shared);
        this.block = shared.buffer == null ? null : platform.allocateOverlapped(lifetime);
        boolean memory = shared.buffer != null && block != null;
        this.event = memory ? win32.createEvent(null, false, false, null) : Handle.NULL;
        int eventError = memory && event.isNull() ? win32.getLastError() : 0;
        this.wait = new SmallWait(win32, platform.warnings(), event, kind, this::completed);
        this.error = !memory ? ERROR_NOT_ENOUGH_MEMORY : eventError != 0 ? eventError : wait.error;
        if (error != 0) {
            ended(shared, error);
        }
    }

    /** The OVERLAPPED of a reader that can read. */
    final Overlapped overlapped() {
        return requireNonNull(block);
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
        boolean succeeded = win32.getOverlappedResult(pipe, overlapped(), bytes, false);
        int answer = succeeded ? 0 : win32.getLastError();
        if (answer == ERROR_IO_INCOMPLETE) {
            return false;
        }
        shared.inFlight = false;
        if (succeeded) {
            arrived(shared, bytes.value);
        } else if (answer != ERROR_OPERATION_ABORTED || !shared.cancelled) {
            ended(shared, answer);
        }
        return true;
    }

    /** The operation in flight has brought so many bytes. */
    void arrived(SmallState shared, int bytes) {
        shared.received(bytes);
    }

    /** Nothing can be received any more. */
    void ended(SmallState shared, int withError) {
        shared.ended(withError);
    }

    // ---------------------------------------------------------------- with the lock held, any thread

    /** Reads until a read is in flight, the buffer is used up or the stream has ended; then sees to it that the news are told. */
    private void readOn(SmallState shared) {
        while (shared.running && !shared.inFlight && !shared.ended && mayRead(shared)) {
            issue(shared);
        }
        schedule(shared);
    }

    /** Whether there is room for more. */
    boolean mayRead(SmallState shared) {
        return room(shared) > 0;
    }

    /** How many bytes may arrive, with nothing in flight: as many as the buffer has left, and the limit allows. */
    int room(SmallState shared) {
        if (shared.start > 0 && (shared.start == shared.end || shared.end == BUFFER_BYTES)) {
            shared.moveToFront();
        }
        return (int) Math.min(BUFFER_BYTES - shared.end, Math.max(0, shared.limit - (shared.end - shared.start)));
    }

    private void issue(SmallState shared) {
        Overlapped overlapped = overlapped();
        overlapped.clear();
        overlapped.setEvent(event);
        if (win32.readFile(pipe, shared.buffer(), shared.end, room(shared), null, overlapped)) {
            shared.received((int) overlapped.internalHigh());
            return;
        }
        int answer = win32.getLastError();
        if (answer == ERROR_IO_PENDING) {
            shared.inFlight = true;
            shared.cancelled = false;
            wait.arm();
        } else {
            ended(shared, answer);
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
        int code = shared.error;
        lock.unlock();
        tell(news, code);
    }

    final void tell(News news, int code) {
        switch (news) {
            case NONE -> {}
            case BYTES -> listener.readyRead();
            case ERROR -> listener.error(code);
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
            boolean willEnd = cancel(shared);
            while (state.get().inFlight) {
                if (willEnd) {
                    processed.await();
                } else if (!processed.await(CANCEL_AGAIN_MILLIS) && state.get().inFlight) {
                    // It failed; without it nothing may ever come.
                    willEnd = cancel(state.get());
                }
            }
        }
        lock.unlock();
    }

    /** Asks for the operation in flight to end, and says whether that can be counted on. */
    final boolean cancel(SmallState shared) {
        if (win32.cancelIoEx(pipe, overlapped())) {
            shared.cancelled = true;
            return true;
        }
        int failure = win32.getLastError();
        if (failure != ERROR_NOT_FOUND) {
            platform.warnings().warn("CancelIoEx", failure);
        }
        return failure == ERROR_NOT_FOUND;
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
        if (bytes > 0) {
            shared.buffer().read(shared.start, target, offset, bytes);
        }
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

    @Override
    public void setMaxReadBufferSize(long bytes) {
        lock.lock();
        SmallState shared = state.get();
        shared.limit = bytes == 0 ? Long.MAX_VALUE : bytes;
        readOn(shared);
        lock.unlock();
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
        giveBack();
        lock.lock();
        Memory buffer = state.get().buffer;
        if (buffer != null) {
            buffer.free();
        }
        lock.unlock();
        if (block != null) {
            block.free();
        }
        lifetime.destroy();
    }

    /** Ends the wait, then closes its event. */
    void giveBack() {
        endWait();
        closeEvent();
    }

    final void closeEvent() {
        if (!event.isNull() && !win32.closeHandle(event)) {
            platform.warnings().warn("CloseHandle", win32.getLastError());
        }
    }

    /** Sees to it that no callback comes any more. */
    void endWait() {
        wait.end();
    }
}
