package dev.overlap.oracle;

import dev.overlap.finding.Findings;
import dev.overlap.finding.Kind;
import dev.overlap.win32.Handle;
import org.jspecify.annotations.Nullable;

/**
 * HANDLE_MISUSE: a call got a handle that is closed, never was, or is another kind's. HANDLE_LEAK: something that the reader made is left at quiescence.
 *
 * <p>Legal: CloseHandle(INVALID_HANDLE_VALUE), which closes a pseudo handle (D13); closing a pipe with a read pending (D10); a value that was closed and is
 * open again, in the hands of its new owner. The pipe handle is its caller's, not the reader's.
 */
final class HandleOracle {

    private final Findings findings;

    HandleOracle(Findings findings) {
        this.findings = findings;
    }

    void badHandle(String function, Handle handle, int closedAt, @Nullable Object object) {
        String value = handle.isNull() ? "NULL" : handle.isInvalid() ? "INVALID_HANDLE_VALUE" : "handle " + handle;
        String why;
        if (closedAt >= 0) {
            why = "closed at step " + closedAt + (object == null ? "" : ", its value now stands for " + object);
        } else if (object != null) {
            why = "which stands for " + object + ", another kind of object";
        } else {
            why = "which was never open";
        }
        findings.report(Kind.HANDLE_MISUSE, function + " got " + value + ", " + why);
    }

    void closedUsed(String function, Object object, int closedAt) {
        findings.report(Kind.HANDLE_MISUSE, function + " got " + object + ", closed at step " + closedAt);
    }

    void left(Object object, int madeAt) {
        findings.report(Kind.HANDLE_LEAK, object + ", made at step " + madeAt + ", was never closed");
    }
}
