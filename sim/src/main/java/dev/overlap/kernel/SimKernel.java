package dev.overlap.kernel;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.choice.ChoiceKind;
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
import dev.overlap.win32.Win32Error;
import org.jspecify.annotations.Nullable;

/**
 * The kernel of one execution: its processes, threads, objects and memory, and the steps that it takes by itself.
 *
 * <p>Everything runs on the one carrier thread of the execution. A call changes kernel state only between two scheduling points, so it sees the pipe as
 * under its lock; what was claimed meanwhile is finished afterwards ({@link #finishClaimed()}), as npfs does with its deferred completions.
 */
public final class SimKernel implements KernelSteps {

    private static final long WAIT_HANDLES = 0x7FF6_0000_0040L;

    Scheduler scheduler;
    private @Nullable Narrator narrator;
    final Witness witness;
    final WindowsVersion version;
    private final MarkCounts marks;
    private final Arena arena;
    final SimProcess reader;
    final SimProcess peer;
    private final @Nullable KernelActor[] actors = new @Nullable KernelActor[Scheduler.MAX_STEPS];
    private @Nullable SimWait lastWait;
    final PipeNamespace pipes = new PipeNamespace(this);
    private final List<ThreadObject> threadObjects = new ArrayList<>(0);
    private final List<Object> objects = new ArrayList<>(0);
    private int memories;
    private int overlappeds;
    private @Nullable IoRequest firstClaimed;
    private @Nullable IoRequest lastClaimed;
    private long freedAddress;
    private int addresses;
    private int ends;
    private int events;
    private int reads;
    private int writes;
    private int listens;
    private int flushes;
    private int registered;
    private int threadpoolWaits;
    private int poolTasks;

    /**
     * Makes a kernel without threads.
     *
     * @param arena the bytes of all memory, used again by the next execution
     */
    @SuppressWarnings("NullAway.Init")
    public SimKernel(Arena arena, Witness witness, MarkCounts marks, WindowsVersion version) {
        this.arena = arena;
        this.witness = witness;
        this.marks = marks;
        this.version = version;
        this.reader = new SimProcess(this, "reader", true);
        this.peer = new SimProcess(this, "peer", false);
        arena.reset();
    }

    /** The scheduler of this execution; right after both were made. */
    public void attach(Scheduler to) {
        scheduler = to;
        narrator = to.narrator();
    }

    /** The functions that tasks of the kernel's processes call. */
    public SimWin32 win32() {
        return new SimWin32(this);
    }

    // ---------------------------------------------------------------- threads

    /** Makes a thread of the process under test, or of the peer's. */
    public Task createTask(String title, int number, Runnable body, boolean underTest) {
        Task task = scheduler.createTask(title, number, body, null);
        task.attach(new SimThread(task, underTest ? reader : peer));
        return task;
    }

    /** The id of a task's thread: a multiple of four, as on Windows. */
    public static int threadId(Task task) {
        return 4 * (task.slot() + 1);
    }

    /** Makes a thread in the process of the running one. */
    public Task createThread(String title, int number, Runnable body) {
        SimProcess process = thread().process;
        Task task = scheduler.createTask(title, number, body, null);
        task.attach(new SimThread(task, process));
        return task;
    }

