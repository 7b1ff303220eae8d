package dev.overlap.reader;

/**
 * Where the messages end that have arrived and were not read: a queue of positions in the stream, counted in bytes from its beginning.
 *
 * <p>Not safe for threads: its reader's lock guards it.
 */
final class MessageEnds {

    private static final int FIRST_CAPACITY = 8;

    /** A ring; without room until there is a message, for most pipes have none. */
    private long[] ends = new long[0];
    private int first;
    private int count;

    /** How many messages there are. */
    int count() {
        return count;
    }

    /** A message ends here. */
    void add(long position) {
        if (count == ends.length) {
            long[] larger = new long[Math.max(FIRST_CAPACITY, 2 * count)];
            for (int i = 0; i < count; i++) {
                larger[i] = ends[(first + i) % count];
            }
            ends = larger;
            first = 0;
        }
        ends[(first + count) % ends.length] = position;
        count++;
    }

    /** Where the first one ends. There is one. */
    long first() {
        if (count == 0) {
            throw new IllegalStateException("there is no message");
        }
        return ends[first];
    }

    /** The first one was read to its end. */
    void removeFirst() {
        first();
        first = (first + 1) % ends.length;
        count--;
    }

    /** Everything was dropped. */
    void clear() {
        first = 0;
        count = 0;
    }
}
