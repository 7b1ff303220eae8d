package dev.overlap.kernel;

import static dev.overlap.win32.HandleFunctions.CURRENT_PROCESS;
import static dev.overlap.win32.HandleFunctions.DUPLICATE_CLOSE_SOURCE;
import static dev.overlap.win32.HandleFunctions.DUPLICATE_SAME_ACCESS;
import static dev.overlap.win32.NamedPipeFunctions.PIPE_NOWAIT;
import static dev.overlap.win32.NamedPipeFunctions.PIPE_READMODE_MESSAGE;
import static dev.overlap.win32.NtStatus.STATUS_BUFFER_OVERFLOW;
import static dev.overlap.win32.NtStatus.STATUS_CANCELLED;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.WaitFunctions.INFINITE;
import static dev.overlap.win32.WaitFunctions.WAIT_IO_COMPLETION;
import static dev.overlap.win32.WaitFunctions.WAIT_OBJECT_0;
import static dev.overlap.win32.WaitFunctions.WAIT_TIMEOUT;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;
import static java.util.Objects.requireNonNull;

import java.util.List;

import dev.overlap.kernel.KernelProgram.Call;
import dev.overlap.kernel.ProgramOperation.Answer;
import dev.overlap.schedule.Blocking;
import dev.overlap.win32.CompletionRoutine;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.OverlappedReference;
import dev.overlap.win32.PointerReference;
import dev.overlap.win32.Win32Error;
import org.jspecify.annotations.Nullable;

/** A thread of a program: makes its calls, and compares what each answers with what can be. */
final class ProgramThread implements Runnable {

    /** No handle of any table. */
    private static final Handle CLOSED = new Handle(0x7FFC);
    private static final int MOST_IN_FLIGHT = 12;
    private static final int READ_BYTES = 8;
    private static final int PEEK_BYTES = 4;

    private final ProgramRun run;
    private final int index;
    private final SimWin32 win32;
    private final int[] lastApcOf = new int[KernelProgram.THREADS];
    private int apcsQueued;
    private int apcsRun;
    /** The end to which the handle refers that its call was given, -1 for none. */
    private int uses = -1;
    private boolean begun;
    private boolean alertable;
    private String answer = "";
    /** What it waits for, and whether for all of that. */
    KernelObject @Nullable [] waitsFor;
    boolean waitsForAll;
    /** Its call, for people. */
    Object now = "nothing yet";

    ProgramThread(ProgramRun run, int index) {
        this.run = run;
        this.index = index;
        this.win32 = run.win32;
    }

    @Override
    public void run() {
        begun = true;
        for (Call call : run.program.calls()) {
            if (call.thread() == index && !run.over) {
                make(call);
            }
        }
        now = "its last wait";
        alertable = true;
        boolean lingers = run.shape().lingers()[index];
        while (lingers) {
            lingers = !run.over;
            win32.sleepEx(lingers ? INFINITE : 0, true);
        }
        now = "its end";
        for (ProgramOperation operation : run.operations) {
            operation.mayBeCancelled |= operation.thread == index && (operation.routine || !operation.bound);
        }
    }

    private void make(Call call) {
        SimThread thread = run.kernel.thread();
        now = call;
        int apcs = apcsRun;
        answer = "";
        try {
            act(call, thread);
        } catch (UnsupportedOperationException e) {
            answer = String.valueOf(e.getMessage());
            // It has left the call in the middle; any other call carries out what is queued to the thread.
            win32.sleepEx(0, false);
        }
        run.require(!thread.hasCompletions(), "%s returns before completions that are queued to its thread", call);
        run.require(apcs == apcsRun || alertable, "%s has run APCs", call);
        alertable = false;
        uses = -1;
        waitsFor = null;
        waitsForAll = false;
        if (run.log != null) {
            run.log.add(call + " → " + answer);
        }
    }

