package dev.overlap.schedule;

/** The time of one execution, in milliseconds, and who waits for which moment: one timer at most for each slot. It passes only when the scheduler lets it. */
final class VirtualTime {

    private final long[] due;
    /** The slots whose timer runs, one bit each. */
    private long timers;
    private long now;

    /** Makes a clock at 0. */
    VirtualTime(long[] due) {
        this.due = due;
    }

    /** Whether any timer runs. */
    boolean hasTimers() {
        return timers != 0;
    }

    void start(int slot, long deadline) {
        due[slot] = deadline;
        timers |= 1L << slot;
    }

    void stop(int slot) {
        timers &= ~(1L << slot);
    }

    /** Time passes until the earliest deadline; the slot whose it was, of several the lowest. */
    int advance() {
        int first = Long.numberOfTrailingZeros(timers);
        for (long rest = timers; rest != 0; rest &= rest - 1) {
            int slot = Long.numberOfTrailingZeros(rest);
            if (due[slot] < due[first]) {
                first = slot;
            }
        }
        now = Math.max(now, due[first]);
        stop(first);
        return first;
    }

    long now() {
        return now;
    }

    /** The moment so many milliseconds from now; {@link Scheduler#NEVER} for -1. */
    long deadline(long timeoutMillis) {
        return timeoutMillis < 0 ? Scheduler.NEVER : now + timeoutMillis;
    }
}
