package dev.overlap.kernel;

import static dev.overlap.win32.FileFunctions.FILE_FLAG_OVERLAPPED;
import static dev.overlap.win32.FileFunctions.FILE_SKIP_COMPLETION_PORT_ON_SUCCESS;
import static dev.overlap.win32.FileFunctions.FILE_SKIP_SET_EVENT_ON_HANDLE;
import static dev.overlap.win32.FileFunctions.GENERIC_READ;
import static dev.overlap.win32.FileFunctions.GENERIC_WRITE;
import static dev.overlap.win32.FileFunctions.OPEN_EXISTING;
import static dev.overlap.win32.NamedPipeFunctions.PIPE_ACCESS_DUPLEX;
import static dev.overlap.win32.NamedPipeFunctions.PIPE_NOWAIT;
import static dev.overlap.win32.NamedPipeFunctions.PIPE_READMODE_MESSAGE;
import static dev.overlap.win32.NamedPipeFunctions.PIPE_TYPE_MESSAGE;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.overlap.choice.SeededChoices;
import dev.overlap.choice.SplitMix;
import dev.overlap.finding.HarnessError;
import dev.overlap.kernel.KernelProgram.Shape;
import dev.overlap.platform.MarkCounts;
import dev.overlap.schedule.Bench;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.Task;
import dev.overlap.schedule.Verdict;
import dev.overlap.win32.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a program. Beside its threads there is one that sets the stage, waits until nobody can do anything, asks why, ends what is left, and looks
 * whether anything remains.
 */
final class ProgramRun {

    /** What outlives a run. */
    static final class Bed {
        private final Bench bench = new Bench(Bench.bestEngine());
        private final Arena arena = new Arena();
        private final MarkCounts marks = new MarkCounts(KernelMark.class);
    }

    private static final Limits LIMITS = new Limits(20_000, 40_000, 4);
    private static final String NAME = "\\\\.\\pipe\\program";
    private static final int LONG_MILLIS = 1_000_000;
    private static final int MOST_ROUNDS = 100;

    /** What was found wrong; not an assertion, for it is caught where a run ends. */
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    final KernelProgram program;
    final SimKernel kernel;
    final SimWin32 win32;
    final List<ProgramOperation> operations = new ArrayList<>();
    final ByteLedger ledger = new ByteLedger(this);
    final KernelInvariants invariants = new KernelInvariants(this, operations);
    final @Nullable List<String> log;
    final Task[] tasks = new Task[KernelProgram.THREADS];
    final Handle[] threads = new Handle[KernelProgram.THREADS];
    final Handle[] events = new Handle[KernelProgram.EVENTS];
    final List<List<Handle>> ends = List.of(new ArrayList<>(), new ArrayList<>());
    Handle port = Handle.NULL;
    boolean over;
    private final ProgramThread[] doers = new ProgramThread[KernelProgram.THREADS];
    private final Scheduler scheduler;
    private final Bench bench;
    private final EventObject[] eventObjects = new EventObject[KernelProgram.EVENTS];
    private final FileObject[] files = new FileObject[2];
    final ProgramSignals signals = new ProgramSignals(this);
    private final boolean[] mayDrop = new boolean[2];
    private final boolean[] everNowait = new boolean[2];
    private final int[] cancellingAll = new int[2];
    private final int[] cancellingCallOf = new int[KernelProgram.THREADS];
    private boolean ending;
    private boolean hurried;
    private boolean staged;
    private int moment;

    private ProgramRun(Bed bed, KernelProgram program, @Nullable List<String> log) {
        this.program = program;
        this.log = log;
        this.bench = bed.bench;
        kernel = new SimKernel(bed.arena, ledger, bed.marks, Profile.of(shape().seven() ? WindowsVersion.WINDOWS_7 : WindowsVersion.WINDOWS_10));
        SeededChoices choices = new SeededChoices();
        choices.seed(SplitMix.seedOf(program.seed(), 1));
        scheduler = new Scheduler(bench, kernel, kernel::threadExits, new ProgramSchedule(this), choices, LIMITS, null);
        kernel.attach(scheduler);
        win32 = kernel.win32();
    }

    /** Runs a program and says what was wrong, or null; what each call answers goes to the log, if there is one. */
    static @Nullable String of(Bed bed, KernelProgram program, @Nullable List<String> log) {
        return new ProgramRun(bed, program, log).play();
    }