    private void act(Call call, SimThread thread) {
        switch (call.kind()) {
            case READ, WRITE, READ_EX, WRITE_EX, CONNECT -> issue(call, thread);
            case CANCEL_ONE, CANCEL_ALL, CANCEL_IO, CANCEL_SYNCHRONOUS -> cancel(call, thread);
            case PEEK -> onFile(call.end(), () -> peek(call));
            case FLUSH -> onFile(call.end(), () -> answered(win32.flushFileBuffers(handle(call.end(), call.a()))));
            case SET -> set(call.a() % KernelProgram.EVENTS);
            case RESET -> answered(win32.resetEvent(run.events[call.a() % KernelProgram.EVENTS]));
            case WAIT, WAIT_EX, WAIT_FOR_SEVERAL, SIGNAL_AND_WAIT, SLEEP_EX -> await(call);
            case QUEUE_APC -> queueApc(call.a() % KernelProgram.THREADS);
            case RESULT, RESULT_EX -> result(call);
            case DEQUEUE -> dequeue(run.port.isNull() ? 0 : timeout(call.b()));
            case POST -> answered(!run.port.isNull() && win32.postQueuedCompletionStatus(run.port, call.a(), 0, null));
            case NOWAIT_MODE -> onFile(call.end(), () -> changeMode(call));
            case HANDLE_STATE -> onFile(call.end(), () -> lookAtState(call));
            case DUPLICATE -> duplicate(call);
            case DISCONNECT -> onFile(call.end(), () -> disconnect(call));
            case CLOSE -> close(call);
            case OPEN_CLIENT -> answer = run.ends.get(1).isEmpty() || run.file(1).disconnected ? "opened " + run.openClient() : "is open";
        }
    }

    private boolean answered(boolean answeredTrue) {
        answer = answeredTrue ? "TRUE" : Win32Error.name(win32.getLastError());
        return answeredTrue;
    }

    private Handle handle(int end, int which) {
        uses = end;
        List<Handle> handles = run.ends.get(end);
        return handles.isEmpty() ? CLOSED : handles.get(which % handles.size());
    }

    // ---------------------------------------------------------------- reading and writing

    private void issue(Call call, SimThread thread) {
        boolean writes = call.kind() == KernelProgram.Kind.WRITE || call.kind() == KernelProgram.Kind.WRITE_EX;
        boolean connects = call.kind() == KernelProgram.Kind.CONNECT;
        boolean routine = call.kind() == KernelProgram.Kind.READ_EX || call.kind() == KernelProgram.Kind.WRITE_EX;
        if (run.inFlight() >= MOST_IN_FLIGHT || writes && run.ledger.isFull() || routine && !run.shape().overlapped()[call.end()]) {
            answer = "left out";
            return;
        }
        boolean overlaps = routine || call.c() % 8 != 0 && (run.shape().overlapped()[call.end()] || call.c() % 2 == 0);
        int length = connects ? 0 : writes ? call.b() % (ByteLedger.MAX_BYTES + 1) : call.b() % (READ_BYTES + 1);
        if (length == 0 && !writes && !connects && run.shape().messageRead()[call.end()]) {
            // Not simulated where it meets an empty message.
            length = 1;
        }
        int event = overlaps && !routine && call.a() % 3 < KernelProgram.EVENTS ? call.a() % 3 : -1;
        boolean suppressed = event >= 0 && call.a() % 5 == 0;
        SimOverlapped overlapped = overlaps ? run.kernel.heap().allocateOverlapped(MemoryOwner.WORLD) : null;
        SimMemory memory = connects ? null : requireNonNull(run.kernel.heap().allocate(Math.max(1, length), MemoryOwner.WORLD));
        IoRequest.Type type = connects ? IoRequest.Type.LISTEN : writes ? IoRequest.Type.WRITE : IoRequest.Type.READ;
        ProgramOperation operation =
                new ProgramOperation(run.operations.size(), type, call.end(), index, length, overlapped, memory, event, routine, suppressed,
                        run.ledger.nextValue());
        if (overlapped != null && event >= 0) {
            overlapped.setEvent(suppressed ? new Handle(run.events[event].value() | 1) : run.events[event]);
        }
        if (writes) {
            for (int i = 0; i < length; i++) {
                requireNonNull(memory).put(i, (byte) (operation.firstValue + i));
            }
            run.ledger.writes(operation);
        }
        operation.mayBeCancelled = run.isBeingCancelled(call.end(), index);
        run.operations.add(operation);
        now = call + " as " + operation;
        operation.begunAt = run.nextMoment();
        // Without an OVERLAPPED it signals the file object; and where a packet has taken it along, only the packet's taker sees its end.
        boolean signals = overlapped == null || run.shape().bound()[call.end()];
        if (signals) {
            run.signals.beginsToSignal(call.end());
        }
        issue(call, thread, operation);
        if (signals) {
            run.signals.hasSignalled(call.end());
        }
        operation.returnedAt = run.nextMoment();
        answer = operation + " " + operation.answer + " " + Win32Error.name(thread.lastError);
    }

