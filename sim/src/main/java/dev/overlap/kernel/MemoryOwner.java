package dev.overlap.kernel;

/** Whoever memory was allocated for. */
public interface MemoryOwner {

    /** Memory of nobody in particular, which lasts as long as the execution. */
    MemoryOwner WORLD = new Lasting(false);

    /** The process under test itself, which takes with it what is left. */
    MemoryOwner PROCESS = new Lasting(true);

    /** Who does not end while anybody could use the memory, and needs not give it back. */
    record Lasting(boolean isUnderTest) implements MemoryOwner {

        @Override
        public void check(String what) {
            // It has not ended.
        }

        @Override
        public boolean mustFree() {
            return false;
        }

        @Override
        public int stream() {
            return 0;
        }
    }

    /** The owner's {@code what} is about to be used by the program; if the owner has ended, the defect is told. */
    void check(String what);

    /** Whether it belongs to the process under test, where every access is judged. */
    boolean isUnderTest();

    /** Whether what is left in the end is a leak: of any owner but the process, which takes its memory with it. */
    boolean mustFree();

    /** The number of the reader that the owner belongs to, as the witness knows it; 0 for none. */
    int stream();
}
