package dev.overlap.schedule;

import org.jspecify.annotations.Nullable;

/**
 * Who read and wrote one variable last: FastTrack's epochs, with a vector clock of reads only while several reads are unordered (Flanagan, Freund:
 * FastTrack: Efficient and Precise Dynamic Race Detection, PLDI 2009). Hot path.
 */
public class AccessHistory {

    private int written;
    private int read;
    private int @Nullable [] reads;

    /** Notes a read by the task; returns the epoch of an unordered write, or 0. */
    public final int noteRead(Task task, Clocks clocks) {
        int epoch = task.epoch;
        if (read == epoch) {
            return 0;
        }
        int[] clock = task.clock;
        if (!Clocks.isBefore(written, clock)) {
            return written;
        }
        if (reads != null) {
            reads[Clocks.component(epoch)] = Clocks.time(epoch);
        } else if (Clocks.isBefore(read, clock)) {
            read = epoch;
        } else {
            int[] several = clocks.take();
            several[Clocks.component(read)] = Clocks.time(read);
            several[Clocks.component(epoch)] = Clocks.time(epoch);
            reads = several;
        }
        return 0;
    }

    /** Notes a write by the task; returns the epoch of an unordered access, or 0. */
    public final int noteWrite(Task task) {
        int epoch = task.epoch;
        if (written == epoch) {
            return 0;
        }
        int[] clock = task.clock;
        if (!Clocks.isBefore(written, clock)) {
            return written;
        }
        if (reads != null) {
            int unordered = Clocks.firstNotBefore(reads, clock);
            if (unordered != 0) {
                return unordered;
            }
            reads = null;
        } else if (!Clocks.isBefore(read, clock)) {
            return read;
        }
        read = 0;
        written = epoch;
        return 0;
    }
}
