package dev.overlap.kernel;

import static dev.overlap.win32.WaitFunctions.WAIT_IO_COMPLETION;
import static dev.overlap.win32.WaitFunctions.WAIT_TIMEOUT;
import static dev.overlap.win32.Win32Error.ERROR_ABANDONED_WAIT_0;

import dev.overlap.schedule.Blocking;
import org.jspecify.annotations.Nullable;

/**
 * A completion port: packets first in, first out, and threads that wait for one, of which the last to come is served first.
 *
 * <p>Invariant: either packets wait for threads, or threads for packets. How many threads may run at once is not looked at: it never keeps a packet from a thread
 * for ever, and the scheduler may hold any thread back anyway.
 */
final class PortObject extends KernelObject implements PacketTarget {

    @Nullable Packet first;
    private @Nullable Packet last;
    private @Nullable Wait lastCome;
    private boolean closed;

    /** One call that takes packets, and what comes of it. */
    static final class Wait {
        private final SimThread thread;
        private @Nullable Wait before;
        /** The packet that it gets, or null. */
        @Nullable Packet packet;
        /** Why it gets none, a Win32 error. */
        int error;

        Wait(SimThread thread) {
            this.thread = thread;
        }
    }

    PortObject(SimKernel kernel, int ordinal) {
        super(kernel, "port", ordinal);
    }

    @Override
    public void accept(IoRequest request, long key) {
        put(new Packet(request, key));
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    /** Gives a packet to the thread that came last, or else keeps it. */
    void put(Packet packet) {
        changed();
        Wait wait = lastCome;
        while (wait != null && wait.thread.isGone()) {
            wait = wait.before;
        }
        if (wait != null) {
            lastCome = wait.before;
            wait.packet = packet;
            wait.thread.alertable = false;
            kernel.scheduler.wake(wait.thread.task.bit());
        } else if (last == null) {
            lastCome = null;
            first = packet;
            last = packet;
        } else {
            last.next = packet;
            last = packet;
        }
    }

    private void changed() {
        kernel.scheduler.stateChanged(number * 0x9FB21C651E98DF25L);
    }

    /** The oldest packet, which is then the caller's, or null. */
    @Nullable Packet take() {
        Packet packet = first;
        if (packet != null) {
            changed();
            first = packet.next;
            if (first == null) {
                last = null;
            }
            packet.taken(kernel);
        }
        return packet;
    }

    /** Takes the oldest packet, or waits for one; a packet wins over an APC (P12). */
    Wait await(SimThread thread, int timeoutMillis, boolean alertable) {
        Wait wait = new Wait(thread);
        wait.packet = take();
        if (wait.packet == null) {
            if (alertable && thread.hasApcs()) {
                thread.runApcs();
                wait.error = WAIT_IO_COMPLETION;
            } else if (timeoutMillis == 0) {
                wait.error = WAIT_TIMEOUT;
            } else {
                block(wait, timeoutMillis, alertable);
            }
        }
        return wait;
    }

    private void block(Wait wait, int timeoutMillis, boolean alertable) {
        SimThread thread = wait.thread;
        long deadline = kernel.scheduler.deadline(timeoutMillis);
        wait.before = lastCome;
        lastCome = wait;
        thread.alertable = alertable;
        boolean woken = true;
        while (woken && wait.packet == null && wait.error == 0 && !thread.alerted) {
            woken = kernel.scheduler.block(Blocking.OBJECT, number, -1, deadline);
        }
        boolean alerted = thread.endAlertableWait();
        if (wait.packet != null) {
            wait.packet.taken(kernel);
        } else if (wait.error == 0) {
            remove(wait);
            wait.error = alerted ? WAIT_IO_COMPLETION : WAIT_TIMEOUT;
            if (alerted) {
                thread.runApcs();
            }
        }
    }

    private void remove(Wait removed) {
        Wait after = null;
        for (Wait wait = lastCome; wait != null; wait = wait.before) {
            if (wait == removed) {
                if (after == null) {
                    lastCome = wait.before;
                } else {
                    after.before = wait.before;
                }
                return;
            }
            after = wait;
        }
    }

    @Override
    boolean isSignalled() {
        throw new UnsupportedOperationException("not simulated: a wait for a completion port as an object");
    }

    @Override
    void consume() {
        // Nobody waits for it as an object.
    }

    /** Who waits for a packet is told (I05), and packets that nobody has taken are lost, as the ReactOS I/O manager has it. */
    @Override
    void lastHandleClosed() {
        closed = true;
        boolean told = !kernel.profile.shows(Difference.CLOSED_PORT_IS_WAITED_FOR);
        for (Wait wait = lastCome; wait != null; wait = wait.before) {
            if (told && !wait.thread.isGone()) {
                wait.error = ERROR_ABANDONED_WAIT_0;
                wait.thread.alertable = false;
                kernel.scheduler.wake(wait.thread.task.bit());
            }
        }
        lastCome = told ? null : lastCome;
        for (Packet packet = first; packet != null; packet = packet.next) {
            packet.dropped();
        }
        first = null;
        last = null;
    }
}
