package dev.overlap.real.jna;

import dev.overlap.win32.ApcRoutine;
import dev.overlap.win32.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * A call that the kernel makes once: a work item or an APC. It is reachable until it begins. The APC of a thread that ends before it waits alertably never begins and
 * stays for ever: nothing tells of that, and the memory of one more call does not matter.
 */
abstract class QueuedCall extends Callee {

    final @Nullable Object context;

    private QueuedCall(Callbacks callbacks, @Nullable Object context) {
        super(callbacks);
        this.context = context;
    }

    /** The call that the kernel makes. */
    abstract void run();

    /** A function of QueueUserWorkItem. */
    static final class Work extends QueuedCall {

        private final WorkItem function;

        Work(Callbacks callbacks, WorkItem function, @Nullable Object context) {
            super(callbacks, context);
            this.function = function;
        }

        @Override
        void run() {
            function.callback(context);
        }

        @Override
        public String toString() {
            return "work item " + number();
        }
    }

    /** A routine of QueueUserAPC. */
    static final class Apc extends QueuedCall {

        private final ApcRoutine routine;

        Apc(Callbacks callbacks, ApcRoutine routine, @Nullable Object context) {
            super(callbacks, context);
            this.routine = routine;
        }

        @Override
        void run() {
            routine.callback(context);
        }

        @Override
        public String toString() {
            return "APC " + number();
        }
    }
}
