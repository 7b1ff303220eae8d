package dev.overlap.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

import dev.overlap.platform.AtomicCell;
import dev.overlap.platform.Cell;
import dev.overlap.platform.EventLoop;
import dev.overlap.platform.Guarded;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Lock;
import dev.overlap.platform.Platform;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;

/** Classes that break one rule each, and one that keeps them all. They do nothing. */
@SuppressWarnings({"UnusedVariable", "UnusedMethod", "NullAway"}) final class Specimens {

    private Specimens() {
    }

    /** Everything that is allowed, in one class. */
    static final class Faultless {
        private static final int CHUNK_BYTES = 16;
        private static final Runnable NOTHING = () -> {};
        private final Platform platform;
        private final Lifetime lifetime;
        private final Lock lock;
        private final EventLoop loop;
        private final ReaderListener listener;
        private final @Nullable Memory buffer;
        private final @Nullable Overlapped overlapped;
        private final Handle event;
        private final IntCell closed;
        private final Cell<Phase> phase;
        private final AtomicCell<@Nullable Position> position;
        private final Guarded<Shared> shared;
        private final Guarded<List<byte[]>> pieces;
        private final Guarded<Mode> mode;
        private final String name;
        private final Position begin;
        private final Runnable whenDone;
        private final Sink sink;
        private final Signal signal;

        Faultless(Platform platform, Handle event, ReaderListener listener) {
            this.platform = platform;
            this.lifetime = platform.lifetime("faultless");
            this.lock = platform.lock(lifetime, "lock");
            this.loop = platform.eventLoop();
            this.listener = listener;
            this.buffer = platform.allocate(lifetime, CHUNK_BYTES);
            this.overlapped = platform.allocateOverlapped(lifetime);
            this.event = event;
            this.closed = platform.plainInt(lifetime, "closed", 0);
            this.phase = platform.volatileCell(lifetime, "phase", Phase.IDLE);
            this.position = platform.atomic(lifetime, "position", null);
            this.shared = platform.guarded(lock, "shared", new Shared());
            this.pieces = platform.guarded(lock, "pieces", new ArrayList<>());
            this.mode = platform.guarded(lock, "mode", new Fast());
            this.name = "faultless";
            this.begin = new Position(0, Phase.IDLE);
            this.whenDone = this::done;
            this.sink = bytes -> loop.post(lifetime, this::done);
            this.signal = new LoudSignal(event);
        }

        private void done() {
            lock.lock();
            Deque<String> local = new ArrayDeque<>();
            local.add(name);
            shared.get().names.addAll(local);
            switch (phase.get()) {
                case IDLE -> closed.set(1);
                case BUSY -> NOTHING.run();
            }
            lock.unlock();
        }
    }

    enum Phase {
        IDLE, BUSY
    }

    record Position(long offset, Phase phase) {
    }

    @FunctionalInterface
    interface Sink {
        void take(int bytes);
    }

    interface Signal {
        void arm();

        void close();
    }

    record LoudSignal(Handle event) implements Signal {
        @Override
        public void arm() {
            // A specimen.
        }

        @Override
        public void close() {
            // A specimen.
        }
    }

    /** Mutable, and behind a lock, with what it consists of. */
    static final class Shared {
        final List<String> names = new ArrayList<>();
        final Part part = new Part();
        int count;
    }

    static class Part {
        byte[] bytes = new byte[4];
        @Nullable Part next;
    }

    abstract static class Mode {
        int speed;
    }

    static final class Fast extends Mode {
        final int[] gears = new int[5];
    }

    // ---------------------------------------------------------------- fields

    static final class Mutable {
        private int count;
    }

    static final class Volatile {
        private volatile boolean closed;
    }

    static final class Static {
        private static int opened;
    }

    static final class StaticTable {
        private static final int[] SIZES = {1, 2};
    }

    static final class Array {
        private final byte[] buffer = new byte[16];
    }

    static final class Collecting {
        private final Map<Integer, String> pending = new HashMap<>();
    }

    static final class Text {
        private final StringBuilder text = new StringBuilder();
    }

