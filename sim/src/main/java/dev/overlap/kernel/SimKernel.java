package dev.overlap.kernel;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.fault.FallibleCall;
import dev.overlap.finding.HarnessError;
import dev.overlap.finding.Witness;
import dev.overlap.platform.CoverageMark;
import dev.overlap.platform.MarkCounts;
import dev.overlap.schedule.Blocking;
import dev.overlap.schedule.Clocks;
import dev.overlap.schedule.KernelSteps;
import dev.overlap.schedule.Narrator;
import dev.overlap.schedule.Operation;
import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.Task;
import dev.overlap.win32.Handle;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Win32Error;
import org.jspecify.annotations.Nullable;

/**
 * The kernel of one execution: its processes, threads, objects and memory, and the steps that it takes by itself.
 *
 * <p>Everything runs on the one carrier thread of the execution. A call changes kernel state only between two scheduling points, so it sees the pipe as
 * under its lock; what was claimed meanwhile is finished afterwards ({@link #finishClaimed()}), as npfs does with its deferred completions.
 */
public final class SimKernel implements KernelSteps {

    Scheduler scheduler;
    private @Nullable Narrator narrator;
    final Witness witness;
    final Profile profile;
    private final MarkCounts marks;
    private final Heap heap;
    private final WaitTable waits = new WaitTable(this);
    private final LoopWaits loopWaits = new LoopWaits(this);
    private final Interference interference = new Interference(this);
    final SimProcess reader;
    final SimProcess peer;
    final @Nullable KernelActor[] actors = new @Nullable KernelActor[Scheduler.MAX_STEPS];
    final PipeNamespace pipes = new PipeNamespace(this);
    final PortTable ports = new PortTable(this);
    final ThreadObjects threadObjects = new ThreadObjects(this);
    private final List<Object> objects = new ArrayList<>(0);
    private @Nullable IoRequest firstClaimed;
    private @Nullable IoRequest lastClaimed;
    int semaphores;
    private int ends;
    private int events;
    private int reads;
    private int writes;
    private int listens;
    private int flushes;
    private int poolTasks;
    private long writtenSoFar;

    /**
     * Makes a kernel without threads.
     *
     * @param arena the bytes of all memory, used again by the next execution
     */
    @SuppressWarnings("NullAway.Init")
    public SimKernel(Arena arena, Witness witness, MarkCounts marks, Profile profile) {
        this.witness = witness;
        this.marks = marks;
        this.profile = profile;
        this.reader = new SimProcess(this, "reader", true);
        this.peer = new SimProcess(this, "peer", false);
        this.heap = new Heap(this, arena);
    }

    /** The scheduler of this execution; right after both were made. */
    public void attach(Scheduler to) {
        scheduler = to;
        narrator = to.narrator();
    }

    /** The functions that tasks of the kernel's processes call. */
    public SimWin32 win32() {
        return new SimWin32(this, 0);
    }

    /** The same for the reader with this number, 1 or more, whose calls may be failed. */
    public SimWin32 win32OfReader(int number) {
        return new SimWin32(this, number);
    }

    // ---------------------------------------------------------------- faults

    /** What comes into this execution from outside. */
    public Interference interference() {
        return interference;
    }

    /** The error with which a call of a thread fails now, 0 when it does not. Hot path. */
    int faultOf(SimThread thread, FallibleCall call, int stream) {
        FaultInjector injector = interference.faults();
        return injector == null || !thread.process.underTest ? 0 : injector.meet(call, stream != 0 ? stream : thread.opening);
    }

    @Override
    public boolean letGo(boolean forGood) {
        return interference.letGo(forGood);
    }

    /** The running thread is making a reader: what fails meanwhile is that one's, and lives that begin belong to it. 0: it is made. */
    public void beginOpening(int stream) {
        thread().opening = stream;
    }

    /** The reader that the running thread is making, 0 for none. */
    public int opening() {
        return scheduler.isRunning() ? thread().opening : 0;
    }

    /** The user of a reader got something: that is progress, although no object of the kernel has changed. */
    public void progressed() {
        scheduler.progressed();
    }

