package dev.overlap.kernel;

/** Where the packets of a bound file go: a completion port of the program's, or that of the thread pool. */
interface PacketTarget {

    /** An operation has ended. Whoever takes the packet lets the operation know ({@link IoRequest#packetTaken()}), which may have something left to do. */
    void accept(IoRequest request, long key);

    /** Whether packets are of any use still. */
    boolean isOpen();
}