    private @Nullable String play() {
        scheduler.begin(SplitMix.seedOf(program.seed(), 2), 100);
        kernel.createTask("stage", 0, this::stage, false);
        Verdict verdict;
        try {
            verdict = scheduler.run();
        } catch (HarnessError e) {
            // Where the engine was switching tasks; or the kernel itself complains.
            return e.getCause() instanceof Wrong wrong ? wrong.getMessage() : e.getMessage();
        }
        Throwable crash = bench.takeCrash();
        if (crash instanceof Wrong) {
            return crash.getMessage();
        }
        if (crash != null) {
            StackTraceElement[] trace = crash.getStackTrace();
            return crash + (trace.length == 0 ? "" : " at " + trace[0]);
        }
        return verdict == Verdict.COMPLETED ? null : "the program ends as " + verdict;
    }

    // ---------------------------------------------------------------- the stage

    private void stage() {
        open();
        for (int i = 0; i < KernelProgram.THREADS; i++) {
            ProgramThread thread = new ProgramThread(this, i);
            doers[i] = thread;
            tasks[i] = kernel.createThread("thread", i + 1, thread);
            threads[i] = kernel.openThread(tasks[i]);
        }
        staged = true;
        settle();
        compare();
        ending = true;
        mayDrop[0] = true;
        mayDrop[1] = true;
        endOperations();
        endThreads();
        check();
    }

    private void open() {
        Shape shape = shape();
        int type = shape.ofMessages() ? PIPE_TYPE_MESSAGE : 0;
        Handle server =
                win32.createNamedPipe(NAME, PIPE_ACCESS_DUPLEX | (shape.overlapped()[0] ? FILE_FLAG_OVERLAPPED : 0), type | mode(0), 1, shape.outBytes(),
                        shape.inBytes(), 0, null);
        ends.get(0).add(server);
        files[0] = (FileObject) requireNonNull(kernel.peer.handles.peek(server));
        files[0].pipe.inbound.stream = 1;
        files[0].pipe.outbound.stream = 2;
        require(openClient(), "the client could not be opened");
        for (int i = 0; i < KernelProgram.EVENTS; i++) {
            events[i] = win32.createEvent(null, shape.manualReset()[i], false, null);
            eventObjects[i] = (EventObject) requireNonNull(kernel.peer.handles.peek(events[i]));
        }
        for (int end = 0; end < 2; end++) {
            if (shape.bound()[end]) {
                port = win32.createIoCompletionPort(ends.get(end).getFirst(), port, end + 1, 0);
                int modes = (shape.skipsPackets() ? FILE_SKIP_COMPLETION_PORT_ON_SUCCESS : 0) | (shape.skipsSignals() ? FILE_SKIP_SET_EVENT_ON_HANDLE : 0);
                win32.setFileCompletionNotificationModes(ends.get(end).getFirst(), modes);
            }
            everNowait[end] = shape.nowait()[end];
        }
    }

    /** Opens a client, in the mode that clients have in this program. */
    boolean openClient() {
        Handle client = win32.createFile(NAME, GENERIC_READ | GENERIC_WRITE, 0, null, OPEN_EXISTING, shape().overlapped()[1] ? FILE_FLAG_OVERLAPPED : 0,
                Handle.NULL);
        if (client.isInvalid()) {
            return false;
        }
        FileObject file = (FileObject) requireNonNull(kernel.peer.handles.peek(client));
        file.messageRead = shape().messageRead()[1];
        file.nowait = shape().nowait()[1];
        files[1] = file;
        invariants.fileIsSignalled(1);
        ends.get(1).add(client);
        return true;
    }

    int mode(int end) {
        return (shape().messageRead()[end] ? PIPE_READMODE_MESSAGE : 0) | (shape().nowait()[end] ? PIPE_NOWAIT : 0);
    }

    /** Waits until nobody can do anything any more, and asks each thread why. */
    private void settle() {
        do {
            hurried = false;
            win32.sleepEx(LONG_MILLIS, false);
        } while (hurried);
        invariants.look();
        for (ProgramOperation operation : operations) {
            IoRequest request = operation.request;
            require(request == null || !request.isPending() || !request.thread.task.hasEnded() || operation.bound && !operation.routine,
                    "%s pends, and its thread has ended", operation);
        }
        for (int i = 0; i < KernelProgram.THREADS; i++) {
            if (!tasks[i].hasEnded()) {
                invariants.explain((SimThread) requireNonNull(tasks[i].attachment()), doers[i].waitsFor, doers[i].waitsForAll);
            }
        }
    }

    private void compare() {
        ledger.compare(0, pipe().inbound);
        ledger.compare(1, pipe().outbound);
        for (int i = 0; i < KernelProgram.EVENTS; i++) {
            signals.compare(i);
        }
    }

