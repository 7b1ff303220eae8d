package dev.overlap.kernel;

import dev.overlap.win32.ThreadpoolIo;
import org.jspecify.annotations.Nullable;

/**
 * Thread-pool I/O: the completions of one file as callbacks, each of which was announced (T04).
 *
 * <p>Who waits with the demand to cancel what is pending gives up all that was announced: those operations go on, and nobody is told of their end (F21).
 */
final class SimThreadpoolIo implements ThreadpoolIo, PoolObject, PacketTarget {

    /** What is called back. */
    interface Callback {
        void call(SimThreadpoolIo io, IoRequest request);
    }

    private final SimKernel kernel;
    private final int ordinal;
    private final FileObject file;
    private final Callback callback;
    private final int madeAt;
    final int number;
    final PoolCallbacks callbacks;
    private int announced;
    private int givenUp;
    private int closedAt = -1;
    final @Nullable SimThreadpoolIo madeBefore;

    SimThreadpoolIo(SimKernel kernel, int ordinal, FileObject file, Callback callback, @Nullable SimThreadpoolIo madeBefore) {
        this.kernel = kernel;
        this.ordinal = ordinal;
        this.file = file;
        this.callback = callback;
        this.madeBefore = madeBefore;
        this.madeAt = kernel.scheduler.points();
        this.number = kernel.newObject(this);
        this.callbacks = new PoolCallbacks(kernel, this, number);
    }

    void announce() {
        announced++;
    }

    /** Takes one announcement back; false when there is none. */
    boolean takeBack() {
        if (announced > 0) {
            announced--;
            callbacks.wakeWaiters();
        } else if (givenUp > 0) {
            givenUp--;
        } else {
            return false;
        }
        return true;
    }

    @Override
    public void accept(IoRequest request, long key) {
        if (callbacks.process.hasExited()) {
            request.packetDropped();
        } else if (closedAt >= 0) {
            request.packetDropped();
            kernel.witness.contractBroken("CloseThreadpoolIo", request + " completes after " + this + " was closed");
        } else if (givenUp > 0) {
            givenUp--;
            request.packetTaken();
        } else if (announced > 0) {
            announced--;
            callbacks.queue(request, () -> callback.call(this, request));
        } else {
            request.packetDropped();
            kernel.witness.contractBroken("StartThreadpoolIo", request + " completes, and " + this + " was not told that it begins");
        }
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /** Blocks the running task until no callback is queued, running or announced; or, if they are cancelled, until none is running. */
    void awaitCallbacks(boolean cancel) {
        if (cancel) {
            callbacks.dropQueued();
            givenUp += announced;
            announced = 0;
        }
        while (!callbacks.isIdle() || announced > 0) {
            callbacks.await();
        }
        callbacks.learnFromEnded();
    }

    /** An operation whose end would still be a callback, or null. */
    @Nullable IoRequest inFlight() {
        for (IoRequest request = file.firstRequest(); request != null; request = request.nextOfFile) {
            if (request.overlapped != null) {
                return request;
            }
        }
        return null;
    }

    @Override
    public boolean isClosed() {
        return closedAt >= 0;
    }

    @Override
    public int closedAt() {
        return closedAt;
    }

    int madeAt() {
        return madeAt;
    }

    void close() {
        closedAt = kernel.scheduler.points();
    }

    @Override
    public String toString() {
        return "tpio" + ordinal;
    }
}
