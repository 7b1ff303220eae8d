package dev.overlap.simulation;

import dev.overlap.kernel.MemoryOwner;
import dev.overlap.platform.Lifetime;

/** The life of an owner; remembers when it ended. */
final class SimLifetime implements Lifetime, MemoryOwner {

    private final SimPlatform platform;
    final String name;
    private int destroyedAt = -1;

    SimLifetime(SimPlatform platform, String name) {
        this.platform = platform;
        this.name = name;
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
