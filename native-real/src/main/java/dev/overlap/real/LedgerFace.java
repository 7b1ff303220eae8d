package dev.overlap.real;

import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_IO_INCOMPLETE;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_NOT_CONNECTED;
import static dev.overlap.win32.Win32Error.ERROR_SUCCESS;
import static java.util.Objects.requireNonNull;

import java.lang.reflect.Method;

import dev.overlap.real.OpenObject.Type;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.OverlappedEntry;
import dev.overlap.win32.OverlappedReference;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/** Windows with the ledger in front: hears of each call of the process under test before it begins, and of its answer before the program does. */
final class LedgerFace extends Face {

    private final Ledger ledger;
    private final int stream;

    /** @param stream whose reader calls here, 0 for a task */
    LedgerFace(Win32 target, Ledger ledger, int stream) {
        super(target);
        this.ledger = ledger;
        this.stream = stream;
    }

    @Override
    @Nullable Object call(String function, Method method, @Nullable Object[] arguments) {
        if (function.equals("GetLastError")) {
            return pass(method, arguments);
        }
        Subject subject = new Subject(function, arguments);
        boolean judged = ledger.cast.isUnderTest() && !ledger.isStranger();
        if (judged) {
            synchronized (ledger.court) {
                ledger.court.step();
                begins(subject);
            }
        }
        String outer = ledger.calls.entered(function);
        Object answer;
        try {
            ledger.awaitsCallbacks(subject.awaited);
            answer = pass(method, subject.passed);
        } finally {
            ledger.awaitsCallbacks(null);
            ledger.calls.left(outer);
        }
        if (judged) {
            subject.answer = answer;
            subject.error = Boolean.FALSE.equals(answer) ? target.getLastError() : ERROR_SUCCESS;
            synchronized (ledger.court) {
                ends(subject);
            }
        }
        return answer;
    }

    /** One call, and what it is about. */
    private static final class Subject {
        final String function;
        final @Nullable Object[] given;
        final @Nullable Object[] passed;
        @Nullable Object answer;
        int error;
        @Nullable Operation operation;
        @Nullable OpenObject object;
        /** For whose callbacks the call waits. */
        @Nullable OpenObject awaited;

        Subject(String function, @Nullable Object[] given) {
            this.function = function;
            this.given = given;
            this.passed = given.clone();
        }

        Handle handle(int index) {
            return requireNonNull((Handle) given[index]);
        }

        boolean succeeded() {
            return !Boolean.FALSE.equals(answer);
        }
    }

    // ---------------------------------------------------------------- before

    private void begins(Subject subject) {
        HandleLedger handles = ledger.handles;
        switch (subject.function) {
            case "ReadFile", "WriteFile" -> operationBegins(subject, (Overlapped) subject.given[5], true);
            case "ReadFileEx", "WriteFileEx" -> operationBegins(subject, (Overlapped) subject.given[4], false);
            case "ConnectNamedPipe" -> operationBegins(subject, (Overlapped) subject.given[1], true);
            case "FlushFileBuffers", "GetOverlappedResult", "GetOverlappedResultEx", "SetFileCompletionNotificationModes", "DisconnectNamedPipe",
                    "PeekNamedPipe", "SetNamedPipeHandleState", "GetNamedPipeHandleState", "GetNamedPipeInfo", "TransactNamedPipe",
                    "NtQueryInformationFile" -> handles.requires(subject.function, subject.handle(0), Type.FILE);
            case "CancelIoEx", "CancelIo" -> cancelBegins(subject);
            case "CreateIoCompletionPort" -> {
                if (!subject.handle(0).isInvalid()) {
                    handles.requires(subject.function, subject.handle(0), Type.FILE);
                }
                if (!subject.handle(1).isNull()) {
                    handles.requires(subject.function, subject.handle(1), Type.PORT);
                }
            }
            case "GetQueuedCompletionStatus", "GetQueuedCompletionStatusEx", "PostQueuedCompletionStatus" ->
                    handles.requires(subject.function, subject.handle(0), Type.PORT);
            case "SetEvent", "ResetEvent" -> handles.requires(subject.function, subject.handle(0), Type.EVENT);
            case "ReleaseSemaphore" -> handles.requires(subject.function, subject.handle(0), Type.SEMAPHORE);
            case "WaitForSingleObject", "WaitForSingleObjectEx" -> handles.requires(subject.function, subject.handle(0));
            case "WaitForMultipleObjects", "WaitForMultipleObjectsEx" -> {
                Handle[] waited = requireNonNull((Handle[]) subject.given[1]);
                for (int i = 0; i < (int) requireNonNull(subject.given[0]); i++) {
                    handles.requires(subject.function, waited[i]);
                }
            }
            case "CloseHandle" -> {
                handles.requires(subject.function, subject.handle(0));
                subject.object = handles.open(subject.handle(0));
                handles.requiresNoWaiter(subject.object);
                handles.closing(subject.object);
            }
            default -> poolCallBegins(subject);
        }
    }