    private void issue(Call call, SimThread thread, ProgramOperation operation) {
        Handle handle = handle(call.end(), call.a());
        operation.bound = run.kernel.peer.handles.peek(handle) instanceof FileObject file && file.binding != null;
        SimOverlapped overlapped = operation.overlapped;
        SimMemory memory = operation.memory;
        DwordReference bytes = new DwordReference();
        int errorBefore = thread.lastError;
        boolean answeredTrue = switch (call.kind()) {
            case READ -> win32.readFile(handle, memory, 0, operation.length, bytes, overlapped);
            case WRITE -> win32.writeFile(handle, memory, 0, operation.length, bytes, overlapped);
            case READ_EX -> win32.readFileEx(handle, memory, 0, operation.length, requireNonNull(overlapped), routineOf(operation));
            case WRITE_EX -> win32.writeFileEx(handle, memory, 0, operation.length, requireNonNull(overlapped), routineOf(operation));
            default -> win32.connectNamedPipe(handle, overlapped);
        };
        int error = thread.lastError;
        operation.answeredBytes = bytes.value;
        if (answeredTrue) {
            operation.answer = operation.routine ? Answer.PENDING : Answer.SUCCESS;
            run.require(operation.routine || error == errorBefore, "%s succeeds, and changes the last error", call);
        } else {
            operation.answer = error == ERROR_IO_PENDING ? Answer.PENDING : error == ERROR_MORE_DATA ? Answer.MORE_DATA : Answer.FAILED;
        }
        boolean ended = operation.answer == Answer.SUCCESS || operation.answer == Answer.MORE_DATA;
        run.require(!ended || overlapped == null || operation.isFinal(), "%s is answered, and has no status", operation);
        run.require(operation.answer != Answer.MORE_DATA || overlapped == null || bytes.value == 0, "%s says with MORE_DATA that it has read", operation);
        run.require(operation.answer != Answer.PENDING || operation.overlapped != null, "%s pends, and has no OVERLAPPED", operation);
        if (overlapped == null && operation.type == IoRequest.Type.READ) {
            int status = operation.answer == Answer.SUCCESS ? STATUS_SUCCESS : operation.answer == Answer.MORE_DATA ? STATUS_BUFFER_OVERFLOW : STATUS_CANCELLED;
            run.ledger.read(operation, status, bytes.value, ProgramRun.bytesOf(operation));
        }
    }

    private CompletionRoutine routineOf(ProgramOperation operation) {
        return (error, bytes, overlapped) -> {
            operation.routineCalls++;
            ranApc();
            run.require(operation.isFinal() && bytes == requireNonNull(operation.overlapped).information(), "the routine of %s is told %s bytes", operation,
                    bytes);
            run.require(run.isDoneBy(index, run.kernel.thread()), "the routine of %s runs on another thread", operation);
        };
    }

    // ---------------------------------------------------------------- cancelling

