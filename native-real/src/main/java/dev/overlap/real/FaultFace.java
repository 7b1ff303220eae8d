package dev.overlap.real;

import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static java.util.Objects.requireNonNull;

import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.overlap.fault.FallibleCall;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.OverlappedReference;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/**
 * Windows, some calls of which fail although the kernel would have done them: for one reader.
 *
 * <p>A call that fails has not been made. A read that is to fail after it has begun is begun, and cancelled at once, as another thread could: if that comes too
 * late nothing has happened, otherwise its error is given wherever the reader is told of the abort. (Internal says that it was cancelled, whatever the error.)
 */
final class FaultFace extends Face {

    private static final Map<String, FallibleCall> FALLIBLE = fallible();
    /** What answers a handle or an object, not whether it was done. */
    private static final Set<FallibleCall> MAKE = EnumSet.of(FallibleCall.CREATE_EVENT, FallibleCall.CREATE_THREADPOOL_WAIT,
            FallibleCall.CREATE_IO_COMPLETION_PORT);

    private final Ledger ledger;
    private final Faults faults;
    private final int stream;
    /** The last error of each thread whose last call has not been made; of the others Windows knows it. */
    private final Map<Thread, Integer> lastErrors = new ConcurrentHashMap<>();

    FaultFace(Win32 target, Ledger ledger, Faults faults, int stream) {
        super(target);
        this.ledger = ledger;
        this.faults = faults;
        this.stream = stream;
    }

    private static Map<String, FallibleCall> fallible() {
        Map<String, FallibleCall> all = new HashMap<>();
        for (FallibleCall call : FallibleCall.values()) {
            if (call != FallibleCall.GET_OVERLAPPED_RESULT) {
                all.put(call.function(), call);
            }
        }
        return all;
    }

    @Override
    @Nullable Object call(String function, Method method, @Nullable Object[] arguments) {
        if (function.equals("GetLastError")) {
            Integer own = lastErrors.get(Thread.currentThread());
            return own == null ? pass(method, arguments) : own;
        }
        FallibleCall fallible = FALLIBLE.get(function);
        int error = fallible == null || !ledger.cast.isUnderTest() ? 0 : faults.next(fallible);
        if (error != 0) {
            return fail(requireNonNull(fallible), error, arguments);
        }
        lastErrors.remove(Thread.currentThread());
        Object answer = pass(method, arguments);
        switch (function) {
            case "ReadFile", "ReadFileEx" -> mayFailLater(function, arguments, answer);
            case "GetOverlappedResult", "GetOverlappedResultEx" -> replaceError((Overlapped) requireNonNull(arguments[1]), answer);
            case "GetQueuedCompletionStatus" -> {
                Overlapped which = ((OverlappedReference) requireNonNull(arguments[3])).value;
                if (which != null) {
                    replaceError(which, answer);
                }
            }
            default -> {
                // Whatever it is, it was done.
            }
        }
        return answer;
    }

    private @Nullable Object fail(FallibleCall call, int error, @Nullable Object[] arguments) {
        synchronized (ledger.court) {
            ledger.court.oracles().failed(stream, call.function(), error, call.endsReading());
            switch (call) {
                case CLOSE_HANDLE -> ledger.handles.excuse(ledger.handles.open((Handle) requireNonNull(arguments[0])));
                case UNREGISTER_WAIT, UNREGISTER_WAIT_EX -> ledger.handles.excuse(ledger.handles.openWait((Handle) requireNonNull(arguments[0])));
                default -> {
                    // Nothing is left because of it.
                }
            }
        }
        if (call == FallibleCall.READ_FILE || call == FallibleCall.READ_FILE_EX) {
            Overlapped overlapped = (Overlapped) arguments[call == FallibleCall.READ_FILE ? 5 : 4];
            if (overlapped != null) {
                overlapped.setResult(STATUS_PENDING, 0);
                if (call == FallibleCall.READ_FILE && !overlapped.event().isNull()) {
                    target.resetEvent(new Handle(overlapped.event().value() & ~1L));
                }
            }
        }
        lastErrors.put(Thread.currentThread(), error);
        if (!MAKE.contains(call)) {
            return false;
        }
        return call == FallibleCall.CREATE_THREADPOOL_WAIT ? null : Handle.NULL;
    }

    /** A read has begun to pend, and may fail by itself. */
    private void mayFailLater(String function, @Nullable Object[] arguments, @Nullable Object answer) {
        boolean routine = function.equals("ReadFileEx");
        Overlapped overlapped = (Overlapped) arguments[routine ? 4 : 5];
        boolean pends = routine ? Boolean.TRUE.equals(answer) : Boolean.FALSE.equals(answer) && target.getLastError() == ERROR_IO_PENDING;
        if (overlapped == null || !pends) {
            return;
        }
        synchronized (ledger.court) {
            Operation operation = ledger.operations.of(overlapped);
            if (operation == null || ledger.operations.hasEnded(operation)) {
                return;
            }
            int error = faults.next(FallibleCall.GET_OVERLAPPED_RESULT);
            if (error == 0) {
                return;
            }
            ledger.operations.doom(operation, error);
        }
        ledger.dooms(() -> target.cancelIoEx((Handle) requireNonNull(arguments[0]), overlapped));
        if (!routine) {
            lastErrors.put(Thread.currentThread(), ERROR_IO_PENDING);
        }
    }

    /** The reader was told how an operation has ended: an abort that was this face's doing gets the error that it was to have. */
    private void replaceError(Overlapped which, @Nullable Object answer) {
        if (Boolean.FALSE.equals(answer) && target.getLastError() == ERROR_OPERATION_ABORTED) {
            int doom;
            synchronized (ledger.court) {
                doom = ledger.operations.doomOf(which);
            }
            if (doom != 0) {
                lastErrors.put(Thread.currentThread(), doom);
            }
        }
    }
}
