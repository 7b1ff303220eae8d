package dev.overlap.real;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Method;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/** Windows, whose calls and callbacks the rules of an execution hear of. */
final class RaceFace extends Face {

    private final Ledger ledger;
    private final Races races;

    RaceFace(Win32 target, Ledger ledger, Races races) {
        super(target);
        this.ledger = ledger;
        this.races = races;
    }

    private boolean applies() {
        return races.isForEverybody() || ledger.cast.isUnderTest();
    }

    @Override
    @Nullable Object call(String function, Method method, @Nullable Object[] arguments) {
        if (!applies() || function.equals("GetLastError")) {
            return pass(method, arguments);
        }
        races.entered(function);
        @Nullable Object[] passed = arguments.clone();
        CallbackWrapper wrapper = (which, pool, callback) -> {
            if (pool) {
                races.callbackBegins();
            }
            callback.run();
        };
        for (int i = 0; i < passed.length; i++) {
            passed[i] = wrapper.wrap(passed[i]);
        }
        if (function.equals("ReadFile") || function.equals("ReadFileEx")) {
            passed[3] = races.bytesFor((int) requireNonNull(passed[3]), !readsMessages((Handle) requireNonNull(passed[0])));
        }
        Object answer = function.equals("CancelIoEx") && isPutOff(passed) ? true : pass(method, passed);
        races.returned(function);
        return answer;
    }

    private boolean readsMessages(Handle pipe) {
        DwordReference state = new DwordReference();
        return target.getNamedPipeHandleState(pipe, state, null, null, null, null, 0) && (state.value & Win32.PIPE_READMODE_MESSAGE) != 0;
    }

    /** Whether the cancel of an operation that is in flight is answered TRUE, and made later, if the operation has not ended by then. */
    private boolean isPutOff(@Nullable Object[] arguments) {
        Overlapped overlapped = (Overlapped) arguments[1];
        synchronized (ledger.court) {
            Operation operation = ledger.operations.of(overlapped);
            if (overlapped == null || operation == null || ledger.operations.hasEnded(operation)) {
                return false;
            }
            if (!races.putsOff(() -> target.cancelIoEx((Handle) requireNonNull(arguments[0]), overlapped))) {
                return false;
            }
            operation.cancelAsked = true;
            return true;
        }
    }
}
