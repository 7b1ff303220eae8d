package dev.overlap.explore;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import dev.overlap.kernel.SimKernel;
import dev.overlap.schedule.Operation;
import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.Task;
import dev.overlap.trace.PlainText;
import dev.overlap.trace.TraceEntry;
import org.jspecify.annotations.Nullable;

/** Names the places of one execution, and what can be picked there. Not hot: used when a trace is written or followed. */
final class Places {

    private final Map<String, Integer> occurrences = new HashMap<>();
    private final Map<String, Integer> questions = new HashMap<>();
    private final String[] at = new String[Scheduler.MAX_TASKS];
    private final Scheduler scheduler;
    private final SimKernel kernel;

    Places(Scheduler scheduler, SimKernel kernel) {
        this.scheduler = scheduler;
        this.kernel = kernel;
        Arrays.fill(at, "");
    }

    /** A task has come to a point. */
    void point(Task task) {
        String label = label(task);
        int count = occurrences.merge(task.name() + '|' + label, 1, Integer::sum);
        at[task.slot()] = count == 1 ? label : label + " #" + count;
    }

    /** What a task is about to do, in words. */
    String label(Task task) {
        String object = kernel.objectName(task.object());
        return PlainText.of(task.operation().title() + " " + object);
    }

    /** Where the next question of a kind is asked; each call counts as one question. */
    Place ask(@Nullable Task current, String kind) {
        String task = current == null ? "-" : TraceEntry.name(current.name());
        int point = current == null ? 0 : current.points();
        String where = current == null ? "begin" : current.operation() == Operation.START ? "start" : at[current.slot()];
        int nth = questions.merge(task + '|' + point + '|' + kind, 1, Integer::sum) - 1;
        return new Place(task, point, nth, where);
    }

    /** What a pick is called: "run peer", "step r1", "let time pass". */
    String pickName(int slot) {
        if (slot == Scheduler.CLOCK) {
            return "let time pass";
        }
        return PlainText.of(slot < Scheduler.MAX_TASKS ? "run " + scheduler.task(slot).name() : "step " + kernel.actorName(slot));
    }

    /** The candidate that is called so, or -1. */
    int candidate(long enabled, String name) {
        for (long rest = enabled; rest != 0; rest &= rest - 1) {
            int slot = Long.numberOfTrailingZeros(rest);
            if (pickName(slot).equals(name)) {
                return slot;
            }
        }
        return -1;
    }
}
