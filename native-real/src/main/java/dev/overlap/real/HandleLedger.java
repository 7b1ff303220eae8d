package dev.overlap.real;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import dev.overlap.real.OpenObject.Type;
import dev.overlap.win32.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which handles, waits and thread-pool objects the process under test has opened and closed. A value that it does not know is somebody else's, and not judged;
 * one that was closed is noted before the call, and one that was opened after it, so that a value that the kernel has given to somebody else meanwhile is right.
 *
 * <p>Everything with the court's lock held.
 */
final class HandleLedger {

    private static final int VALUE_BITS = ~3;

    private final Court court;
    private final Map<Long, OpenObject> handles = new HashMap<>();
    private final Map<Long, OpenObject> waits = new HashMap<>();
    private final Map<Object, OpenObject> poolObjects = new IdentityHashMap<>();
    private final List<OpenObject> all = new ArrayList<>();

    HandleLedger(Court court) {
        this.court = court;
    }

    // ---------------------------------------------------------------- opening and closing

    /** Something was made, and may not have its handle yet. */
    OpenObject made(Type type) {
        OpenObject made = new OpenObject(type, (int) all.stream().filter(known -> known.type == type).count() + 1, court.steps());
        all.add(made);
        return made;
    }

    /** It was not made after all. */
    void notMade(OpenObject object) {
        all.remove(object);
    }

    /** A call has answered with this handle. */
    OpenObject opened(Type type, Handle handle) {
        OpenObject made = made(type);
        hasHandle(made, handle);
        return made;
    }

    /** What was made has this handle. */
    void hasHandle(OpenObject made, Handle handle) {
        made.value = handle.value();
        (made.type == Type.REGISTERED_WAIT ? waits : handles).put(key(made.type, handle), made);
    }

    /** What was made is this object of the thread pool. */
    void isPoolObject(OpenObject made, Object object) {
        made.isMade(object);
        poolObjects.put(object, made);
    }

    private static long key(Type type, Handle handle) {
        return type == Type.REGISTERED_WAIT ? handle.value() : handle.value() & VALUE_BITS;
    }

    /** What a handle stands for, or null where that is not known or closed. */
    @Nullable OpenObject open(Handle handle) {
        OpenObject known = handles.get(key(Type.OTHER, handle));
        return known != null && known.isOpen() ? known : null;
    }

    @Nullable OpenObject openWait(Handle handle) {
        OpenObject known = waits.get(handle.value());
        return known != null && known.isOpen() ? known : null;
    }

    @Nullable OpenObject poolObject(Object object) {
        return poolObjects.get(object);
    }

    /** A call that closes something begins. */
    void closing(@Nullable OpenObject object) {
        if (object != null) {
            object.closedAt = court.steps();
        }
    }

    /** It has failed: what it was to close is open as before. */
    void notClosed(@Nullable OpenObject object) {
        if (object != null) {
            object.closedAt = -1;
        }
    }

    // ---------------------------------------------------------------- judging

    /** A call gets a handle that must be open, and one of these kinds. */
    void requires(String function, Handle handle, Type... types) {
        if (handle.isNull() || handle.isInvalid()) {
            if (!(function.equals("CloseHandle") && handle.isInvalid())) {
                court.oracles().badHandle(function, handle, -1, null);
            }
            return;
        }
        OpenObject known = handles.get(key(Type.OTHER, handle));
        if (known == null) {
            return;
        }
        if (!known.isOpen()) {
            court.oracles().badHandle(function, handle, known.closedAt, null);
        } else if (types.length > 0 && !List.of(types).contains(known.type) && known.type != Type.OTHER) {
            court.oracles().badHandle(function, handle, -1, known);
        }
    }

    /** A call gets the handle of a registered wait. */
    void requiresWait(String function, Handle handle) {
        OpenObject known = waits.get(handle.value());
        if (known == null || !known.isOpen()) {
            court.oracles().badHandle(function, handle, known == null ? -1 : known.closedAt, known);
        }
    }

    /** A call gets an object of the thread pool. */
    void requiresPoolObject(String function, @Nullable Object object) {
        OpenObject known = object == null ? null : poolObjects.get(object);
        if (known != null && !known.isOpen()) {
            court.oracles().closedUsed(function, known, known.closedAt);
        }
    }

    /** An object is about to be closed: nothing may wait for it. */
    void requiresNoWaiter(@Nullable OpenObject object) {
        for (OpenObject wait : all) {
            if (object != null && wait.isOpen() && wait.waitsFor == object && !wait.excused) {
                court.oracles().contractBroken("CloseHandle", object + " is closed while " + wait + " waits on it");
            }
        }
    }

    /** The calling thread is about to wait for callbacks of an object, and must not be one of them. */
    void requiresOutside(String function, @Nullable OpenObject object) {
        if (object != null && object.running.contains(Thread.currentThread())) {
            court.oracles().contractBroken(function, "waits for the callbacks of " + object + " inside one of them");
        }
    }

    /** A call that was to close something was made to fail: what stays open because of that is no leak. */
    void excuse(@Nullable OpenObject object) {
        if (object != null) {
            object.excused = true;
            if (object.waitsFor != null) {
                object.waitsFor.excused = true;
            }
        }
    }

    /** What is open, excused or not. */
    Collection<OpenObject> left() {
        return all.stream().filter(OpenObject::isOpen).toList();
    }

    /** Tells of what should have been closed. */
    void tellLeft() {
        for (OpenObject object : left()) {
            if (!object.excused) {
                court.oracles().left(object, object.madeAt);
            }
        }
    }

    /** Whether any callback runs. */
    boolean hasCallbacks() {
        return all.stream().anyMatch(object -> !object.running.isEmpty());
    }
}