    // ---------------------------------------------------------------- threads

    /** The process under test, or the peer's. */
    public SimProcess process(boolean underTest) {
        return underTest ? reader : peer;
    }

    /** Makes a process beside these two, which nobody judges. */
    public SimProcess createProcess(String name) {
        return new SimProcess(this, name, false);
    }

    /** Makes a thread of the process under test, or of the peer's. */
    public Task createTask(String title, int number, Runnable body, boolean underTest) {
        return createTask(process(underTest), title, number, body);
    }

    /** Makes a thread of a process. */
    public Task createTask(SimProcess process, String title, int number, Runnable body) {
        return add(title, number, new SimThread(process, body), null);
    }

    /** The id of the thread whose task has this slot: a multiple of four, as on Windows. */
    public static int threadId(int slot) {
        return 4 * (slot + 1);
    }

    /** Makes a thread in the process of the running one. */
    public Task createThread(String title, int number, Runnable body) {
        return createTask(thread().process, title, number, body);
    }

    /** A thread of the pool has something to do. */
    Task createPoolTask(SimThread thread, int[] seen) {
        Task task = add("pool", ++poolTasks, thread, seen);
        task.markCallback();
        return task;
    }

    private Task add(String title, int number, SimThread thread, int @Nullable [] seen) {
        Task task = scheduler.createTask(title, number, thread, seen);
        thread.task = task;
        task.attach(thread);
        return task;
    }

    /** The running task. */
    public Task currentTask() {
        return scheduler.current();
    }

    /** The running thread. Hot path. */
    SimThread thread() {
        Object thread = scheduler.current().attachment();
        if (thread == null) {
            throw new HarnessError("no thread of this kernel is running");
        }
        return (SimThread) thread;
    }

    /**
     * The body of the running task has returned: what its thread had issued is cancelled before it is gone (C09). A callback's thread goes back to the pool and
     * keeps what it has issued; whether a thread that retires from the pool loses it is not known of Windows, so here none retires.
     */
    public void threadExits() {
        SimThread thread = thread();
        if (!thread.task.isCallback()) {
            thread.exit();
            threadObjects.exited(thread.task);
        }
    }

    /** Ends the process of the running task, as ExitProcess does; the task has nothing to do afterwards but to end. */
    public void exitProcess() {
        SimThread thread = thread();
        scheduler.point(Operation.TERMINATE_PROCESS, 0);
        thread.process.end(thread);
    }

    /** Blocks the running thread until the completions that are queued to it have been carried out. */
    void drain(SimThread thread) {
        while (thread.hasCompletions()) {
            scheduler.block(Blocking.INPUT_OUTPUT, 0, -1, Scheduler.NEVER);
        }
    }

    /** Keeps a thread from running while it completes an operation; one that is back in the pool does not run anyway. */
    void hold(SimThread thread, boolean hold) {
        if (!thread.task.hasEnded()) {
            scheduler.hold(thread.task.slot(), hold);
        }
    }

    void completionsDone(SimThread thread) {
        if (!thread.task.hasEnded() && thread.task.blocking() == Blocking.INPUT_OUTPUT) {
            scheduler.wake(thread.task.bit());
        }
    }

    /** Whether a task acts, and not the kernel by itself or the world's maker. */
    boolean isTaskActing() {
        return scheduler.isRunning() && !scheduler.isInStep();
    }

    // ---------------------------------------------------------------- steps

    int allocate(KernelActor actor) {
        int slot = scheduler.allocateStep();
        actors[slot - Scheduler.FIRST_STEP] = actor;
        return slot;
    }

    void free(int slot) {
        scheduler.freeStep(slot);
        actors[slot - Scheduler.FIRST_STEP] = null;
    }

    @Override
    public void step(int slot) {
        actor(slot).step();
    }

    @Override
    public String describeStep(int slot) {
        return actor(slot).describeStep();
    }

    @Override
    public void timerExpired(int slot) {
        actor(slot).timerExpired();
    }

    /** The name of what has a slot of the kernel: "r1". */
    public String actorName(int slot) {
        return actor(slot).toString();
    }