    static final class Anything {
        private final Object context = "";
    }

    static final class Box {
        private final DwordReference bytes = new DwordReference();
    }

    static final class CellOfList {
        private final Cell<List<String>> names;

        CellOfList(Cell<List<String>> names) {
            this.names = names;
        }
    }

    @SuppressWarnings("rawtypes")
    static final class CellOfNobodyKnowsWhat {
        private final Cell cell;

        CellOfNobodyKnowsWhat(Cell cell) {
            this.cell = cell;
        }
    }

    static final class Atomic {
        private final AtomicBoolean closed = new AtomicBoolean();
    }

    static final class JavaLock {
        private final ReentrantLock lock = new ReentrantLock();
    }

    static final class JavaThread {
        private final Thread worker;

        JavaThread(Thread worker) {
            this.worker = worker;
        }
    }

    static final class Unknown {
        private final Signals signals;

        Unknown(Signals signals) {
            this.signals = signals;
        }
    }

    interface Signals {
        void arm();

        void close();
    }

    /** Holds the very thing that its lock guards. */
    static final class Leaking {
        private final Guarded<Shared> shared;
        private final Shared same = new Shared();

        Leaking(Guarded<Shared> shared) {
            this.shared = shared;
        }
    }

    // ---------------------------------------------------------------- what it reaches

    static class Ancestor {
        private int count;
    }

    static final class Descendant extends Ancestor {
        private final int own = 1;
    }

    static final class OfJava extends HashMap<String, String> {
        private static final long serialVersionUID = 1L;
    }

    static final class WithPart {
        private final Counter counter = new Counter();
    }

    static final class Counter {
        private int count;
    }

    static final class WithNested {
        static final class Inner {
            private int count;
        }
    }

    static final class Making {
        void run(EventLoop loop, Lifetime lifetime) {
            loop.post(lifetime, new Task());
        }
    }

    static final class Task implements Runnable {
        private int runs;

        @Override
        public void run() {
            runs++;
        }
    }

    static final class Capturing {
        void run(EventLoop loop, Lifetime lifetime) {
            int[] runs = new int[1];
            loop.post(lifetime, () -> runs[0]++);
        }
    }

    /** Hands what its lock guards to a thread that will not have the lock. */
    static final class CapturingShared {
        private final Guarded<Shared> shared;

        CapturingShared(Guarded<Shared> shared) {
            this.shared = shared;
        }

        void run(EventLoop loop, Lifetime lifetime) {
            Shared mine = shared.get();
            loop.post(lifetime, () -> mine.count++);
        }
    }

    static final class Anonymous {
        Runnable task() {
            return new Runnable() {
                private int runs;

                @Override
                public void run() {
                    runs++;
                }
            };
        }
    }

    static final class Calling {
        long now() {
            return Clocks.now();
        }
    }

    static final class Clocks {
        static long now() {
            return System.nanoTime();
        }
    }

    // ---------------------------------------------------------------- code

    static final class SynchronizedMethod {
        synchronized void run() {
            // A specimen.
        }
    }

    static final class SynchronizedBlock {
        int run() {
            synchronized (this) {
                return 1;
            }
        }
    }

    static final class SynchronizedLambda {
        private final IntSupplier task = () -> {
            synchronized (SynchronizedLambda.class) {
                return 1;
            }
        };
    }

    static final class Native {
        native void run();
    }

    static final class Sleeping {
        void run() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    static final class Wall {
        long run() {
            return System.currentTimeMillis();
        }
    }

    static final class Chance {
        int run() {
            return new Random(1).nextInt();
        }
    }

    static final class Identity {
        int run() {
            return System.identityHashCode(this);
        }
    }

    static final class Local {
        @Nullable Object run() {
            return ThreadLocal.withInitial(() -> 1).get();
        }
    }

    static final class Unit {
        long run() {
            return TimeUnit.SECONDS.toMillis(1);
        }
    }

    static final class Waiting {
        @SuppressWarnings({"WaitNotInLoop", "NakedNotify"})
        void run() throws InterruptedException {
            wait();
        }
    }
}
