package org.example.pipes;

import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static java.util.Objects.requireNonNull;

import dev.overlap.platform.EventLoop;
import dev.overlap.platform.Guarded;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Lock;
import dev.overlap.platform.Platform;
import dev.overlap.platform.PlatformThread;
import dev.overlap.platform.Post;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;

/**
 * A thread of its own has one overlapped read in flight, and waits for two events: that the read has completed, or that it is to stop.
 *
 * <p>The same reader as in src/before, on {@link Win32} and {@link Platform}, and with the same defect. What its two threads share is {@link Received}.
 */
public final class EventPipeReader implements AsyncPipeReader {

    private static final int BUFFER_BYTES = 64;

    private final Win32 win32;
    private final Platform platform;
    private final Handle pipe;
    private final ReaderListener listener;
    private final Lifetime lifetime;
    private final EventLoop loop;
    private final Lock lock;
    private final Guarded<Received> received;
    private final Handle shutdown;
    private final Handle completed;
    /** 1 when the reader is closed. The owner's thread only; outlives the reader. */
    private final IntCell closed;

    public EventPipeReader(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
        this.win32 = win32;
        this.platform = platform;
        this.pipe = pipe;
        this.listener = listener;
        this.lifetime = platform.lifetime("event pipe reader");
        this.loop = platform.eventLoop();
        this.lock = platform.lock(lifetime, "received");
        this.received = platform.guarded(lock, "received", new Received());
        this.shutdown = win32.createEvent(null, true, false, null);
        this.completed = win32.createEvent(null, true, false, null);
        this.closed = platform.plainInt(platform.process(), "closed", 0);
    }

    // ---------------------------------------------------------------- on the reader's own thread

    private void readAll() {
        Memory buffer = requireNonNull(platform.allocate(lifetime, BUFFER_BYTES), "no memory");
        Overlapped overlapped = requireNonNull(platform.allocateOverlapped(lifetime), "no memory");
        try {
            while (win32.waitForSingleObject(shutdown, 0) != Win32.WAIT_OBJECT_0 && readOnce(buffer, overlapped)) {
                // Reads on.
            }
        } finally {
            overlapped.free();
            buffer.free();
        }
    }

    /** Reads what comes next; false when nothing more is to be read. */
    private boolean readOnce(Memory buffer, Overlapped overlapped) {
        overlapped.clear();
        overlapped.setEvent(completed);
        if (!win32.readFile(pipe, buffer, 0, BUFFER_BYTES, null, overlapped)) {
            int error = win32.getLastError();
            if (error != ERROR_IO_PENDING) {
                return ended(error);
            }
            int woken = win32.waitForMultipleObjects(2, new Handle[] {shutdown, completed}, false, Win32.INFINITE);
            if (woken == Win32.WAIT_OBJECT_0) {
                win32.cancelIoEx(pipe, overlapped);
                return false; // THE DEFECT: the read may still be under way. Without this line its end is waited for below.
            }
        }
        DwordReference bytes = new DwordReference();
        if (!win32.getOverlappedResult(pipe, overlapped, bytes, true)) {
            return ended(win32.getLastError());
        }
        byte[] arrived = new byte[bytes.value];
        buffer.read(0, arrived, 0, arrived.length);
        lock.lock();
        received.get().add(arrived);
        tellLater(received.get());
        lock.unlock();
        return true;
    }

    private boolean ended(int error) {
        if (error != ERROR_OPERATION_ABORTED) {
            lock.lock();
            received.get().end(error);
            tellLater(received.get());
            lock.unlock();
        }
        return false;
    }

    /** Posts the event that tells the news, unless it is posted or there are none. The lock is held. */
    private void tellLater(Received shared) {
        if (shared.post == null && shared.hasNews()) {
            shared.post = loop.post(lifetime, this::tell);
        }
    }

    // ---------------------------------------------------------------- on the owner's thread

    private void tell() {
        lock.lock();
        Received shared = received.get();
        shared.post = null;
        Received.News news = shared.takeNews();
        tellLater(shared);
        int error = shared.error();
        lock.unlock();
        switch (news) {
            case NONE -> {}
            case BYTES -> listener.readyRead();
            case ERROR -> listener.error(error);
            case END -> listener.closed();
        }
    }

    @Override
    public void start() {
        requireOpen();
        lock.lock();
        Received shared = received.get();
        if (!shared.running) {
            shared.running = true;
            win32.resetEvent(shutdown);
            if (!shared.hasEnded()) {
                shared.thread = platform.startThread("pipe-reader", this::readAll);
            }
            tellLater(shared);
        }
        lock.unlock();
    }

    @Override
    public void stop() {
        requireOpen();
        halt();
    }

    private void halt() {
        win32.setEvent(shutdown);
        lock.lock();
        Received shared = received.get();
        PlatformThread thread = shared.thread;
        shared.thread = null;
        shared.running = false;
        Post post = shared.post;
        shared.post = null;
        lock.unlock();
        if (post != null) {
            post.cancel();
        }
        if (thread != null) {
            thread.join();
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        requireOpen();
        lock.lock();
        Received shared = received.get();
        int bytes = shared.take(target, offset, length);
        boolean over = bytes == 0 && length > 0 && shared.hasEnded();
        lock.unlock();
        return over ? -1 : bytes;
    }

    @Override
    public long bytesAvailable() {
        requireOpen();
        lock.lock();
        long bytes = received.get().size();
        lock.unlock();
        return bytes;
    }

    @Override
    public void close() {
        if (closed.get() != 0) {
            return;
        }
        closed.set(1);
        halt();
        win32.closeHandle(completed);
        win32.closeHandle(shutdown);
        lifetime.destroy();
    }

    private void requireOpen() {
        if (closed.get() != 0) {
            throw new IllegalStateException("the reader is closed");
        }
    }
}
