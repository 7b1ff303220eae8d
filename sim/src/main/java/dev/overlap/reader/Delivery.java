package dev.overlap.reader;

import dev.overlap.platform.Condition;
import dev.overlap.platform.Guarded;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Lock;
import dev.overlap.platform.Platform;
import dev.overlap.platform.Post;

/**
 * Tells the listener, on the owner's thread, one thing at a time: as an event in the owner's loop, of which one at most is posted, or in a waiting method.
 *
 * <p>The listener may do anything to the reader, also close it. So what is told is taken out of {@link Reception} before the listener is called, the event for
 * the rest stands in the loop by then (a loop run within the listener finds it), and afterwards the first thing asked is {@link #isClosed()}, whose cell is
 * the only one that outlives the reader (Q21, Q23).
 */
final class Delivery implements Runnable {

    /** The listener is not in readyRead. */
    private static final int OUTSIDE = 0;
    /** It is. */
    private static final int INSIDE = 1;
    /** It is, and there was something that had to wait until it returns. */
    private static final int INSIDE_AND_MORE = 2;

    private final Platform platform;
    private final Lifetime lifetime;
    private final ReaderListener listener;
    private final Lock lock;
    private final Condition processed;
    private final Guarded<Reception> reception;
    private final ReadOperation operation;
    /** 1 when the reader is closed. The owner's thread only. */
    private final IntCell closed;
    /** Where the listener is. The owner's thread only. */
    private final IntCell readyRead;

    Delivery(Platform platform, Lifetime lifetime, ReaderListener listener, Lock lock, Condition processed,
            Guarded<Reception> reception, ReadOperation operation) {
        this.platform = platform;
        this.lifetime = lifetime;
        this.listener = listener;
        this.lock = lock;
        this.processed = processed;
        this.reception = reception;
        this.operation = operation;
        this.closed = platform.plainInt(platform.process(), "closed", 0);
        this.readyRead = platform.plainInt(lifetime, "readyRead", OUTSIDE);
    }

    /** Whether the reader is closed. May be asked for ever. */
    boolean isClosed() {
        return closed.get() != 0;
    }

    /** The reader is closed from here on. */
    void close() {
        closed.set(1);
    }

    /** Whether the listener is in readyRead. */
    boolean isInsideReadyRead() {
        return readyRead.get() != OUTSIDE;
    }

    /** Posts the event that tells the news and goes on reading, unless there is neither to be done or it is posted. Any thread, with the lock held. */
    void schedule(Reception shared) {
        if (shared.post == null && shared.needsOwner()) {
            shared.post = shared.loop.post(lifetime, this);
        }
    }

    /** The running thread owns the reader from now on: it is told there. With nothing posted, with the lock held. */
    void adopt(Reception shared) {
        shared.loop = platform.eventLoop();
    }

    /** Takes back the event, if it is posted (Q30). The owner's thread, with the lock held. */
    boolean takeBack(Reception shared) {
        Post post = shared.post;
        shared.post = null;
        return post != null && post.cancel();
    }

    /** The event. */
    @Override
    public void run() {
        lock.lock();
        Reception shared = reception.get();
        shared.post = null;
        operation.goOnForOwner(shared);
        boolean inside = isInsideReadyRead();
        News news = shared.takeNews(inside);
        int error = shared.error();
        if (inside && shared.isAnythingUnannounced() && !shared.waitsForOwner) {
            // Posting it again would only make the loop that runs within readyRead spin.
            readyRead.set(INSIDE_AND_MORE);
        } else {
            schedule(shared);
        }
        lock.unlock();
        tell(news, error);
    }

    /**
     * Tells the listener. The owner's thread, without the lock.
     *
     * @return whether the reader is still open; if not, the caller must not touch it any more
     */
    boolean tell(News news, int error) {
        switch (news) {
            case NONE -> {
                return true;
            }
            case READY_READ -> tellReadyRead();
            case ERROR -> listener.error(error);
            case CLOSED -> listener.closed();
        }
        if (isClosed()) {
            platform.mark(ReaderMark.CLOSED_INSIDE_LISTENER);
            return false;
        }
        return true;
    }

    private void tellReadyRead() {
        readyRead.set(INSIDE);
        try {
            listener.readyRead();
        } catch (RuntimeException e) {
            leaveReadyRead();
            throw e;
        }
        leaveReadyRead();
    }

    private void leaveReadyRead() {
        if (isClosed()) {
            return;
        }
        boolean more = readyRead.get() == INSIDE_AND_MORE;
        readyRead.set(OUTSIDE);
        if (more) {
            lock.lock();
            schedule(reception.get());
            lock.unlock();
        }
    }

    // ---------------------------------------------------------------- in a waiting method

    /**
     * Tells the listener what there is to tell, until it was told {@code wanted}, nothing can come any more, or the time is up.
     *
     * <p>Within readyRead, which is not called again, bytes are reported by the answer instead; the end is told by the event that is posted for it anyway.
     *
     * @return whether it was told, or reported
     */
    boolean waitFor(News wanted, int timeoutMillis) {
        long deadline = timeoutMillis > 0 ? platform.clock().millis() + timeoutMillis : 0;
        lock.lock();
        while (true) {
            Reception shared = reception.get();
            if (shared.waitsForOwner) {
                operation.goOnForOwner(shared);
            }
            boolean inside = isInsideReadyRead();
            News news = shared.takeNews(inside);
            if (news != News.NONE) {
                int error = shared.error();
                if (!shared.needsOwner()) {
                    takeBack(shared);
                }
                lock.unlock();
                boolean open = tell(news, error);
                if (news == wanted || news == News.CLOSED || !open) {
                    return news == wanted;
                }
                lock.lock();
            } else {
                boolean come = wanted == News.CLOSED ? isEndCertain(shared) : inside && shared.takeUnreported();
                if (come || shared.state != ReaderState.RUNNING
                        || !(shared.inFlight ? await(timeoutMillis, deadline) : goesOn(shared, timeoutMillis, deadline))) {
                    lock.unlock();
                    return come;
                }
            }
        }
    }

    /** Told, or to be told as soon as the readyRead that holds it back returns. */
    private static boolean isEndCertain(Reception shared) {
        return shared.isEndTold() || shared.hasEnded() && shared.state == ReaderState.RUNNING;
    }

    /** Whether reading goes on in this wait, although nothing is in flight; false also when the time is up. */
    private boolean goesOn(Reception shared, int timeoutMillis, long deadline) {
        return shared.waitsForOwner && left(timeoutMillis, deadline) != 0;
    }

    private long left(int timeoutMillis, long deadline) {
        return timeoutMillis > 0 ? Math.max(0, deadline - platform.clock().millis()) : timeoutMillis;
    }

    /** Waits for a completion; false when the time is up. */
    private boolean await(int timeoutMillis, long deadline) {
        long left = left(timeoutMillis, deadline);
        boolean woken = operation.await(lock, processed, left);
        if (!woken && left == 0) {
            platform.mark(ReaderMark.WAIT_TIMED_OUT);
            return false;
        }
        return true;
    }
}
