package dev.overlap.kernel;

/**
 * To what a file is bound for good: the end of each of its operations is a packet there.
 *
 * @param key comes with every packet
 */
record Binding(PacketTarget target, long key) {
}
