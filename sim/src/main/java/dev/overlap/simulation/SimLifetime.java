package dev.overlap.simulation;

import dev.overlap.kernel.MemoryOwner;
import dev.overlap.platform.Lifetime;

/** The life of an owner; remembers when it ended. */
final class SimLifetime implements Lifetime, MemoryOwner {

    private final SimPlatform platform;
    final String name;
    private final boolean isProcess;
    private final int stream;
    private int destroyedAt = -1;

    /**
     * Begins a life.
     *
     * @param stream the number of the reader that it belongs to, 0 for none
     */
    SimLifetime(SimPlatform platform, String name, boolean isProcess, int stream) {
        this.platform = platform;
        this.name = name;
        this.isProcess = isProcess;
        this.stream = stream;
    }

    @Override
    public boolean isUnderTest() {
        return true;
    }

    @Override
    public boolean mustFree() {
        return !isProcess;
    }

    @Override
    public int stream() {
        return stream;
    }

    @Override
    public void destroy() {
        check("its lifetime");
        destroyedAt = platform.scheduler.points();
    }

    /** The owner's {@code what} is about to be used. Hot path. */
    @Override
    public void check(String what) {
        if (destroyedAt >= 0) {
            platform.tellDestroyed(what, name, destroyedAt);
        }
    }
}