    // ---------------------------------------------------------------- the end

    private void endOperations() {
        SplitMix random = new SplitMix(SplitMix.seedOf(program.seed(), 3));
        for (int i = 0; i < operations.size(); i++) {
            ProgramOperation operation = operations.get(i);
            if (operation.overlapped == null || random.below(2) == 0) {
                continue;
            }
            operation.mayBeCancelled = true;
            if (!ends.get(operation.end).isEmpty() && !operation.isFinal()) {
                win32.cancelIoEx(ends.get(operation.end).getFirst(), operation.overlapped);
            }
        }
        int first = random.below(2);
        for (int i = 0; i < 2; i++) {
            List<Handle> handles = ends.get(first ^ i);
            while (!handles.isEmpty()) {
                Handle handle = handles.removeLast();
                require(win32.closeHandle(handle), "%s could not be closed", handle);
            }
            if (random.below(2) == 0) {
                settle();
            }
        }
        settle();
        drainPort();
    }

    private void endThreads() {
        over = true;
        for (int round = 0; round < MOST_ROUNDS && !allEnded(); round++) {
            for (int i = 0; i < KernelProgram.EVENTS; i++) {
                signals.beginsToSet(i);
                win32.setEvent(events[i]);
                signals.hasSet(i);
            }
            for (int i = 0; i < KernelProgram.THREADS; i++) {
                win32.queueUserAPC(context -> doers[(Integer) requireNonNull(context)].ranApc(), threads[i], i);
            }
            if (!port.isNull()) {
                win32.postQueuedCompletionStatus(port, 0, 0, null);
            }
            for (List<Handle> handles : ends) {
                while (!handles.isEmpty()) {
                    win32.closeHandle(handles.removeLast());
                }
            }
            win32.sleepEx(LONG_MILLIS, false);
        }
        for (List<Handle> handles : ends) {
            while (!handles.isEmpty()) {
                win32.closeHandle(handles.removeLast());
            }
        }
        for (int i = 0; i < KernelProgram.THREADS; i++) {
            require(tasks[i].hasEnded(), "thread %s never ends: %s", i, doers[i].now);
        }
    }

    private boolean allEnded() {
        for (Task task : tasks) {
            if (!task.hasEnded()) {
                return false;
            }
        }
        return true;
    }

    private void check() {
        invariants.look();
        drainPort();
        for (ProgramOperation operation : operations) {
            checkEnd(operation);
        }
        ledger.end();
        for (Handle event : events) {
            require(win32.closeHandle(event), "an event could not be closed");
        }
        for (Handle thread : threads) {
            require(win32.closeHandle(thread), "a thread could not be closed");
        }
        require(port.isNull() || win32.closeHandle(port), "the port could not be closed");
        for (int i = 0; i < kernel.actors.length; i++) {
            require(kernel.actors[i] == null, "the kernel has still %s", kernel.actors[i]);
        }
        for (KernelObject object : new KernelObject[] {eventObjects[0], eventObjects[1], files[0], files[1]}) {
            require(object.handles == 0, "%s has still %s handles", object, object.handles);
            require(object.firstWaiter == null || object.firstWaiter.isGone(), "somebody still waits for %s", object);
        }
        require(files[0].firstRequest() == null && files[1].firstRequest() == null, "an end has still operations");
        require(!pipe().inbound.hasData() && !pipe().outbound.hasData(), "the pipe still holds data");
        require(!pipe().inbound.hasWaitingReads() && !pipe().outbound.hasWaitingReads(), "reads still wait");
        for (ProgramOperation operation : operations) {
            if (operation.memory != null) {
                operation.memory.free();
            }
            if (operation.overlapped != null) {
                operation.overlapped.free();
            }
        }
    }

    /** Takes what packets are left. */
    private void drainPort() {
        boolean more = !port.isNull();
        while (more) {
            more = doers[0].dequeue(0);
        }
    }