    private KernelActor actor(int slot) {
        KernelActor actor = actors[slot - Scheduler.FIRST_STEP];
        if (actor == null) {
            throw new HarnessError("nothing in the kernel has slot " + slot);
        }
        return actor;
    }

    /** Finishes the completions that killed threads had begun: inside the kernel a thread is not stopped half-way. */
    void finishForTheDead() {
        for (KernelActor actor : actors) {
            if (actor instanceof IoRequest request) {
                request.finishForTheDead();
            }
        }
    }

    // ---------------------------------------------------------------- completions

    void addClaimed(IoRequest request) {
        request.nextClaimed = null;
        if (lastClaimed == null) {
            firstClaimed = request;
        } else {
            lastClaimed.nextClaimed = request;
        }
        lastClaimed = request;
    }

    /** Begins the completion of everything that was claimed since, in the order of the claims. */
    void finishClaimed() {
        IoRequest request = firstClaimed;
        firstClaimed = null;
        lastClaimed = null;
        while (request != null && !scheduler.isOver()) {
            IoRequest next = request.nextClaimed;
            request.finish();
            request = next;
        }
    }

    /** Others may run between the claim and the queueing of a completion. */
    void pointOfCompletion(IoRequest request) {
        scheduler.point(Operation.COMPLETE, request.number);
    }

    // ---------------------------------------------------------------- pipes and objects

    /**
     * Makes a duplex pipe, both ends open: the reader's, overlapped, in the process under test, and the other one in the peer's. No scheduling point: this is how a
     * world begins.
     *
     * @param messageRead whether the reader's end is in message-read mode
     * @param readerIsServer whether the reader has the server's end; if not, the peer can disconnect it
     * @param peerOverlaps whether the peer's end is overlapped, too
     * @return the reader's end, then the peer's
     */
    public Handle[] openPipe(boolean messageType, boolean messageRead, int quotaBytes, boolean readerIsServer, boolean peerOverlaps) {
        require(messageType || !messageRead, "a pipe that is read by messages is a message pipe");
        NamedPipe pipe =
                pipes.add(new NamedPipe(this, "pipe-" + (ends + 1), messageType, 1, 0, quotaBytes, quotaBytes, readerIsServer || peerOverlaps,
                        Access.READ | Access.WRITE));
        FileObject client = pipe.connect(!readerIsServer || peerOverlaps, Access.READ | Access.WRITE);
        FileObject readers = readerIsServer ? pipe.server() : client;
        readers.messageRead = messageRead;
        return new Handle[] {reader.handles.open(readers, false), peer.handles.open(readerIsServer ? client : pipe.server(), false)};
    }

    /** Lets the witness hear of the bytes that the given end reads, as stream {@code stream}. */
    public void watchStream(Handle end, int stream) {
        if (reader.handles.peek(end) instanceof FileObject file) {
            file.pipe.readQueue(file).stream = stream;
        }
    }

    /** Whether an end is in message-read mode. */
    public boolean readsMessages(Handle end) {
        return reader.handles.peek(end) instanceof FileObject file && file.messageRead;
    }

    /** How many bytes the given end could read now. */
    public int readableBytes(Handle end) {
        return reader.handles.peek(end) instanceof FileObject file ? file.pipe.readQueue(file).bytesInQueue() : 0;
    }

    /** How many bytes the reads that wait at the given end have asked for. */
    public long awaitedBytes(Handle end) {
        return reader.handles.peek(end) instanceof FileObject file ? file.pipe.readQueue(file).awaitedBytes() : 0;
    }

    /** How many writes have left something in a pipe. */
    public long writtenSoFar() {
        return writtenSoFar;
    }

    /** One more has. */
    long countWritten() {
        return writtenSoFar++;
    }

    /** Whether the given end could read now bytes that were written before that mark of {@link #writtenSoFar()}. */
    public boolean isUnread(Handle end, long mark) {
        return reader.handles.peek(end) instanceof FileObject file && file.pipe.readQueue(file).holdsFrom(mark);
    }

