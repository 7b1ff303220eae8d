package dev.overlap.real.platform;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.overlap.platform.AtomicCell;
import dev.overlap.platform.AtomicIntCell;
import dev.overlap.platform.Cell;
import dev.overlap.platform.IntCell;
import org.jspecify.annotations.Nullable;

/** A variable of the real platform. Plain ones are plain fields and order nothing; volatile ones are heard of before each access. Hot path. */
abstract class RealCell {

    private static final String OPERATION = "cell";

    private final Visible visible;
    private final RealLifetime owner;
    private final String name;

    RealCell(Visible visible, RealLifetime owner, String name) {
        this.visible = visible;
        this.owner = owner;
        this.name = name;
    }

    final void plain(String use) {
        owner.check(use, name);
    }

    final void synchronising(String use) {
        visible.before(OPERATION);
        owner.check(use, name);
    }

    @Override
    public String toString() {
        return name;
    }

    /** A plain {@code int}. */
    static final class PlainInt extends RealCell implements IntCell {

        private int value;

        PlainInt(Visible visible, RealLifetime owner, String name, int initial) {
            super(visible, owner, name);
            value = initial;
        }

        @Override
        public int get() {
            plain("get");
            return value;
        }

        @Override
        public void set(int to) {
            plain("set");
            value = to;
        }
    }

    /** A plain reference. */
    static final class Plain<T extends @Nullable Object> extends RealCell implements Cell<T> {

        private T value;

        Plain(Visible visible, RealLifetime owner, String name, T initial) {
            super(visible, owner, name);
            value = initial;
        }

        @Override
        public T get() {
            plain("get");
            return value;
        }

        @Override
        public void set(T to) {
            plain("set");
            value = to;
        }
    }

    /** A volatile or atomic {@code int}. */
    static final class AtomicInt extends RealCell implements AtomicIntCell {

        private final AtomicInteger value;

        AtomicInt(Visible visible, RealLifetime owner, String name, int initial) {
            super(visible, owner, name);
            value = new AtomicInteger(initial);
        }

        @Override
        public int get() {
            synchronising("get");
            return value.get();
        }

        @Override
        public void set(int to) {
            synchronising("set");
            value.set(to);
        }

        @Override
        public int exchange(int to) {
            synchronising("exchange");
            return value.getAndSet(to);
        }

        @Override
        public boolean compareAndSet(int expected, int to) {
            synchronising("compareAndSet");
            return value.compareAndSet(expected, to);
        }

        @Override
        public int addAndGet(int delta) {
            synchronising("addAndGet");
            return value.addAndGet(delta);
        }
    }

    /** A volatile or atomic reference. */
    static final class Atomic<T extends @Nullable Object> extends RealCell implements AtomicCell<T> {

        private final AtomicReference<T> value;

        Atomic(Visible visible, RealLifetime owner, String name, T initial) {
            super(visible, owner, name);
            value = new AtomicReference<>(initial);
        }

        @Override
        @SuppressWarnings("NullAway") // it gives back what was put in, and that is a T
        public T get() {
            synchronising("get");
            return value.get();
        }

        @Override
        public void set(T to) {
            synchronising("set");
            value.set(to);
        }

        @Override
        public T exchange(T to) {
            synchronising("exchange");
            return value.getAndSet(to);
        }

        @Override
        public boolean compareAndSet(T expected, T to) {
            synchronising("compareAndSet");
            return value.compareAndSet(expected, to);
        }
    }
}
