package dev.overlap.schedule;

import java.util.Arrays;

import dev.overlap.choice.ChoiceKind;

/** A variable, and a few tasks that touch it without ever running. */
final class Accesses {

    static final int TASKS = 4;

    private final AccessHistory history = new AccessHistory();
    private final Scheduler scheduler;
    private final Task[] tasks = new Task[TASKS];

    Accesses(Bench bench) {
        scheduler =
                new Scheduler(bench, new NoKernel(), () -> {}, new RandomWalk(), (int arity, ChoiceKind kind, String label) -> 0, new Limits(10, 10, 0), null);
        for (int i = 0; i < TASKS; i++) {
            tasks[i] = scheduler.createTask("task", i, () -> {}, null);
        }
    }

    /** The component of the access that a read races with is that of a task; 0 for no race. */
    int read(int task) {
        return history.noteRead(tasks[task], scheduler.order().clocks());
    }

    int write(int task) {
        return history.noteWrite(tasks[task]);
    }

    /** The moment that a task is at. */
    int epoch(int task) {
        return tasks[task].epoch();
    }

    /** The other task learns all that the first one has done: a release and an acquire. */
    void order(int task, int other) {
        Arrays.setAll(tasks[other].clock(), i -> Math.max(tasks[other].clock()[i], tasks[task].clock()[i]));
        scheduler.order().tick(tasks[task]);
    }

    /** Has nothing to do. */
    private static final class NoKernel implements KernelSteps {
        @Override
        public boolean letGo(boolean forGood) {
            return false;
        }

        @Override
        public void step(int slot) {
            throw new IllegalStateException();
        }

        @Override
        public String describeStep(int slot) {
            throw new IllegalStateException();
        }

        @Override
        public void timerExpired(int slot) {
            throw new IllegalStateException();
        }
    }
}
