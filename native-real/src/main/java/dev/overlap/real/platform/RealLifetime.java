package dev.overlap.real.platform;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import dev.overlap.platform.Lifetime;

/** The life of an owner; knows whether it has ended. */
final class RealLifetime implements Lifetime {

    private static final VarHandle DESTROYED = destroyedField();

    private final PlatformWatch watch;
    final String name;
    /** Opaque: seen by all threads soon, but it orders nothing, so that asking does not hide a race of the owner's own. */
    private boolean destroyed;

    RealLifetime(PlatformWatch watch, String name) {
        this.watch = watch;
        this.name = name;
    }

    @Override
    public void destroy() {
        check("destroy", "its lifetime");
        DESTROYED.setOpaque(this, true);
    }

    /** The owner's {@code what} is about to be used. Hot path. */
    void check(String use, String what) {
        if ((boolean) DESTROYED.getOpaque(this)) {
            watch.usedAfterDestroy(use, what + " of " + name);
        }
    }

    private static VarHandle destroyedField() {
        try {
            return MethodHandles.lookup().findVarHandle(RealLifetime.class, "destroyed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