    private void operationBegins(Subject subject, @Nullable Overlapped overlapped, boolean setsEvent) {
        ledger.handles.requires(subject.function, subject.handle(0), Type.FILE);
        if (overlapped == null) {
            return;
        }
        if (setsEvent && !overlapped.event().isNull()) {
            ledger.handles.requires(subject.function, new Handle(overlapped.event().value() & ~1L), Type.EVENT);
        }
        boolean transfers = !subject.function.equals("ConnectNamedPipe");
        subject.operation = ledger.operations.begins(stream, subject.function, subject.handle(0), overlapped,
                transfers ? (Memory) subject.given[1] : null, transfers ? number(subject.given[2]) : 0, transfers ? number(subject.given[3]) : 0);
        if (!setsEvent) {
            subject.passed[5] = wrapper(null).wrap(subject.given[5]);
        }
    }

    private static int number(@Nullable Object argument) {
        return (int) requireNonNull(argument);
    }

    private void cancelBegins(Subject subject) {
        ledger.handles.requires(subject.function, subject.handle(0), Type.FILE);
        boolean all = subject.function.equals("CancelIo") || subject.given[1] == null;
        for (Operation operation : ledger.operations.inFlight()) {
            boolean meant = !all ? operation.isOf(requireNonNull(subject.given[1])) : operation.file.equals(subject.handle(0))
                    && (subject.function.equals("CancelIoEx") || operation.issuer == Thread.currentThread());
            if (meant) {
                operation.cancelAsked = true;
                subject.operation = operation;
            }
        }
    }

    private void poolCallBegins(Subject subject) {
        HandleLedger handles = ledger.handles;
        switch (subject.function) {
            case "RegisterWaitForSingleObject" -> {
                handles.requires(subject.function, subject.handle(1));
                subject.object = handles.made(Type.REGISTERED_WAIT);
                subject.object.waitsFor = handles.open(subject.handle(1));
                subject.passed[2] = wrapper(subject.object).wrap(subject.given[2]);
            }
            case "UnregisterWait", "UnregisterWaitEx" -> {
                handles.requiresWait(subject.function, subject.handle(0));
                subject.object = handles.openWait(subject.handle(0));
                if (subject.function.equals("UnregisterWaitEx") && subject.handle(1).isInvalid()) {
                    handles.requiresOutside(subject.function, subject.object);
                    subject.awaited = subject.object;
                }
                handles.closing(subject.object);
            }
            case "CreateThreadpoolWait", "CreateThreadpoolIo" -> {
                boolean wait = subject.function.equals("CreateThreadpoolWait");
                subject.object = handles.made(wait ? Type.THREADPOOL_WAIT : Type.THREADPOOL_IO);
                int callback = wait ? 0 : 1;
                subject.passed[callback] = wrapper(subject.object).wrap(subject.given[callback]);
            }
            case "SetThreadpoolWait" -> {
                handles.requiresPoolObject(subject.function, subject.given[0]);
                OpenObject wait = handles.poolObject(requireNonNull(subject.given[0]));
                boolean arms = !subject.handle(1).isNull();
                if (arms) {
                    handles.requires(subject.function, subject.handle(1));
                }
                if (wait != null) {
                    wait.waitsFor = arms ? handles.open(subject.handle(1)) : null;
                    wait.restless |= arms;
                }
            }
            case "WaitForThreadpoolWaitCallbacks", "WaitForThreadpoolIoCallbacks" -> {
                handles.requiresPoolObject(subject.function, subject.given[0]);
                subject.object = handles.poolObject(requireNonNull(subject.given[0]));
                handles.requiresOutside(subject.function, subject.object);
                subject.awaited = subject.object;
            }
            case "CloseThreadpoolWait", "CloseThreadpoolIo" -> {
                handles.requiresPoolObject(subject.function, subject.given[0]);
                OpenObject closed = handles.poolObject(requireNonNull(subject.given[0]));
                if (closed != null) {
                    closed.waitsFor = null;
                    if (closed.restless) {
                        ledger.leavesCallbacks();
                    }
                    handles.closing(closed);
                }
            }
            default -> {
                for (int i = 0; i < subject.given.length; i++) {
                    subject.passed[i] = wrapper(null).wrap(subject.given[i]);
                }
            }
        }
    }

    private CallbackWrapper wrapper(@Nullable OpenObject object) {
        return (which, pool, callback) -> ledger.run(object, which, pool, callback);
    }

    // ---------------------------------------------------------------- after

