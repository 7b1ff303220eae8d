package dev.overlap.real;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import dev.overlap.fault.Rule;
import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderListener;
import dev.overlap.real.jna.JnaWin32;
import dev.overlap.scenario.OtherProcess;
import dev.overlap.scenario.PeerEnd;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.PipeSetup;
import dev.overlap.scenario.Stage;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;

/** A stage for scripts: platform threads, and nobody who judges what they do. A script opens its own pipes and has no reader. */
final class ScriptStage implements Stage {

    /** A thread of the script, and the handle by which it is got out of a call. */
    private static final class Task {
        final Thread thread;
        volatile Handle handle = Handle.NULL;

        Task(String name, Runnable body) {
            thread = Thread.ofPlatform().name(name).daemon().unstarted(body);
        }
    }

    private final JnaWin32 win32;
    private final LeftOpen open;
    private final Platform platform;
    private final List<ProcessOfScript> processes = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private final Queue<Throwable> crashes = new ConcurrentLinkedQueue<>();

    ScriptStage(JnaWin32 win32, LeftOpen open, Platform platform) {
        this.win32 = win32;
        this.open = open;
        this.platform = platform;
    }

    @Override
    public Win32 win32() {
        return ProcessOfScript.win32(open.win32());
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public void task(String name, Runnable body) {
        Task[] self = new Task[1];
        Task task = new Task(name, () -> run(self[0], body));
        self[0] = task;
        tasks.add(task);
    }

    @Override
    public void peer(String name, Runnable body) {
        task(name, body);
    }

    private void run(Task task, Runnable body) {
        HandleReference self = new HandleReference();
        if (win32.duplicateHandle(Win32.CURRENT_PROCESS, Win32.CURRENT_THREAD, Win32.CURRENT_PROCESS, self, 0, false, Win32.DUPLICATE_SAME_ACCESS)) {
            task.handle = self.value;
        }
        try {
            body.run();
        } catch (RuntimeException | Error e) {
            crashes.add(e);
        }
    }

    // ---------------------------------------------------------------- playing it

    /** Starts the threads, and waits for one of them; false when it does not end in time. */
    boolean runUntilEndOf(String name, long timeoutMillis) {
        tasks.forEach(task -> task.thread.start());
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        return tasks.stream().filter(task -> task.thread.getName().equals(name)).allMatch(task -> ended(task, deadline));
    }

    /** Ends the processes of the script. */
    void endProcesses() {
        processes.forEach(ProcessOfScript::close);
    }

    /** Gets all threads out of their calls; says which of them stay. */
    List<String> release(long timeoutMillis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        long pause = 0;
        while (tasks.stream().anyMatch(task -> task.thread.isAlive()) && System.nanoTime() < deadline) {
            if (pause > 0) {
                tasks.stream().filter(task -> task.thread.isAlive()).forEach(this::wake);
                open.wakeAll();
            }
            pause = Math.min(100, pause + 20);
            long next = Math.min(deadline, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause));
            tasks.forEach(task -> ended(task, next));
        }
        List<String> left = new ArrayList<>();
        for (Task task : tasks) {
            if (task.thread.isAlive()) {
                left.add(task.thread.getName());
            } else if (!task.handle.isNull()) {
                win32.closeHandle(task.handle);
            }
        }
        return left;
    }

    private void wake(Task task) {
        win32.cancelSynchronousIo(task.handle);
        win32.queueUserAPC(context -> {}, task.handle, null);
    }

    private static boolean ended(Task task, long deadline) {
        try {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            task.thread.join(Math.max(1, millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !task.thread.isAlive();
    }

    /** What has left the threads of the script. */
    List<Throwable> crashes() {
        return List.copyOf(crashes);
    }

    // ---------------------------------------------------------------- what there is not

    @Override
    public void rule(Rule rule, boolean everybody) {
        throw new NotExpressibleException("a rule decides how a race ends: " + rule);
    }

    @Override
    public OtherProcess process(String name) {
        ProcessOfScript process = new ProcessOfScript(win32, this::task);
        processes.add(process);
        return process;
    }

    @Override
    public OtherProcess peerProcess() {
        throw new NotExpressibleException("a process of its own for the peer");
    }

    @Override
    public Pipe pipe(PipeSetup setup) {
        throw notOfScripts("opens its pipes by itself");
    }

    @Override
    public void boundMemory(long bytes) {
        throw notOfScripts("has no reader whose memory could be bounded");
    }

    @Override
    public AsyncPipeReader openReader(Handle pipe, ReaderListener listener) {
        throw notOfScripts("has no reader");
    }

    @Override
    public AsyncPipeReader openReader(ReaderFactory factory, Handle pipe, ReaderListener listener) {
        throw notOfScripts("has no reader");
    }

    @Override
    public PeerEnd peerEnd(Handle end) {
        throw notOfScripts("has no peer beside its threads");
    }

    @Override
    public int readAll(AsyncPipeReader reader) {
        throw notOfScripts("has no reader");
    }

    @Override
    public void exitProcess() {
        throw notOfScripts("ends no process but those that it names");
    }

    @Override
    public int choose(int arity, String label) {
        throw notOfScripts("leaves nothing to chance");
    }

    private static IllegalStateException notOfScripts(String what) {
        return new IllegalStateException("a script " + what);
    }
}
