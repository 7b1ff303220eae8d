package dev.overlap.schedule;

import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;

import org.jspecify.annotations.Nullable;

/**
 * What a worker keeps from one execution to the next, so that an execution allocates little: the engine, clocks, the recording, maps of states. Holds no
 * state of an execution that the next one could see.
 */
public final class Bench {

    /** The two ways of running tasks. */
    public enum Engine {
        /** Continuations of the JDK: fast; need a JVM flag. */
        CONTINUATIONS,
        /** Platform threads. */
        THREADS
    }

    final Coroutines coroutines;
    final Clocks clocks = new Clocks();
    final Recording recording = new Recording();
    final States states = new States();
    final FairRounds rounds = new FairRounds();
    final long[] due = new long[64];
    final @Nullable Observer observer;
    private @Nullable Throwable crash;
    private @Nullable Thread player;
    private volatile boolean strayed;

    public Bench(Engine engine) {
        this(engine, null);
    }

    /** With somebody who sees the states of each execution. */
    public Bench(Engine engine, @Nullable Observer observer) {
        this(engine == Engine.CONTINUATIONS ? new ContinuationEngine() : new ThreadEngine(), observer);
    }

    Bench(Coroutines coroutines) {
        this(coroutines, null);
    }

    private Bench(Coroutines coroutines, @Nullable Observer observer) {
        this.coroutines = coroutines;
        this.observer = observer;
    }

    /** The fastest engine that this JVM allows. */
    public static Engine bestEngine() {
        return Continuations.available() ? Engine.CONTINUATIONS : Engine.THREADS;
    }

    void crash(Throwable failure) {
        crash = failure;
    }

    /** What left a task in the last execution and ended it, or null; forgets it. */
    public @Nullable Throwable takeCrash() {
        Throwable failure = crash;
        crash = null;
        return failure;
    }

    /**
     * This thread plays the executions from here on.
     *
     * <p>It must hold no monitor: a continuation that yields takes along all monitors that its carrier has locked (since JEP 491), those of frames below the
     * continuation, too. Until it goes on, the thread would wait for itself if it came to lock one of them again.
     */
    void playedBy(Thread thread) {
        assert thread == player || !(coroutines instanceof ContinuationEngine) || locked(thread).length == 0
                : thread.getName() + " plays while it holds the monitor of " + locked(thread)[0] + ", which continuations would take along";
        player = thread;
    }

    private static MonitorInfo[] locked(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadInfo(new long[] {thread.threadId()}, true, false)[0].getLockedMonitors();
    }

    /** Something that only tasks may use was used while none was running. Who has played or been a task may be leaving it; anybody else has strayed in. */
    void usedWithoutTask() {
        Thread user = Thread.currentThread();
        if (user != player && !(user instanceof ThreadEngine.TaskThread)) {
            strayed = true;
        }
    }

    /** Whether a thread that is no task has used what is for tasks only; forgets it. */
    public boolean takeStrayed() {
        boolean was = strayed;
        if (was) {
            strayed = false;
        }
        return was;
    }

    /** The decisions of the last execution. */
    public Recording recording() {
        return recording;
    }

    /** The states seen so far. */
    public States states() {
        return states;
    }
}