    private void ends(Subject subject) {
        switch (subject.function) {
            case "ReadFile", "WriteFile", "ReadFileEx", "WriteFileEx", "ConnectNamedPipe" -> operationEnds(subject);
            case "GetOverlappedResult", "GetOverlappedResultEx" -> resultEnds(subject);
            case "CancelIoEx", "CancelIo" -> cancelEnds(subject);
            case "PeekNamedPipe", "GetNamedPipeHandleState" -> {
                if (stream != 0 && meansEnd(subject.error)) {
                    ledger.court.oracles().ended(stream);
                }
            }
            case "GetQueuedCompletionStatus" -> observed(((OverlappedReference) requireNonNull(subject.given[3])).value);
            case "GetQueuedCompletionStatusEx" -> {
                if (subject.succeeded()) {
                    OverlappedEntry[] entries = requireNonNull((OverlappedEntry[]) subject.given[1]);
                    for (int i = 0; i < ((DwordReference) requireNonNull(subject.given[3])).value; i++) {
                        observed(entries[i].overlapped());
                    }
                }
            }
            case "WaitForSingleObject", "WaitForSingleObjectEx", "WaitForMultipleObjects", "WaitForMultipleObjectsEx", "MsgWaitForMultipleObjectsEx",
                    "SignalObjectAndWait" -> ledger.operations.mayHaveSeen();
            case "CloseHandle" -> {
                if (!subject.succeeded()) {
                    ledger.handles.notClosed(subject.object);
                }
            }
            case "WaitForThreadpoolWaitCallbacks" -> {
                if (subject.object != null && subject.object.waitsFor == null) {
                    subject.object.restless = false;
                }
            }
            default -> makingEnds(subject);
        }
    }

    private void makingEnds(Subject subject) {
        HandleLedger handles = ledger.handles;
        switch (subject.function) {
            case "CreateEvent" -> opened(Type.EVENT, subject.answer);
            case "CreateSemaphore" -> opened(Type.SEMAPHORE, subject.answer);
            case "CreateNamedPipe", "CreateFile" -> opened(Type.FILE, subject.answer);
            case "CreateIoCompletionPort" -> {
                if (subject.handle(1).isNull()) {
                    opened(Type.PORT, subject.answer);
                }
            }
            case "CreatePipe", "DuplicateHandle" -> {
                if (subject.succeeded()) {
                    int[] made = subject.function.equals("CreatePipe") ? new int[] {0, 1} : new int[] {3};
                    for (int index : made) {
                        HandleReference reference = (HandleReference) subject.given[index];
                        opened(made.length == 2 ? Type.FILE : Type.OTHER, reference == null ? null : reference.value);
                    }
                }
            }
            case "RegisterWaitForSingleObject" -> {
                OpenObject wait = requireNonNull(subject.object);
                if (subject.succeeded()) {
                    handles.hasHandle(wait, ((HandleReference) requireNonNull(subject.given[0])).value);
                } else {
                    handles.notMade(wait);
                }
            }
            case "UnregisterWait", "UnregisterWaitEx" -> {
                if (subject.error == ERROR_IO_PENDING) {
                    ledger.leavesCallbacks();
                } else if (!subject.succeeded()) {
                    handles.notClosed(subject.object);
                }
            }
            case "CreateThreadpoolWait", "CreateThreadpoolIo" -> {
                OpenObject made = requireNonNull(subject.object);
                if (subject.answer != null) {
                    handles.isPoolObject(made, subject.answer);
                } else {
                    handles.notMade(made);
                }
            }
            default -> {
                // Makes nothing, and tells nothing.
            }
        }
    }

    private void opened(Type type, @Nullable Object answer) {
        if (answer instanceof Handle handle && !handle.isNull() && !handle.isInvalid()) {
            ledger.handles.opened(type, handle);
        }
    }

    private void operationEnds(Subject subject) {
        Operation operation = subject.operation;
        boolean routine = subject.function.endsWith("Ex");
        boolean read = subject.function.startsWith("Read");
        boolean began = subject.succeeded() || subject.error == ERROR_MORE_DATA;
        if (operation == null) {
            if (began && read) {
                ledger.operations.claimedAtOnce(stream, (Memory) subject.given[1], number(subject.given[2]), (DwordReference) subject.given[4],
                        subject.succeeded());
            }
        } else if (began) {
            if (!routine) {
                ledger.operations.observed(operation);
            }
        } else if (subject.error != ERROR_IO_PENDING) {
            ledger.operations.refused(operation);
        }
        if (read && stream != 0 && !began && subject.error != ERROR_IO_PENDING) {
            if (meansEnd(subject.error)) {
                ledger.court.oracles().ended(stream);
            } else {
                ledger.court.oracles().failed(stream, "ReadFile", subject.error, true);
            }
        }
    }

    private static boolean meansEnd(int error) {
        return error == ERROR_BROKEN_PIPE || error == ERROR_PIPE_NOT_CONNECTED;
    }

    private void resultEnds(Subject subject) {
        Operation operation = ledger.operations.of((Overlapped) subject.given[1]);
        if (operation != null && subject.error != ERROR_IO_INCOMPLETE && ledger.operations.hasEnded(operation)) {
            ledger.operations.observed(operation);
        }
    }

    private void cancelEnds(Subject subject) {
        Operation operation = subject.operation;
        if (operation == null) {
            return;
        }
        if (!subject.succeeded()) {
            operation.cancelAsked = false;
        } else if (operation.ended && operation.doom == ERROR_OPERATION_ABORTED) {
            ledger.court.oracles().forgiven(operation.stream, ERROR_OPERATION_ABORTED);
        }
    }

    private void observed(@Nullable Overlapped overlapped) {
        Operation operation = ledger.operations.of(overlapped);
        if (operation != null) {
            ledger.operations.observed(operation);
        }
        ledger.operations.mayHaveSeen();
    }
}