    /** What event loops wait with. */
    public LoopWaits loopWaits() {
        return loopWaits;
    }

    /** Opens a handle that becomes signalled when {@code task} has ended. */
    public Handle openThread(Task task) {
        return thread().process.handles.open(threadObjects.of(task), true);
    }

    void told(int stream, byte[] bytes, int length) {
        if (stream != 0 && length > 0) {
            witness.claimed(stream, bytes, 0, length);
        }
    }

    /** A read of a stream, which the witness wants to hear of, has failed or found the end. */
    void tellReadFailed(int stream, int status) {
        if (status == NtStatus.STATUS_PIPE_BROKEN || status == NtStatus.STATUS_PIPE_DISCONNECTED) {
            witness.ended(stream);
        } else {
            witness.failed(stream, FallibleCall.READ_FILE.function(), NtStatus.toWin32Error(status), true);
        }
    }

    /** What a writer has seen, for whoever receives its bytes. */
    int[] seenByWriter(SimThread thread) {
        int[] seen = takeClock(thread.task.clock());
        scheduler.order().tick(thread.task);
        return seen;
    }

    /** A number for something that scheduling points refer to. */
    int newObject(Object object) {
        int number = scheduler.newObject();
        if (narrator != null) {
            nameObject(number, object);
        }
        return number;
    }

    /** Gives an object's number a name, for the narrator. */
    public void nameObject(int number, Object object) {
        while (objects.size() <= number) {
            objects.add("");
        }
        objects.set(number, object);
    }

    /** The name of the object with this number; empty when there is none, or when nobody narrates. */
    public String objectName(int number) {
        return number > 0 && number < objects.size() ? objects.get(number).toString() : "";
    }

    int endOrdinal(boolean isServer) {
        return isServer ? ends + 1 : ++ends;
    }

    int ordinalOf(IoRequest.Type type) {
        return switch (type) {
            case READ -> ++reads;
            case WRITE -> ++writes;
            case LISTEN -> ++listens;
            case FLUSH -> ++flushes;
        };
    }

    EventObject createEvent(boolean manualReset, boolean signalled) {
        return new EventObject(this, ++events, manualReset, signalled);
    }

    /** All waits of the thread pool. */
    WaitTable waits() {
        return waits;
    }

    // ---------------------------------------------------------------- memory

    /** All memory of both processes. */
    public Heap heap() {
        return heap;
    }

    void tellUnordered(String access, Object memory, int epoch) {
        boolean byKernel = Clocks.isOperation(epoch);
        witness.memoryUnordered(access, memory, byKernel, byKernel ? "an operation in flight" : scheduler.taskOfEpoch(epoch));
    }

    // ---------------------------------------------------------------- the end

    /** All is over: the witness is told of every handle, wait and piece of memory that the code under test has left. */
    public void tellLeft() {
        if (reader.hasExited()) {
            return;
        }
        reader.handles.tellLeft();
        waits.tellLeft();
        ports.tellLeft();
        heap.tellLeft();
    }

    // ---------------------------------------------------------------- small things

    void join(int[] target, int[] source) {
        scheduler.order().clocks().join(target, source);
    }

    /** A clock that has seen what the running task has. */
    int[] clockOfNow() {
        int[] seen = takeClock();
        scheduler.order().release(seen);
        return seen;
    }

    int[] takeClock() {
        return scheduler.order().clocks().take();
    }

    /** A clock that has seen what {@code source} has. */
    int[] takeClock(int[] source) {
        return scheduler.order().clocks().take(source);
    }

    void mark(CoverageMark mark) {
        marks.hit(mark);
    }

    void require(boolean condition, String what) {
        if (!condition) {
            throw new HarnessError("broken invariant: " + what);
        }
    }

    void tellAnswer(SimThread thread, int error) {
        if (narrator != null) {
            narrator.answered(thread.task, error == Win32Error.ERROR_SUCCESS ? "TRUE" : Win32Error.name(error));
        }
    }

    void tell(String what, Object object) {
        if (narrator != null) {
            narrator.happened(scheduler.current().slot(), what + object);
        }
    }
}