    Task createPoolTask(Runnable body, int[] seen) {
        Task task = scheduler.createTask("pool", ++poolTasks, body, seen);
        task.markCallback();
        task.attach(new SimThread(task, reader));
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
        if (thread.task.isCallback()) {
            return;
        }
        pipes.cancelAllOf(thread);
        finishClaimed();
        drain(thread);
        for (int i = 0; i < threadObjects.size(); i++) {
            threadObjects.get(i).exited(thread.task);
        }
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

    /** Makes a byte pipe for reading, both ends open, as {@link #openPipe openPipe(false, false, quotaBytes, true)} does. */
    public Handle[] openBytePipe(int quotaBytes) {
        return openPipe(false, false, quotaBytes, true);
    }

    /**
     * Makes a duplex pipe, both ends open: the reader's, overlapped, in the process under test, and the other one, synchronous, in the peer's. No scheduling
     * point: this is how a world begins.
     *
     * @param messageRead whether the reader's end is in message-read mode
     * @param readerIsServer whether the reader has the server's end; if not, the peer can disconnect it
     * @return the reader's end, then the peer's
     */
    public Handle[] openPipe(boolean messageType, boolean messageRead, int quotaBytes, boolean readerIsServer) {
        require(messageType || !messageRead, "a pipe that is read by messages is a message pipe");
        NamedPipe pipe = pipes.add(new NamedPipe(this, "pipe-" + (ends + 1), messageType, 1, 0, quotaBytes, quotaBytes, readerIsServer, true, true, true));
        FileObject client = pipe.connect(!readerIsServer, true, true, true);
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

    /** How many bytes the given end could read now. */
    public int readableBytes(Handle end) {
        return reader.handles.peek(end) instanceof FileObject file ? file.pipe.readQueue(file).bytesInQueue() : 0;
    }

    /** Lets an event loop of the running thread look at an object whenever it is signalled. */
    public void observe(Handle object, boolean wanted) {
        KernelObject known = thread().process.handles.find("MsgWaitForMultipleObjectsEx", object);
        if (known != null) {
            known.observe(scheduler.current(), wanted);
        }
    }

    /** Consumes the object's signal, if there is one, as a wait with a time-out of zero does. */
    public boolean poll(Handle object) {
        KernelObject known = thread().process.handles.find("MsgWaitForMultipleObjectsEx", object);
        if (known == null || !known.isSignalled()) {
            return false;
        }
        known.consume();
        int[] clock = known.clock();
        if (clock != null) {
            scheduler.acquire(clock);
        }
        return true;
    }

    /** Opens a handle that becomes signalled when {@code task} has ended. */
    public Handle openThread(Task task) {
        ThreadObject object = new ThreadObject(this, task);
        threadObjects.add(object);
        return thread().process.handles.open(object, true);
    }

    void told(int stream, byte[] bytes, int length) {
        if (stream != 0 && length > 0) {
            witness.claimed(stream, bytes, 0, length);
        }
    }

    /** What a writer has seen, for whoever receives its bytes. */
    int[] seenByWriter(SimThread thread) {
        int[] seen = takeClock(thread.task.clock());
        scheduler.tick(thread.task);
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

    SimWait createRegisteredWait(SimWait.Callback callback, boolean recurring) {
        return add(new SimWait(this, "wait", ++registered, new Handle(WAIT_HANDLES + 64L * registered), callback, recurring));
    }

    SimWait createThreadpoolWait(SimWait.Callback callback) {
        return add(new SimWait(this, "tpwait", ++threadpoolWaits, Handle.NULL, callback, false));
    }

    private SimWait add(SimWait wait) {
        wait.madeBefore = lastWait;
        lastWait = wait;
        return wait;
    }

    /** The registered wait that a handle stands for, open or not. */
    @Nullable SimWait registeredWait(Handle handle) {
        for (SimWait wait = lastWait; wait != null; wait = wait.madeBefore) {
            if (wait.handle.value() == handle.value() && !handle.isNull()) {
                return wait;
            }
        }
        return null;
    }

    // ---------------------------------------------------------------- memory

    /** Allocates memory; null when there is none. */
    public @Nullable SimMemory allocate(int bytes, MemoryOwner owner, boolean ownedByTest) {
        int begin = arena.take(bytes, (byte) 0xCD);
        if (begin < 0) {
            return null;
        }
        return new SimMemory(this, arena, begin, bytes, ++memories, owner, ownedByTest);
    }

    /** Allocates an OVERLAPPED. */
    public SimOverlapped allocateOverlapped(MemoryOwner owner, boolean ownedByTest) {
        long address = 0;
        if (freedAddress != 0 && scheduler.choose(2, ChoiceKind.ADDRESS, "OVERLAPPED") == 1) {
            mark(KernelMark.ADDRESS_RECYCLED);
            address = freedAddress;
            freedAddress = 0;
        }
        if (address == 0) {
            address = 0x20_0000L + 32L * ++addresses;
        }
        return new SimOverlapped(this, address, ++overlappeds, owner, ownedByTest);
    }

    void forget(SimOverlapped overlapped) {
        freedAddress = overlapped.address;
    }

    void tellUnordered(String access, Object memory, int epoch) {
        boolean byKernel = Clocks.isOperation(epoch);
        witness.memoryUnordered(access, memory, byKernel, byKernel ? "an operation in flight" : scheduler.taskOfEpoch(epoch));
    }

    // ---------------------------------------------------------------- the end

    /** All is over: the witness is told of every handle and wait that the code under test has left. */
    public void tellLeft() {
        reader.handles.tellLeft();
        for (SimWait wait = lastWait; wait != null; wait = wait.madeBefore) {
            if (!wait.isClosed()) {
                witness.left(wait, wait.madeAt());
            }
        }
    }

    // ---------------------------------------------------------------- small things

    void join(int[] target, int[] source) {
        scheduler.clocks().join(target, source);
    }

    int[] takeClock() {
        return scheduler.clocks().take();
    }

    /** A clock that has seen what {@code source} has. */
    int[] takeClock(int[] source) {
        return scheduler.clocks().take(source);
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
