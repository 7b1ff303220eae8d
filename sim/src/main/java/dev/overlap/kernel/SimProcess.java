package dev.overlap.kernel;

/** A process: whose handles are whose. The one under test is judged, the peer's is not. */
final class SimProcess {

    final String name;
    final boolean underTest;
    final HandleTable handles;

    SimProcess(SimKernel kernel, String name, boolean underTest) {
        this.name = name;
        this.underTest = underTest;
        this.handles = new HandleTable(kernel, this);
    }
}
