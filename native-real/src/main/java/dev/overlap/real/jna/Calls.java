package dev.overlap.real.jna;

import com.sun.jna.Native;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.SecurityAttributes;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/** What all calls have in common: who may call, how failures are kept, how arguments become numbers. */
abstract class Calls implements Win32 {

    /** The last error belongs to the thread, whichever object of ours it called through. */
    private static final ThreadLocal<int[]> LAST_ERROR = ThreadLocal.withInitial(() -> new int[1]);

    private static final long SECURITY_ATTRIBUTES_BYTES = 24;

    final Heap heap;
    final Callbacks callbacks;

    Calls(Heap heap, Callbacks callbacks) {
        this.heap = heap;
        this.callbacks = callbacks;
    }

    @Override
    public final int getLastError() {
        return LAST_ERROR.get()[0];
    }

    /** A call begins. An APC, a CancelIo and the end of a thread concern the thread that issued an operation, and a virtual thread has none of its own. */
    static void enter() {
        if (Thread.currentThread().isVirtual()) {
            throw new UnsupportedOperationException("platform threads only: " + Thread.currentThread() + " is a virtual one");
        }
    }

    /** A BOOL; right after the call. */
    static boolean answer(int bool) {
        if (bool == 0) {
            keepLastError();
            return false;
        }
        return true;
    }

    /** A handle of a function whose failure is NULL. */
    static Handle orNull(long handle) {
        if (handle == 0) {
            keepLastError();
            return Handle.NULL;
        }
        return new Handle(handle);
    }

    /** A handle of a function whose failure is INVALID_HANDLE_VALUE. */
    static Handle orInvalid(long handle) {
        if (handle == -1) {
            keepLastError();
            return Handle.INVALID_HANDLE_VALUE;
        }
        return new Handle(handle);
    }

    static void keepLastError() {
        setLastError(Native.getLastError());
    }

    static void setLastError(int error) {
        LAST_ERROR.get()[0] = error;
    }

    // ---------------------------------------------------------------- arguments

    static int bool(boolean value) {
        return value ? 1 : 0;
    }

    static char @Nullable [] wide(@Nullable String text) {
        return text == null ? null : wideOf(text);
    }

    static char[] wideOf(String text) {
        return (text + '\0').toCharArray();
    }

    /** nLength, lpSecurityDescriptor, bInheritHandle. */
    static long @Nullable [] security(@Nullable SecurityAttributes attributes) {
        return attributes == null ? null : new long[] {SECURITY_ATTRIBUTES_BYTES, 0, bool(attributes.inheritHandle())};
    }

    /** The address of a part of some memory, which the watch is told of when there is no such part. */
    static long lend(String function, @Nullable Memory memory, int offset, int bytes) {
        return switch (memory) {
            case null -> 0;
            case NativeMemory mine -> mine.lend(function, offset, bytes);
            default -> throw new IllegalArgumentException(function + " is given " + memory + ", which is another kernel's");
        };
    }

    /** A call that is over when it returns stores its count without asking whether it can. */
    static void requireCount(String function, @Nullable DwordReference count, @Nullable Overlapped overlapped) {
        if (count == null && overlapped == null) {
            throw NativeMemory.violation(function + " with neither an OVERLAPPED nor a place for the count");
        }
    }

    /** An OVERLAPPED for an operation: its status is written by the caller before it begins. */
    final long lendForIo(String function, @Nullable Overlapped overlapped) {
        return switch (overlapped) {
            case null -> 0;
            case NativeOverlapped mine -> mine.lend(function, NativeMemory.WRITE);
            default -> throw foreign(function, overlapped);
        };
    }

    /** An OVERLAPPED whose status is looked at in the caller's own name. */
    final long lendForReading(String function, Overlapped overlapped) {
        if (overlapped instanceof NativeOverlapped mine) {
            return mine.lend(function, NativeMemory.READ);
        }
        throw foreign(function, overlapped);
    }

    private static RuntimeException foreign(String function, Overlapped overlapped) {
        return new IllegalArgumentException(function + " is given " + overlapped + ", which is another kernel's or nobody's");
    }
}