    private void cancel(Call call, SimThread thread) {
        int moment = run.nextMoment();
        ProgramOperation target = run.operations.isEmpty() ? null : run.operations.get(call.a() % run.operations.size());
        switch (call.kind()) {
            case CANCEL_ONE -> {
                if (target != null && target.overlapped != null) {
                    target.mayBeCancelled = true;
                    answered(win32.cancelIoEx(handle(target.end, call.b()), target.overlapped));
                }
            }
            case CANCEL_ALL -> {
                for (ProgramOperation operation : run.operations) {
                    operation.mayBeCancelled |= operation.end == call.end();
                }
                run.cancelsAll(call.end(), true);
                Handle handle = handle(call.end(), call.b());
                KernelObject object = run.kernel.peer.handles.peek(handle);
                if (answered(win32.cancelIoEx(handle, null))) {
                    checkCancelled(object, moment);
                }
                run.cancelsAll(call.end(), false);
            }
            case CANCEL_IO -> {
                for (ProgramOperation operation : run.operations) {
                    operation.mayBeCancelled |= operation.end == call.end() && operation.thread == index;
                }
                Handle handle = handle(call.end(), call.b());
                KernelObject object = run.kernel.peer.handles.peek(handle);
                boolean cancelled = answered(win32.cancelIo(handle));
                run.require(cancelled || !run.ends.get(call.end()).contains(handle), "CancelIo says %s", answer);
                if (cancelled && object instanceof FileObject file) {
                    for (IoRequest request = file.firstRequest(); request != null; request = request.nextOfFile) {
                        run.require(request.thread != thread || !request.isPending(), "CancelIo has left %s", request);
                    }
                }
            }
            default -> {
                int other = call.a() % KernelProgram.THREADS;
                for (ProgramOperation operation : run.operations) {
                    operation.mayBeCancelled |= operation.thread == other && !operation.hasReturned();
                }
                run.cancelsCallOf(other, true);
                IoRequest blocked = ((SimThread) requireNonNull(run.tasks[other].attachment())).blockedIn;
                boolean found = answered(win32.cancelSynchronousIo(run.threads[other]));
                run.require(!found || blocked == null || !blocked.isPending() || blocked.isCancelRequested(), "CancelSynchronousIo has left %s", blocked);
                run.cancelsCallOf(other, false);
            }
        }
    }

    private void checkCancelled(@Nullable KernelObject file, int since) {
        for (ProgramOperation operation : run.operations) {
            IoRequest request = operation.request;
            run.require(operation.returnedAt > since || request == null || request.file != file
                    || !request.isPending() || request.isCancelRequested(), "CancelIoEx has left %s", operation);
        }
    }

    // ---------------------------------------------------------------- signals and waits

    private void set(int event) {
        run.signals.beginsToSet(event);
        answered(win32.setEvent(run.events[event]));
        run.signals.hasSet(event);
    }

    /** Whether it has begun a call with a handle to an end, and the kernel has not looked yet what the handle refers to. */
    boolean isAboutToUse(int end) {
        return uses == end && run.tasks[index].blocking() == Blocking.NOTHING;
    }

    private static int timeout(int number) {
        return switch (number % 4) {
            case 0 -> 0;
            case 1 -> INFINITE;
            default -> 1 + number % 20;
        };
    }

