package dev.overlap.real.jna;

/**
 * Is told what a program does with memory outside the Java heap, on the thread that does it. Memory is passed as itself: a {@code Memory} or an
 * {@code Overlapped}, whose {@code toString} is its name. Any thread, several at a time.
 */
public interface MemoryWatch {

    /** Nobody wants to know. */
    MemoryWatch NOBODY = new MemoryWatch() {
        @Override
        public void allocated(Object memory, int bytes) {}

        @Override
        public void touching(String access, Object memory, int offset, int length) {}

        @Override
        public void freeing(Object memory, int bytes) {}

        @Override
        public void touchedAfterFree(String access, Object memory) {}

        @Override
        public void exceeded(String access, Object memory, long offset, long length, int size) {}

        @Override
        public void writtenAfterFree(Object memory, int offset) {}
    };

    /** The program has got memory. */
    void allocated(Object memory, int bytes);

    /**
     * The program is about to touch memory that is alive, within its bounds.
     *
     * @param access "read" or "write"
     */
    void touching(String access, Object memory, int offset, int length);

    /** The program is about to give memory back, for the first time. */
    void freeing(Object memory, int bytes);

    /** The program touches, or frees, memory that it has given back. Nothing is touched. */
    void touchedAfterFree(String access, Object memory);

    /** The program reaches, or lends the kernel, more than there is. Nothing is touched. */
    void exceeded(String access, Object memory, long offset, long length, int size);

    /** Memory that was given back has changed since: the kernel, or somebody else, has written it. */
    void writtenAfterFree(Object memory, int offset);
}
