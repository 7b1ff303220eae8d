package dev.overlap.oracle;

import java.util.function.IntFunction;

import dev.overlap.finding.Findings;
import dev.overlap.finding.Kind;
import dev.overlap.schedule.Blocking;
import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.Task;
import org.jspecify.annotations.Nullable;

/**
 * DEADLOCK: tasks wait for each other in a circle, over locks, joins and callbacks. LOST_WAKEUP: nothing can run, nobody waits in a circle, and yet somebody
 * waits for what has happened already or will never be told. LIVELOCK: everything goes on, and nothing changes.
 *
 * <p>Asked only when nothing can run any more. Scenarios end in a stop or the end of the stream, so a task that is still blocked then has been forgotten:
 * an idle loop that nobody ends, too. Legal: to look again after a sleep, some thousand times; time is no change, but it ends a time-out.
 */
public final class ProgressOracle {

    private final Findings findings;

    ProgressOracle(Findings findings) {
        this.findings = findings;
    }

    /** Nothing can run although tasks are left. */
    public void stuck(Scheduler scheduler, IntFunction<String> objectName) {
        long live = scheduler.liveTasks();
        for (long rest = live; rest != 0; rest &= rest - 1) {
            Task start = scheduler.task(Long.numberOfTrailingZeros(rest));
            String circle = circle(scheduler, start, objectName);
            if (circle != null) {
                findings.report(Kind.DEADLOCK, circle);
                return;
            }
        }
        StringBuilder text = new StringBuilder();
        for (long rest = live; rest != 0; rest &= rest - 1) {
            Task task = scheduler.task(Long.numberOfTrailingZeros(rest));
            text.append(text.isEmpty() ? "nothing can run: " : ", ").append(waiting(task, objectName));
        }
        findings.report(Kind.LOST_WAKEUP, text.toString());
    }

    /**
     * Tasks run, and nothing comes of it.
     *
     * @param bound whether things have changed, but without an end
     */
    public void endless(Scheduler scheduler, IntFunction<String> objectName, boolean bound) {
        StringBuilder text = new StringBuilder();
        for (long rest = scheduler.liveTasks(); rest != 0; rest &= rest - 1) {
            Task task = scheduler.task(Long.numberOfTrailingZeros(rest));
            text.append(text.isEmpty() ? "" : ", ").append(task.blocking() == Blocking.NOTHING ? running(task, objectName) : waiting(task, objectName));
        }
        findings.report(Kind.LIVELOCK, (bound ? "no end after " + scheduler.points() + " scheduling points: "
                : "nothing has changed although everybody had his turn again and again: ") + text);
    }

    private static String running(Task task, IntFunction<String> objectName) {
        String name = objectName.apply(task.object());
        return task.name() + " runs, in " + task.operation().title() + (name.isEmpty() ? "" : " (" + name + ")");
    }

    private static @Nullable String circle(Scheduler scheduler, Task start, IntFunction<String> objectName) {
        StringBuilder text = new StringBuilder();
        Task task = start;
        for (int length = 0; length < Scheduler.MAX_TASKS; length++) {
            int next = task.waitsForTask();
            if (task.blocking() == Blocking.NOTHING || next < 0) {
                return null;
            }
            text.append(length == 0 ? "" : ", ").append(waiting(task, objectName));
            if (next == start.slot()) {
                return text.toString();
            }
            task = scheduler.task(next);
        }
        return null;
    }

    private static String waiting(Task task, IntFunction<String> objectName) {
        String name = objectName.apply(task.blockedOn());
        return task.name() + " waits for " + task.blocking().title() + (name.isEmpty() ? "" : " (" + name + ")") + " in " + task.operation().title();
    }
}