    private void await(Call call) {
        int first = call.a() % KernelProgram.EVENTS;
        int second = 1 - first;
        boolean file = call.kind() == KernelProgram.Kind.WAIT && call.c() % 3 == 0;
        boolean several = call.kind() == KernelProgram.Kind.WAIT_FOR_SEVERAL;
        boolean all = several && call.c() % 2 == 0;
        alertable = call.kind() != KernelProgram.Kind.WAIT && call.c() % 4 > 0;
        int millis = timeout(call.b());
        if (millis == INFINITE && (file || call.kind() == KernelProgram.Kind.SLEEP_EX && !alertable)) {
            // Nobody could end it.
            millis = 1;
        }
        Handle handle = file ? handle(call.end(), call.a()) : run.events[first];
        if (several) {
            waitsFor = new KernelObject[] {run.event(first), run.event(second)};
            waitsForAll = all;
        } else {
            KernelObject object = run.kernel.peer.handles.peek(handle);
            waitsFor = object == null ? new KernelObject[0] : new KernelObject[] {object};
        }
        long since = run.kernel.scheduler.now();
        int apcs = apcsRun;
        int answered = switch (call.kind()) {
            case WAIT -> win32.waitForSingleObject(handle, millis);
            case WAIT_EX -> win32.waitForSingleObjectEx(handle, millis, alertable);
            case WAIT_FOR_SEVERAL -> win32.waitForMultipleObjectsEx(2, new Handle[] {run.events[first], run.events[second]}, all, millis, alertable);
            case SIGNAL_AND_WAIT -> {
                run.signals.beginsToSet(second);
                waitsFor = new KernelObject[] {run.event(first)};
                int result = win32.signalObjectAndWait(run.events[second], run.events[first], millis, alertable);
                run.signals.hasSet(second);
                yield result;
            }
            default -> win32.sleepEx(millis, alertable);
        };
        answer = Integer.toString(answered);
        run.require(apcs == apcsRun == (answered != WAIT_IO_COMPLETION), "%s answers %s, and has run %s APCs", call, answered, apcsRun - apcs);
        run.require(answered != WAIT_TIMEOUT || millis >= 0 && run.kernel.scheduler.now() >= since + millis, "%s has run out of time too early", call);
        if (call.kind() != KernelProgram.Kind.SLEEP_EX && !file && answered >= WAIT_OBJECT_0 && answered < WAIT_OBJECT_0 + 2) {
            run.signals.eventLetThrough(answered == WAIT_OBJECT_0 ? first : second);
            if (all) {
                run.signals.eventLetThrough(second);
            }
        }
    }

    private void queueApc(int target) {
        int number = ++apcsQueued;
        answered(win32.queueUserAPC(context -> run.doer(target).ranApcOf(index, number), run.threads[target], null));
    }

    private void ranApcOf(int queuer, int number) {
        ranApc();
        run.require(number > lastApcOf[queuer], "an APC of thread %s has overtaken another on thread %s", queuer, index);
        lastApcOf[queuer] = number;
    }

    void ranApc() {
        apcsRun++;
        run.require(alertable || !begun, "an APC runs in %s", now);
    }

    // ---------------------------------------------------------------- results

    private void result(Call call) {
        ProgramOperation operation = run.operations.isEmpty() ? null : run.operations.get(call.a() % run.operations.size());
        if (operation == null || operation.overlapped == null) {
            answer = "left out";
            return;
        }
        Handle handle = handle(operation.end, call.b());
        KernelObject object = operation.event >= 0 && !operation.routine ? run.event(operation.event) : run.kernel.peer.handles.peek(handle);
        waitsFor = object == null ? new KernelObject[0] : new KernelObject[] {object};
        DwordReference bytes = new DwordReference();
        alertable = call.kind() == KernelProgram.Kind.RESULT_EX && call.c() % 2 == 0;
        boolean wasFinal = operation.isFinal();
        if (wasFinal) {
            waitsFor = null;
        }
        boolean answeredTrue = alertable ? win32.getOverlappedResultEx(handle, operation.overlapped, bytes, timeout(call.c()), true)
                : win32.getOverlappedResult(handle, operation.overlapped, bytes, operation.event >= 0 && call.c() % 3 == 0);
        answered(answeredTrue);
        run.require(answeredTrue || !alertable || timeout(call.c()) != 0 || win32.getLastError() != WAIT_TIMEOUT, "%s has waited", call);
        run.require(!wasFinal || bytes.value == operation.overlapped.information(), "GetOverlappedResult says %s of %s", bytes.value, operation);
        run.require(!wasFinal || answeredTrue == (operation.overlapped.internal == STATUS_SUCCESS), "GetOverlappedResult says %s of %s", answer, operation);
    }

