package dev.overlap.schedule;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.choice.Choices;
import dev.overlap.choice.Question;
import dev.overlap.finding.HarnessError;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of one execution by turns, one at a time, and records every decision.
 *
 * <p>At a scheduling point the strategy is asked in place, steps of the kernel are carried out in place, and control is transferred only when another
 * task is picked. Who cannot run is not among the candidates: it clears its bit, and who wakes it sets the bit again, whereupon it looks for itself
 * whether it can go on. In the safety phase the strategy decides; after {@link Limits#safetyPoints} points the liveness phase goes round by rule. Hot
 * path: no allocation per point.
 */
public final class Scheduler {

    /** Tasks that can exist at the same time. */
    public static final int MAX_TASKS = 16;
    /** The first slot of a step of the kernel. */
    public static final int FIRST_STEP = MAX_TASKS;
    /** Steps of the kernel that can be under way at the same time. */
    public static final int MAX_STEPS = 24;
    /** The slot of the passing of time. */
    public static final int CLOCK = FIRST_STEP + MAX_STEPS;
    /** The mask of all slots of steps. */
    public static final long STEPS = (1L << CLOCK) - (1L << FIRST_STEP);
    /** A deadline that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long HASH = 0x9E3779B97F4A7C15L;
    private static final long PLACE = 0xD6E8FEB86659FD93L;

    private final Coroutines coroutines;
    private final Bench bench;
    private final KernelSteps kernel;
    private final Runnable afterTask;
    private final Strategy strategy;
    private final Decisions decisions;
    private final VirtualTime time;
    private final States states;
    private final @Nullable Observer observer;
    private final FairRounds rounds;
    private final @Nullable Narrator narrator;
    private final int safetyPoints;
    private final int stepBound;
    /** From so many points on each one is looked at more closely: somebody narrates, or a limit is near. */
    private final int watchFrom;

    private final TaskTable tasks = new TaskTable();
    private final HappensBefore order;
    private long runnable;
    private long held;
    private long steps;
    private long usedSteps;
    private int current = Coroutines.NONE;
    private @Nullable Task running;
    private int points;
    private boolean over;
    private boolean inStep;
    private @Nullable Verdict verdict;
    private long hash;
    private long state;
    private long stateBefore;
    private int objects;

    /**
     * Makes the scheduler of one execution.
     *
     * @param bench what outlives the execution: the engine and the pooled arrays
     * @param kernel carries out the steps of the kernel
     */
    public Scheduler(Bench bench, KernelSteps kernel, Runnable afterTask, Strategy strategy, Choices choices, Limits limits, @Nullable Narrator narrator) {
        this.bench = bench;
        bench.playedBy(Thread.currentThread());
        this.coroutines = bench.coroutines;
        this.states = bench.states;
        this.observer = bench.observer;
        this.rounds = bench.rounds;
        this.kernel = kernel;
        this.afterTask = afterTask;
        this.strategy = strategy;
        this.stepBound = limits.stepBound();
        this.safetyPoints = limits.safetyPoints();
        this.narrator = narrator;
        this.watchFrom = narrator != null ? 0 : safetyPoints;
        this.decisions = new Decisions(this, strategy, choices, bench.recording, narrator, limits.surprises());
        this.time = new VirtualTime(bench.due);
        this.order = new HappensBefore(bench.clocks);
    }

    // ---------------------------------------------------------------- the life of an execution

    /** Tells the strategy that an execution begins. Before any task is made. */
    public void begin(long seed, int expectedPoints) {
        strategy.begin(seed, expectedPoints);
        strategy.created(CLOCK);
    }

    /** Runs everything to its end. */
    public Verdict run() {
        int first = next();
        if (first != Coroutines.NONE) {
            coroutines.run(first);
        }
        over = true;
        current = Coroutines.NONE;
        running = null;
        order.runs(null);
        if (verdict == null) {
            throw new HarnessError("an execution ended without a verdict");
        }
        return verdict;
    }

    /** Makes a task, runnable from now on. Its clock begins with what its maker has seen. */
    public Task createTask(String title, int number, Runnable body, int @Nullable [] seen) {
        int slot = tasks.takeSlot();
        Task task = new Task(this, slot, title, number, body, order.clockFor(seen, current == Coroutines.NONE ? null : current()));
        order.tick(task);
        tasks.add(task);
        runnable |= 1L << slot;
        strategy.created(slot);
        coroutines.create(task);
        return task;
    }

    /** Takes back a task that has not begun. */
    public void dropTask(Task task) {
        if (task.operation != Operation.START || task.points != 0) {
            throw new HarnessError(task.name() + " has begun and cannot be dropped");
        }
        task.ended = true;
        forget(task);
    }

    /** Lets a task run no further, as the end of its process does. Its slot is not used again, for its stack may lie below others. */
    public void kill(Task task) {
        long bit = task.bit();
        task.ended = true;
        runnable &= ~bit;
        held &= ~bit;
        time.stop(task.slot);
        tasks.kill(task);
        wake(task.joiners);
        if (narrator != null) {
            narrator.happened(task.slot, "is gone");
        }
    }

    private void forget(Task task) {
        long bit = task.bit();
        runnable &= ~bit;
        held &= ~bit;
        time.stop(task.slot);
        tasks.remove(task);
    }

    void entered(Task task) {
        task.points = 1;
    }

    void ended(Task task) {
        if (over) {
            return;
        }
        afterTask.run();
        task.ended = true;
        forget(task);
        wake(task.joiners);
        if (narrator != null) {
            narrator.happened(task.slot, "ends");
        }
        int successor = over ? Coroutines.NONE : next();
        if (successor != Coroutines.NONE) {
            setCurrent(successor);
        }
        coroutines.ended(task.slot, successor);
    }

    void crashed(Task task, Throwable failure) {
        if (!over) {
            bench.crash(failure);
            over(Verdict.FOUND);
            throw coroutines.leave(current);
        }
    }

    /**
     * Ends the execution because of a finding. Does not return to a task; does return to a step of the kernel, which was carried out on some unrelated
     * task's stack, and to whoever sets up the world.
     */
    public void stop() {
        over(Verdict.FOUND);
        if (current != Coroutines.NONE && !inStep) {
            throw coroutines.leave(current);
        }
    }

    private void over(Verdict how) {
        if (!over) {
            over = true;
            verdict = how;
        }
    }

    /** Whether the execution has ended. */
    public boolean isOver() {
        return over;
    }

    // ---------------------------------------------------------------- scheduling points

    /** A scheduling point of the running task, before it does {@code operation} on {@code object}. */
    public void point(Operation operation, int object) {
        if (over) {
            throw coroutines.leave(current);
        }
        Task task = running;
        if (task == null) {
            throw new HarnessError("no task is running");
        }
        long place = (task.salt + operation.ordinal() + ((long) object << 8)) * PLACE;
        state ^= task.place ^ place;
        task.place = place;
        task.operation = operation;
        task.object = object;
        task.points++;
        stateBefore = states.visit(state, stateBefore);
        if (observer != null) {
            observer.point(operation, current, task.isCallback());
        }
        hash = (hash ^ place) * HASH;
        if (++points >= watchFrom) {
            watch(task);
        }
        if (enabled() != 1L << current) {
            yieldTo(next());
        }
    }

    /** Something was achieved that the state does not show, so this is no live-lock. */
    public void progressed() {
        if (decisions.isLiveness()) {
            rounds.progressed();
        }
    }

    private void watch(Task task) {
        if (points >= safetyPoints) {
            if (!decisions.isLiveness()) {
                decisions.beginLiveness();
                kernel.letGo(true);
                rounds.begin();
            }
            if (!rounds.goesOn(state, tasks.live())) {
                over(Verdict.NO_CHANGE);
                throw coroutines.leave(current);
            }
            if (points >= stepBound) {
                over(Verdict.STEP_BOUND);
                throw coroutines.leave(current);
            }
        }
        if (narrator != null) {
            narrator.point(task);
        }
    }

    /**
     * Stops the running task until somebody wakes it. Whoever wakes it promises nothing: the caller looks again.
     *
     * @param object the number of what it waits for, 0 for nothing that has one
     * @param waitsForTask the slot of the task that must act first, or -1
     * @param deadline when it wakes by itself, or {@link #NEVER}
     * @return false when it woke because the deadline came
     */
    public boolean block(Blocking reason, int object, int waitsForTask, long deadline) {
        Task task = current();
        task.blocking = reason;
        task.blockedOn = object;
        task.waitsForTask = waitsForTask;
        task.timedOut = false;
        runnable &= ~task.bit();
        if (deadline != NEVER) {
            time.start(task.slot, deadline);
        }
        yieldTo(next());
        time.stop(task.slot);
        task.blocking = Blocking.NOTHING;
        task.waitsForTask = Coroutines.NONE;
        return !task.timedOut;
    }

    /** As {@link #block(Blocking, int, int, long)}, for ever, where the task that must act first can change while this one waits. */
    public void block(Blocking reason, int object, Blocker blocker) {
        Task task = current();
        task.blocker = blocker;
        block(reason, object, Coroutines.NONE, NEVER);
        task.blocker = null;
    }

    /** Blocks the running task until {@code other} has ended, and learns all that it had seen. */
    public void join(Task other) {
        while (!other.ended) {
            other.joiners |= current().bit();
            block(Blocking.JOIN, 0, other.slot, NEVER);
        }
        order.acquire(other.clock);
    }

    /** Lets the tasks of a mask look again. */
    public void wake(long mask) {
        runnable |= mask & tasks.mask();
    }

    /** Keeps a task from running while its thread is inside the kernel, completing an operation. */
    public void hold(int slot, boolean hold) {
        if (hold) {
            held |= 1L << slot;
        } else {
            held &= ~(1L << slot);
        }
    }

    private void yieldTo(int slot) {
        if (slot == Coroutines.NONE) {
            throw coroutines.leave(current);
        }
        if (slot != current) {
            int from = current;
            setCurrent(slot);
            coroutines.transfer(from, slot);
            if (over) {
                throw coroutines.leave(from);
            }
        }
    }

    private void setCurrent(int slot) {
        current = slot;
        running = tasks.find(slot);
        order.runs(running);
    }

    /** Who may act now: tasks and steps of the kernel; time when a deadline is near. */
    private long enabled() {
        return runnable & ~held | steps | (time.hasTimers() ? 1L << CLOCK : 0);
    }

    /** Carries out steps of the kernel until a task is picked; makes it the current one unless it is, and returns its slot, or NONE at the end. */
    private int next() {
        while (true) {
            long enabled = enabled();
            int picked;
            if (enabled == 0) {
                if (kernel.letGo(false)) {
                    continue;
                }
                over(tasks.live() == 0 ? Verdict.COMPLETED : Verdict.STUCK);
                return Coroutines.NONE;
            } else if ((enabled & enabled - 1) == 0) {
                picked = Long.numberOfTrailingZeros(enabled);
            } else {
                picked = decisions.pick(enabled, current);
            }
            if (picked < MAX_TASKS) {
                if (current == Coroutines.NONE) {
                    setCurrent(picked);
                }
                return picked;
            }
            carryOut(picked);
            if (over) {
                return Coroutines.NONE;
            }
        }
    }

    /** The kernel takes a step, or time passes. */
    private void carryOut(int picked) {
        if (narrator != null && picked != CLOCK) {
            narrator.happened(picked, kernel.describeStep(picked));
        }
        inStep = true;
        if (picked == CLOCK) {
            advanceTime();
        } else {
            hash = (hash ^ picked) * HASH;
            kernel.step(picked);
        }
        inStep = false;
    }

    // ---------------------------------------------------------------- decisions about data

    /** Decides a question about data; the default in the liveness phase, and when surprises are used up. */
    public int choose(int arity, ChoiceKind kind, String label) {
        return decisions.choose(arity, kind, label);
    }

    /** As {@link #choose(int, ChoiceKind, String)}, for a question whose answers have words of their own. */
    public int choose(Question question) {
        return decisions.choose(question);
    }

    // ---------------------------------------------------------------- steps of the kernel, and time

    /** Gives a slot to something that the kernel will do in steps; not enabled yet. */
    public int allocateStep() {
        long free = STEPS & ~usedSteps;
        if (free == 0) {
            throw new HarnessError("too many operations in flight");
        }
        int slot = Long.numberOfTrailingZeros(free);
        usedSteps |= 1L << slot;
        strategy.created(slot);
        return slot;
    }

    /** Takes the slot back. */
    public void freeStep(int slot) {
        usedSteps &= ~(1L << slot);
        steps &= ~(1L << slot);
        time.stop(slot);
    }

    /** Whether the step of {@code slot} can be carried out now. */
    public void enableStep(int slot, boolean enabled) {
        if (enabled) {
            steps |= 1L << slot;
        } else {
            steps &= ~(1L << slot);
        }
    }

    /** Sets a timer for a slot of the kernel; there is one for each. */
    public void startTimer(int slot, long deadline) {
        time.start(slot, deadline);
    }

    /** Stops the timer of a slot of the kernel. */
    public void stopTimer(int slot) {
        time.stop(slot);
    }

    private void advanceTime() {
        int first = time.advance();
        long now = time.now();
        hash = (hash ^ now) * HASH;
        if (narrator != null) {
            narrator.happened(CLOCK, "time is " + now + " ms");
        }
        Task task = first < MAX_TASKS ? tasks.find(first) : null;
        if (task != null) {
            task.timedOut = true;
            runnable |= task.bit();
        } else {
            kernel.timerExpired(first);
        }
    }

    /** Virtual time in milliseconds. */
    public long now() {
        return time.now();
    }

    /** The moment so many milliseconds from now; {@link #NEVER} for -1. */
    public long deadline(long timeoutMillis) {
        return time.deadline(timeoutMillis);
    }

    // ---------------------------------------------------------------- what others want to know

    /** The running task. */
    public Task current() {
        Task task = running;
        if (task == null) {
            bench.usedWithoutTask();
            throw new HarnessError(
                    "no task is running: Windows and the platform are for tasks of the stage, not for who sets it, nor for threads of one's own");
        }
        return task;
    }

    /** The slot of the running task, or -1. */
    public int currentSlot() {
        return current;
    }

    /** The task at whose point things happen: the running one, or the one that has just ended; null before any has run. */
    public @Nullable Task currentOrNull() {
        return running;
    }

    /** Whether a task is running; otherwise the world is being set up or looked at. */
    public boolean isRunning() {
        return current != Coroutines.NONE && !over;
    }

    /** The task in a slot. */
    public Task task(int slot) {
        Task task = tasks.find(slot);
        if (task == null) {
            throw new HarnessError("there is no task " + slot);
        }
        return task;
    }

    /** The mask of tasks that have not ended. */
    public long liveTasks() {
        return tasks.mask();
    }

    /** A new number for an object that scheduling points refer to; 1 or more. */
    public int newObject() {
        return ++objects;
    }

    /** The object's part of the state has changed by {@code difference}, the exclusive or of before and after. */
    public void stateChanged(long difference) {
        state ^= difference;
    }

    /** Scheduling points so far. */
    public int points() {
        return points;
    }

    /** Picks among several candidates so far. */
    public int picks() {
        return decisions.picks();
    }

    /** Whether any decision was not the default. */
    public boolean wasSurprised() {
        return decisions.wasSurprised();
    }

    /** Whether a step of the kernel is being carried out, on the stack of some unrelated task. */
    public boolean isInStep() {
        return inStep;
    }

    /** Who has seen what. */
    public HappensBefore order() {
        return order;
    }

    /** The name of the task whose moment this is, for people. */
    public String taskOfEpoch(int epoch) {
        return tasks.ofEpoch(epoch);
    }

    /** A hash of everything that has happened, equal for equal executions on both engines. */
    public long hash() {
        return hash ^ Long.rotateLeft(decisions.hash(), 32) * PLACE;
    }

    /** Who sees the states, or null. */
    public @Nullable Observer observer() {
        return observer;
    }

    /** Who hears what happens, or null. */
    public @Nullable Narrator narrator() {
        return narrator;
    }
}
