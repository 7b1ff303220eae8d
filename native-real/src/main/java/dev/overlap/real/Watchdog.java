package dev.overlap.real;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.overlap.finding.Kind;
import dev.overlap.real.platform.RealPlatform;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the threads of an execution, and says what they do when nothing moves any more: DEADLOCK where threads wait for each other's locks and callbacks in a
 * circle, LOST_WAKEUP where they wait for something else; LIVELOCK where everything moves and nothing ends. A thread that is blocked in Windows cannot be brought
 * back, so that after any of these the process must end.
 */
final class Watchdog {

    /** Everything moves, and after so long nothing has ended: no story takes a hundredth of it. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LET_GO_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final int LOOK_MILLIS = 1;
    private static final int LOOK_SELDOM_MILLIS = 10;
    private static final int EAGER_LOOKS = 50;

    private final Ledger ledger;
    private final RealPlatform platform;
    private final Races races;
    private final long quietNanos;

    Watchdog(Ledger ledger, RealPlatform platform, Races races, int quietSeconds) {
        this.ledger = ledger;
        this.platform = platform;
        this.races = races;
        this.quietNanos = TimeUnit.SECONDS.toNanos(quietSeconds);
    }

    /** What is the matter, or null when it is over. */
    @Nullable Kind await(BooleanSupplier over) {
        long begin = System.nanoTime();
        long movement = ledger.calls.movement();
        long moved = begin;
        for (int looks = 0; !over.getAsBoolean(); looks++) {
            sleep(looks < EAGER_LOOKS ? LOOK_MILLIS : LOOK_SELDOM_MILLIS);
            long now = System.nanoTime();
            if (ledger.calls.movement() != movement) {
                movement = ledger.calls.movement();
                moved = now;
            } else if (now - moved > LET_GO_NANOS && races.letGo()) {
                moved = now;
            } else if (now - moved > quietNanos) {
                return over.getAsBoolean() ? null : circle() == null ? Kind.LOST_WAKEUP : Kind.DEADLOCK;
            }
            if (now - begin > LONGEST_NANOS) {
                return Kind.LIVELOCK;
            }
        }
        return null;
    }

    static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The finding's one line. */
    String describe(Kind kind) {
        String circle = circle();
        if (circle != null) {
            return circle;
        }
        String waits = String.join(", ", platform.describeWaits());
        String calls = ledger.calls.all().entrySet().stream().map(call -> call.getKey() + " in " + call.getValue()).reduce((a, b) -> a + ", " + b).orElse("");
        return (kind == Kind.LIVELOCK ? "no end after " + TimeUnit.NANOSECONDS.toSeconds(LONGEST_NANOS) + " seconds: " : "nothing moves: ")
                + waits + (waits.isEmpty() || calls.isEmpty() ? "" : "; ") + calls;
    }

    /** A circle of threads that wait for each other, or null. */
    private @Nullable String circle() {
        for (Thread start : Thread.getAllStackTraces().keySet()) {
            StringBuilder text = new StringBuilder();
            Thread thread = start;
            for (int length = 0; length < 32; length++) {
                Edge edge = edgeOf(thread);
                if (edge == null) {
                    break;
                }
                text.append(length == 0 ? "" : ", ").append(edge.text);
                if (edge.next == start) {
                    return text.toString();
                }
                thread = edge.next;
            }
        }
        return null;
    }

    private record Edge(Thread next, String text) {
    }

    private @Nullable Edge edgeOf(Thread thread) {
        OpenObject object = ledger.callbacksAwaitedBy(thread);
        if (object != null) {
            synchronized (ledger.court) {
                for (Thread running : object.running) {
                    return new Edge(running, thread.getName() + " waits for the callbacks of " + object + " in " + ledger.calls.functionOf(thread));
                }
            }
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ThreadInfo information = threads.getThreadInfo(thread.threadId());
        if (information != null && information.getLockOwnerId() >= 0) {
            long owner = information.getLockOwnerId();
            for (Thread other : Thread.getAllStackTraces().keySet()) {
                if (other.threadId() == owner) {
                    return new Edge(other, thread.getName() + " waits for a lock held by " + other.getName());
                }
            }
        }
        return null;
    }

    /** Every thread with its stack, every call and operation in flight, who waits for what: a line each. */
    List<String> report() {
        List<String> lines = new ArrayList<>();
        ledger.calls.all().forEach((thread, function) -> lines.add("call      " + thread + " in " + function));
        synchronized (ledger.court) {
            for (Operation operation : ledger.operations.inFlight()) {
                lines.add("operation " + operation + " on " + operation.file + ", " + (ledger.operations.hasEnded(operation) ? "ended" : "pending")
                        + (operation.cancelAsked ? ", cancelled" : "") + ", issued by " + operation.issuer.getName());
            }
            ledger.handles.left().forEach(object -> lines.add("open      " + object));
        }
        platform.describeWaits().forEach(line -> lines.add("wait      " + line));
        for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
            lines.add("thread    " + entry.getKey().getName());
            for (StackTraceElement frame : entry.getValue()) {
                lines.add("            at " + frame);
            }
        }
        return lines;
    }
}
