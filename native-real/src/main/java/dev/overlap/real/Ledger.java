package dev.overlap.real;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import dev.overlap.real.jna.MemoryWatch;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;

/**
 * What is known from outside of one execution on a real kernel: its calls, operations, handles and memory, told to the judges as far as it matters to them.
 *
 * <p>Seen are HANDLE_MISUSE, HANDLE_LEAK, BUFFER_IN_FLIGHT, USE_AFTER_FREE, MEMORY_OVERFLOW, MEMORY_LEAK, USE_AFTER_DESTROY, LATE_CALLBACK, LOST_DATA,
 * CORRUPT_DATA, ACCOUNTING, BAD_ORDER, UNBOUNDED (of memory), WRONG_ERROR, SWALLOWED_ERROR, CRASH, of CONTRACT the rules on an OVERLAPPED in use, on an event
 * closed under a wait and on waiting for oneself, and, by a watchdog, DEADLOCK, LOST_WAKEUP and LIVELOCK. Not seen are: DATA_RACE, for nobody knows in which order
 * plain memory was touched; an access between the kernel's completion of an operation and the program's seeing it; the end of an operation that nobody has looked
 * at when its memory is given back and that a wait may have told of; what depends on a recycled handle or address. NONDETERMINISM is the ordinary case here.
 *
 * <p>Any thread; everything with the court's lock held, which it takes itself where it is told something by memory.
 */
final class Ledger implements MemoryWatch {

    final Court court;
    final Cast cast;
    final Calls calls;
    final OperationLedger operations;
    final HandleLedger handles;
    private final Map<Object, Integer> madeAt = new IdentityHashMap<>();
    private final Map<Object, Integer> freedAt = new IdentityHashMap<>();
    private final Map<Thread, OpenObject> awaited = new ConcurrentHashMap<>();
    private volatile boolean unsettled;
    /** The threads whose calls the program knows nothing of. */
    private final Set<Thread> strangers = ConcurrentHashMap.newKeySet();
    /** How many callbacks of the pool a thread is in. */
    private final Map<Thread, Integer> callbacks = new ConcurrentHashMap<>();

    Ledger(Court court, Cast cast, Calls calls) {
        this.court = court;
        this.cast = cast;
        this.calls = calls;
        this.operations = new OperationLedger(court);
        this.handles = new HandleLedger(court);
    }

    // ---------------------------------------------------------------- callbacks

    /** Whether the calling thread is in a callback of the thread pool. */
    boolean isInCallback() {
        return callbacks.containsKey(Thread.currentThread());
    }

    /** Runs a callback of an object of the thread pool, or an APC of nobody in particular. */
    void run(@Nullable OpenObject object, @Nullable Overlapped which, boolean pool, Runnable callback) {
        synchronized (court) {
            court.step();
            Operation operation = operations.of(which);
            if (operation != null) {
                operations.observed(operation);
            }
            operations.mayHaveSeen();
            if (object != null) {
                object.running.add(Thread.currentThread());
                if (object.type == OpenObject.Type.THREADPOOL_WAIT) {
                    // It has to be set again.
                    object.waitsFor = null;
                }
            }
        }
        calls.moved();
        if (pool) {
            callbacks.merge(Thread.currentThread(), 1, Integer::sum);
        }
        try {
            callback.run();
        } finally {
            if (pool) {
                callbacks.computeIfPresent(Thread.currentThread(), (thread, depth) -> depth == 1 ? null : depth - 1);
            }
            if (object != null) {
                synchronized (court) {
                    object.running.remove(Thread.currentThread());
                }
            }
            calls.moved();
        }
    }

    /** Whether any callback runs. */
    boolean hasCallbacks() {
        synchronized (court) {
            return handles.hasCallbacks();
        }
    }

    /** A wait was ended, and a callback of it may come all the same. */
    void leavesCallbacks() {
        unsettled = true;
    }

    /** Whether there may be callbacks that have not begun. With or without the lock. */
    boolean isUnsettled() {
        return unsettled;
    }

    /** The calling thread is about to wait for the callbacks of an object, or no longer does. */
    void awaitsCallbacks(@Nullable OpenObject object) {
        if (object == null) {
            awaited.remove(Thread.currentThread());
        } else {
            awaited.put(Thread.currentThread(), object);
        }
    }

    /** For the callbacks of what a thread waits, or null. */
    @Nullable OpenObject callbacksAwaitedBy(Thread thread) {
        return awaited.get(thread);
    }

    /** Makes a call of which the program knows nothing. */
    void dooms(Runnable call) {
        strangers.add(Thread.currentThread());
        try {
            call.run();
        } finally {
            strangers.remove(Thread.currentThread());
        }
    }

    /** Whether the calling thread makes a call of which the program knows nothing. */
    boolean isStranger() {
        return strangers.contains(Thread.currentThread());
    }

    // ---------------------------------------------------------------- memory

    @Override
    public void allocated(Object memory, int bytes) {
        synchronized (court) {
            madeAt.put(memory, court.steps());
            if (memory instanceof Memory) {
                court.oracles().allocated(memory, bytes);
            }
        }
    }

    @Override
    public void touching(String access, Object memory, int offset, int length) {
        synchronized (court) {
            operations.touching(access, memory, offset, length);
        }
    }

    @Override
    public void freeing(Object memory, int bytes) {
        synchronized (court) {
            operations.freeing(memory);
            madeAt.remove(memory);
            freedAt.put(memory, court.steps());
            if (memory instanceof Memory) {
                court.oracles().freed(memory, bytes);
            }
        }
    }

    @Override
    public void touchedAfterFree(String access, Object memory) {
        synchronized (court) {
            court.oracles().freedTouched(access, memory, freedAt.getOrDefault(memory, 0));
        }
    }

    @Override
    public void exceeded(String access, Object memory, long offset, long length, int size) {
        synchronized (court) {
            court.oracles().exceeded(access, memory, offset, length, size);
        }
    }

    @Override
    public void writtenAfterFree(Object memory, int offset) {
        synchronized (court) {
            court.oracles().freedTouched("written at " + offset + " by the kernel", memory, freedAt.getOrDefault(memory, 0));
        }
    }

    // ---------------------------------------------------------------- the end

    /**
     * All is over: tells of what is left.
     *
     * @param mayStay whether memory is the process's
     */
    void tellLeft(Predicate<Object> mayStay) {
        synchronized (court) {
            operations.look();
            handles.tellLeft();
            madeAt.forEach((memory, at) -> {
                if (!mayStay.test(memory)) {
                    court.oracles().memoryLeft(memory, at);
                }
            });
        }
    }

    /** The memory that was not given back. */
    List<Object> living() {
        synchronized (court) {
            return List.copyOf(madeAt.keySet());
        }
    }
}
