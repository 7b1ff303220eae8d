package dev.overlap.win32;

/**
 * Memory outside the Java heap, at an address that the kernel may keep: what ReadFile's buffer is. Allocated by the platform, owned by whoever
 * allocated it, until {@link #free()}.
 *
 * <p>An operation in flight borrows the part that it was given, from the call that issues it until its completion is observed: meanwhile that part
 * must not be read, written, moved or freed (F1; Microsoft: ReadFile (fileapi.h), lpBuffer and Remarks). Of a write's buffer reading is harmless.
 * The kernel writes only the bytes that arrived, but probes the whole range at issue (V1, V2).
 *
 * <p>Offsets are bytes from 0 to {@link #size()} exclusive. An access outside them, after {@link #free()}, or to a borrowed part is a defect of the
 * program, which the kernel that brought the memory reports in its own way; it is never silently put right. Bytes are plain memory: two threads
 * that touch the same one, without an order between them, race.
 */
public interface Memory {
    /** Bytes. */
    int size();

    /** Where it begins. Never 0, the same as long as the memory lives, and free for the next allocation afterwards. */
    long address();

    byte get(int offset);

    void put(int offset, byte value);

    /** Copies {@code length} bytes from {@code offset} on out of this memory, into {@code target}. */
    void read(int offset, byte[] target, int targetOffset, int length);

    /** Copies {@code length} bytes out of {@code source} into this memory, from {@code offset} on. */
    void write(int offset, byte[] source, int sourceOffset, int length);

    /** Gives the memory back. Once, by its owner, and only when no operation borrows it. */
    void free();
}
