package dev.overlap.kernel;

import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;

/** One packet of a completion port: of an operation that has ended, or one that was posted (I2). */
final class Packet {

    private final @Nullable IoRequest request;
    final long key;
    final @Nullable Overlapped overlapped;
    final int bytes;
    private final int[] seen;
    @Nullable Packet next;

    Packet(IoRequest request, long key) {
        this(request, key, request.overlapped, request.information(), request.clock);
    }

    /** A packet that was posted by somebody who had seen {@code seen}. */
    Packet(long key, @Nullable Overlapped overlapped, int bytes, int[] seen) {
        this(null, key, overlapped, bytes, seen);
    }

    private Packet(@Nullable IoRequest request, long key, @Nullable Overlapped overlapped, int bytes, int[] seen) {
        this.request = request;
        this.key = key;
        this.overlapped = overlapped;
        this.bytes = bytes;
        this.seen = seen;
    }

    /** How its operation has ended; success when it was posted. */
    int status() {
        return request == null ? NtStatus.STATUS_SUCCESS : request.status();
    }

    /** The running task takes it. */
    void taken(SimKernel kernel) {
        if (request != null) {
            request.packetTaken();
        }
        kernel.scheduler.order().acquire(seen);
    }

    /** Nobody will take it. */
    void dropped() {
        if (request != null) {
            request.packetDropped();
        }
    }
}