    private void checkEnd(ProgramOperation operation) {
        require(operation.hasReturned(), "the call of %s has not returned", operation);
        boolean failed = operation.answer == ProgramOperation.Answer.FAILED;
        IoRequest request = operation.request;
        require(request == null || request.hasEnded(), "%s has not ended", operation);
        if (operation.overlapped == null) {
            return;
        }
        // A call that waits for its operation may be all that tells of its failure.
        boolean waited = failed && !shape().overlapped()[operation.end];
        boolean began = waited ? operation.isFinal() : request != null || !failed;
        require(operation.isFinal() == began, "%s has %s a status", operation, began ? "not" : "nevertheless");
        boolean skipped = operation.answer == ProgramOperation.Answer.SUCCESS && shape().skipsPackets()
                || operation.answer == ProgramOperation.Answer.MORE_DATA && shape().skipsPackets() && shape().seven();
        boolean packet = began && operation.bound && !operation.routine && !operation.packetSuppressed && !skipped;
        require(operation.packets == (packet ? 1 : 0), "%s has %s packets", operation, operation.packets);
        require(operation.routineCalls == 0 || operation.routine && began, "%s has called back", operation);
        require(operation.routineCalls <= 1, "%s has called back %s times", operation, operation.routineCalls);
        require(!operation.routine || !began || operation.routineCalls == 1 || !shape().lingers()[operation.thread], "%s has not called back", operation);
    }

    // ---------------------------------------------------------------- what the threads, the ledger and the invariants ask

    Shape shape() {
        return program.shape();
    }

    NamedPipe pipe() {
        return files[0].pipe;
    }

    FileObject file(int end) {
        return files[end];
    }

    EventObject event(int index) {
        return eventObjects[index];
    }

    int nextMoment() {
        return ++moment;
    }

    boolean mayDrop(int reader) {
        return mayDrop[reader];
    }

    void drops(int reader) {
        mayDrop[reader] = true;
    }

    boolean mayBreak() {
        return ending || !shape().staysOpen();
    }

    boolean mayBeShort(ProgramOperation write) {
        return everNowait[write.end];
    }

    void becomesNowait(int end) {
        everNowait[end] = true;
    }

    /** Whether a write has reached the pipe: it has returned, or it waits there and not for its turn. */
    boolean hasBegun(ProgramOperation write) {
        return write.hasReturned() || write.request != null;
    }

    ProgramThread doer(int thread) {
        return doers[thread];
    }

    /** While a call cancels everything on an end, operations that begin meanwhile may be cancelled too. */
    void cancelsAll(int end, boolean begins) {
        cancellingAll[end] += begins ? 1 : -1;
    }

    /** The same of the calls of a thread. */
    void cancelsCallOf(int thread, boolean begins) {
        cancellingCallOf[thread] += begins ? 1 : -1;
    }

    boolean isBeingCancelled(int end, int thread) {
        return cancellingAll[end] > 0 || cancellingCallOf[thread] > 0;
    }

    /** Whether a thread would meet another object if a handle to this end were closed now, and its value used again. */
    boolean isAboutToUse(int end) {
        for (ProgramThread thread : doers) {
            if (thread.isAboutToUse(end)) {
                return true;
            }
        }
        return false;
    }

    boolean isDoneBy(int thread, SimThread which) {
        return tasks[thread].attachment() == which;
    }

    boolean waitsForItsTurn(SimThread thread) {
        for (FileObject file : files) {
            if (file.busyWith != null && file.busyWith != thread && thread.task.blockedOn() == file.number) {
                return true;
            }
        }
        return false;
    }

    /** OVERLAPPED says how an operation has ended: the first look at it. */
    void hasEnded(ProgramOperation operation) {
        SimOverlapped overlapped = operation.overlapped;
        if (overlapped == null || operation.ended) {
            return;
        }
        operation.ended = true;
        invariants.checkStatus(operation, overlapped.internal);
        if (operation.type == IoRequest.Type.READ) {
            ledger.read(operation, overlapped.internal, (int) overlapped.information(), bytesOf(operation));
        }
    }

    static byte[] bytesOf(ProgramOperation operation) {
        SimMemory memory = operation.memory;
        byte[] bytes = new byte[memory == null ? 0 : memory.size()];
        if (memory != null) {
            memory.read(0, bytes, 0, bytes.length);
        }
        return bytes;
    }

    /** Ends the run unless what should be so is so. */
    void require(boolean condition, String what, @Nullable Object... values) {
        if (!condition) {
            throw new Wrong(String.format(Locale.ROOT, what, values));
        }
    }

    /** Operations that have begun and not ended. */
    int inFlight() {
        int count = 0;
        for (ProgramOperation operation : operations) {
            count += operation.answer == ProgramOperation.Answer.PENDING && !operation.isFinal() || !operation.hasReturned() ? 1 : 0;
        }
        return count;
    }

    /** The scheduler is about to decide between these. */
    void decides(long enabled) {
        if (staged) {
            invariants.look();
            invariants.checkHeld(enabled);
        }
    }

    /** Time passes although somebody can do something. */
    void hurries() {
        hurried = true;
    }
}