    /** Takes a packet; false when there was none. */
    boolean dequeue(int millis) {
        if (run.port.isNull()) {
            answer = "no port";
            return false;
        }
        DwordReference bytes = new DwordReference();
        PointerReference key = new PointerReference();
        OverlappedReference overlapped = new OverlappedReference();
        waitsFor = new KernelObject[] {requireNonNull(run.kernel.peer.handles.peek(run.port))};
        boolean answeredTrue = answered(win32.getQueuedCompletionStatus(run.port, bytes, key, overlapped, millis));
        if (overlapped.value == null) {
            return answeredTrue;
        }
        for (ProgramOperation operation : run.operations) {
            if (operation.overlapped == overlapped.value) {
                operation.packets++;
                answer += " " + operation;
                run.require(operation.isFinal() && bytes.value == operation.overlapped.information(), "the packet of %s says %s bytes", operation, bytes.value);
                run.require(answeredTrue == (operation.overlapped.internal == STATUS_SUCCESS), "the packet of %s says %s", operation, answer);
                run.require(key.value == operation.end + 1, "the packet of %s has key %s", operation, key.value);
                return true;
            }
        }
        run.require(false, "a packet of nobody");
        return true;
    }

    // ---------------------------------------------------------------- the ends

    /** A call that is no operation of its own, and may signal the file object all the same. */
    private void onFile(int end, Runnable call) {
        run.signals.beginsToSignal(end);
        call.run();
        run.signals.hasSignalled(end);
    }

    private void peek(Call call) {
        SimMemory memory = requireNonNull(run.kernel.heap().allocate(PEEK_BYTES, MemoryOwner.WORLD));
        DwordReference bytes = new DwordReference();
        DwordReference available = new DwordReference();
        answered(win32.peekNamedPipe(handle(call.end(), call.a()), memory, call.b() % (PEEK_BYTES + 1), bytes, available, new DwordReference()));
        run.require(bytes.value <= available.value, "PeekNamedPipe shows %s of %s bytes", bytes.value, available.value);
    }

    private void changeMode(Call call) {
        run.becomesNowait(call.end());
        int mode = (run.shape().messageRead()[call.end()] ? PIPE_READMODE_MESSAGE : 0) | (call.a() % 2 == 0 ? PIPE_NOWAIT : 0);
        answered(win32.setNamedPipeHandleState(handle(call.end(), call.b()), mode, null, null));
    }

    private void lookAtState(Call call) {
        DwordReference state = new DwordReference();
        DwordReference out = new DwordReference();
        DwordReference in = new DwordReference();
        if (answered(win32.getNamedPipeHandleState(handle(call.end(), call.a()), state, null, null, null, null, 0))) {
            boolean messages = (state.value & PIPE_READMODE_MESSAGE) != 0;
            run.require(messages == run.shape().messageRead()[call.end()], "an end is in another read mode");
        }
        if (win32.getNamedPipeInfo(handle(call.end(), call.a()), null, out, in, null)) {
            run.require(out.value == run.shape().outBytes() && in.value == run.shape().inBytes(), "the pipe says that its buffers have %s and %s bytes",
                    out.value,
                    in.value);
        }
    }

    private void duplicate(Call call) {
        List<Handle> handles = run.ends.get(call.end());
        boolean moves = call.b() % 3 == 0;
        if (handles.isEmpty() || moves && run.isAboutToUse(call.end())) {
            answer = "left out";
            return;
        }
        Handle source = handle(call.end(), call.a());
        HandleReference target = new HandleReference();
        if (moves) {
            handles.remove(source);
        }
        if (answered(win32.duplicateHandle(CURRENT_PROCESS, source, CURRENT_PROCESS, target, 0, false,
                DUPLICATE_SAME_ACCESS | (moves ? DUPLICATE_CLOSE_SOURCE : 0)))) {
            handles.add(target.value);
        }
    }

    private void disconnect(Call call) {
        run.drops(0);
        run.drops(1);
        answered(win32.disconnectNamedPipe(handle(call.end(), call.a())));
    }

    private void close(Call call) {
        List<Handle> handles = run.ends.get(call.end());
        if (handles.isEmpty() || run.isAboutToUse(call.end())) {
            answer = "left out";
            return;
        }
        Handle handle = handles.remove(call.a() % handles.size());
        if (handles.isEmpty()) {
            run.drops(call.end());
        }
        run.require(answered(win32.closeHandle(handle)), "%s: an open handle could not be closed", call);
    }
}
