package dev.overlap.real;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Something that the process under test has made and must give back. Belongs to the ledger, with its lock. */
final class OpenObject {

    /** What it is. */
    enum Type {
        EVENT("e"), SEMAPHORE("s"), FILE("pipe-"), PORT("port-"), OTHER("h"), REGISTERED_WAIT("w"), THREADPOOL_WAIT("tw"), THREADPOOL_IO("tio");

        private final String letters;

        Type(String letters) {
            this.letters = letters;
        }
    }

    final Type type;
    final int madeAt;
    private final int number;
    /** The handle, 0 for what has none. */
    long value;
    int closedAt = -1;
    private @Nullable Object made;
    /** Whether it is the world's, or was kept open by a fault: no leak. */
    boolean excused;
    /** Whether it may have a callback that nobody has waited for. */
    boolean restless;
    /** What a wait waits for. */
    @Nullable OpenObject waitsFor;
    /** The threads that run its callback. */
    final List<Thread> running = new ArrayList<>(1);

    OpenObject(Type type, int number, int madeAt) {
        this.type = type;
        this.number = number;
        this.madeAt = madeAt;
    }

    void isMade(Object object) {
        made = object;
    }

    /** The object of the thread pool. */
    Object made() {
        return requireNonNull(made);
    }

    boolean isOpen() {
        return closedAt < 0;
    }

    @Override
    public String toString() {
        return type.letters + number;
    }
}
