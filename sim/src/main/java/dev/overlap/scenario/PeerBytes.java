package dev.overlap.scenario;

import dev.overlap.win32.Memory;

/** What a peer writes: bytes whose content tells their position. Any thread. */
public final class PeerBytes {

    /** The stream repeats itself only after so many bytes, and neighbours differ. */
    private static final int PATTERN_BYTES = 1 << 12;
    private static final byte[] PATTERN = new byte[PATTERN_BYTES];

    static {
        for (int i = 0; i < PATTERN_BYTES; i++) {
            PATTERN[i] = (byte) (i * 37 + (i >>> 6) + 1);
        }
    }

    private PeerBytes() {}

    /**
     * Fills the beginning of a buffer with the next bytes of a stream.
     *
     * @param written how many the stream has had so far
     * @param bytes how many, at most the buffer's size
     */
    public static void fill(Memory buffer, int written, int bytes) {
        for (int done = 0; done < bytes;) {
            int from = (written + done) % PATTERN_BYTES;
            int length = Math.min(bytes - done, PATTERN_BYTES - from);
            buffer.write(done, PATTERN, from, length);
            done += length;
        }
    }
}
