package dev.overlap.kernel;

import java.util.Arrays;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.win32.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The handles of one process: multiples of four, given out again at once after they were closed, so that a use after close meets somebody else's object.
 *
 * <p>Every opening gives a new {@link Handle} object, by whose identity the ledger tells a stale handle from the one that now has the same value.
 */
final class HandleTable {

    /** All that an object has to give. */
    static final int ALL_RIGHTS = -1;
    private static final long LARGE = 0x8000_0000L;

    private final SimKernel kernel;
    private final SimProcess process;
    private Entry[] entries = new Entry[4];
    private int size;
    private int firstFree = -1;
    private long base = -1;
    /** Whether some handle has been given fewer rights than its object has to give. */
    private boolean restricted;

    /** One value of the table, with its present and its last past. */
    private static final class Entry {
        @Nullable KernelObject object;
        @Nullable Handle handle;
        @Nullable Closed lastClosed;
        int openedAt;
        int rights;
        boolean ownedByTest;
        int nextFree = -1;
    }

    /** A handle that is closed, and those that had its value before it. */
    private record Closed(Handle handle, int closedAt, @Nullable Closed before) {
    }

    HandleTable(SimKernel kernel, SimProcess process) {
        this.kernel = kernel;
        this.process = process;
    }

    /**
     * Opens a handle to {@code object}.
     *
     * @param ownedByTest whether the code under test must close it
     */
    Handle open(KernelObject object, boolean ownedByTest) {
        return open(object, ownedByTest, ALL_RIGHTS);
    }

    /**
     * Opens a handle to {@code object}.
     *
     * @param ownedByTest whether the code under test must close it
     * @param rights what it may be used for, as far as the object gives it
     */
    Handle open(KernelObject object, boolean ownedByTest, int rights) {
        if (base < 0) {
            base = process.underTest && kernel.scheduler.choose(2, ChoiceKind.HANDLE_VALUES, "handle values") == 1 ? LARGE : 0;
        }
        int index;
        if (firstFree >= 0) {
            index = firstFree;
            firstFree = entries[index].nextFree;
            kernel.mark(KernelMark.HANDLE_RECYCLED);
        } else {
            if (size == entries.length) {
                entries = Arrays.copyOf(entries, 2 * size);
            }
            index = size++;
            entries[index] = new Entry();
        }
        Entry entry = entries[index];
        Handle handle = new Handle(base + 4L * (index + 1));
        entry.object = object;
        entry.handle = handle;
        entry.openedAt = kernel.scheduler.points();
        entry.ownedByTest = ownedByTest;
        entry.rights = rights;
        restricted |= rights != ALL_RIGHTS;
        object.handles++;
        return handle;
    }

    private @Nullable Entry entry(Handle handle) {
        // Only the low 32 bits count. Below the base the difference is negative or, after the shift, far beyond the size.
        long index = ((handle.value() & 0xFFFF_FFFFL) - base >> 2) - 1;
        return index < 0 || index >= size ? null : entries[(int) index];
    }

    /** What the handle refers to, or null; a defect, if it is one, is not told. Hot path. */
    @Nullable KernelObject peek(Handle handle) {
        Entry entry = entry(handle);
        return entry == null ? null : entry.object;
    }

    /** What the handle refers to; null after the witness was told that it refers to nothing, or is stale. Hot path. */
    @SuppressWarnings("ReferenceEquality") // which of several equal handles it is tells a stale one
    @Nullable KernelObject find(String function, Handle handle) {
        Entry entry = entry(handle);
        if (entry != null && entry.handle == handle) {
            return entry.object;
        }
        Closed stale = entry == null ? null : entry.lastClosed;
        while (stale != null && stale.handle() != handle) {
            stale = stale.before();
        }
        if (entry == null || entry.object == null) {
            int closedAt = stale != null ? stale.closedAt() : entry != null && entry.lastClosed != null ? entry.lastClosed.closedAt() : -1;
            tell(function, handle, closedAt, null);
            return null;
        }
        if (stale != null) {
            tell(function, handle, stale.closedAt(), entry.object);
        }
        return entry.object;
    }

    /** Whether a handle was not given all of these rights, the object's own apart. Hot path. */
    boolean lacks(Handle handle, int rights) {
        return restricted && entry(handle) != null && (rightsOf(handle) & rights) != rights;
    }

    /** The rights that a handle was given; what its object does not give it has not. */
    int rightsOf(Handle handle) {
        Entry entry = entry(handle);
        return entry == null ? 0 : entry.rights;
    }

    /** Tells the witness that a call was given a handle of another kind of object than it works on. */
    void tellOtherKind(String function, Handle handle, KernelObject object) {
        tell(function, handle, -1, object);
    }

    /** Closes the handle and returns what it referred to; null, after the witness was told, when it cannot be closed. */
    @Nullable KernelObject close(String function, Handle handle) {
        KernelObject object = find(function, handle);
        Entry entry = entry(handle);
        if (object == null || entry == null) {
            return null;
        }
        entry.object = null;
        entry.lastClosed = new Closed(handle, kernel.scheduler.points(), entry.lastClosed);
        entry.handle = null;
        entry.nextFree = firstFree;
        firstFree = (int) ((handle.value() & 0xFFFF_FFFFL) - base >> 2) - 1;
        object.handles--;
        if (object.handles == 0) {
            object.lastHandleClosed();
        } else if (object instanceof FileObject file && file.binding != null && !refersTo(file)) {
            file.closedBy(process);
        }
        return object;
    }

    private boolean refersTo(KernelObject object) {
        for (int i = 0; i < size; i++) {
            if (object.equals(entries[i].object)) {
                return true;
            }
        }
        return false;
    }

    /** A handle could not be closed: that it is left is no leak. */
    void excuse(Handle handle) {
        Entry entry = entry(handle);
        if (entry != null) {
            entry.ownedByTest = false;
        }
    }

    /** The process is gone: all that it had open is closed. */
    void closeAll() {
        for (int i = 0; i < size; i++) {
            KernelObject object = entries[i].object;
            if (object != null) {
                entries[i].object = null;
                object.handles--;
                if (object.handles == 0) {
                    object.lastHandleClosed();
                }
            }
        }
    }

    /** Tells the witness of every handle that the code under test should have closed. */
    void tellLeft() {
        for (int i = 0; i < size; i++) {
            Entry entry = entries[i];
            // What an open wait looks at must not be closed (F17): where the wait could not be ended, it is no leak of its own.
            if (entry.object != null && entry.ownedByTest && !kernel.waits().isExcused(entry.object)) {
                kernel.witness.left(entry.object, entry.openedAt);
            }
        }
    }

    private void tell(String function, Handle handle, int closedAt, @Nullable KernelObject object) {
        if (process.underTest) {
            kernel.witness.badHandle(function, handle, closedAt, object);
        }
    }
}
