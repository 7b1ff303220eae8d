package dev.overlap.win32;

/**
 * FILETIME: the system's time, or the due time of a thread-pool wait (Microsoft: SetThreadpoolWait (threadpoolapiset.h)).
 *
 * @param value units of 100 ns: negative is that long from now, positive is since 1 January 1601 UTC, 0 times out at once, signalled or not (T43)
 */
public record FileTime(long value) {
    /** How many of its units a millisecond has. */
    public static final long PER_MILLI = 10_000;

    /** That many milliseconds from now, 0 for at once. */
    public static FileTime relativeMillis(long millis) {
        if (millis < 0) {
            throw new IllegalArgumentException("a relative time of " + millis + " ms: expected 0 or more");
        }
        return new FileTime(-Math.multiplyExact(millis, PER_MILLI));
    }

    /** A point in time, in units of 100 ns since 1 January 1601 UTC. */
    public static FileTime absolute(long fileTime) {
        if (fileTime < 0) {
            throw new IllegalArgumentException("an absolute time of " + fileTime + ": negative values are relative, use relativeMillis");
        }
        return new FileTime(fileTime);
    }

    /** A point in time, in milliseconds since 1 January 1601 UTC. */
    public static FileTime absoluteMillis(long millis) {
        return absolute(Math.multiplyExact(millis, PER_MILLI));
    }

    /** So many milliseconds after this point in time. */
    public FileTime plusMillis(long millis) {
        return absolute(Math.addExact(value, Math.multiplyExact(millis, PER_MILLI)));
    }

    /** Whether the value counts from now. */
    public boolean isRelative() {
        return value < 0;
    }
}
