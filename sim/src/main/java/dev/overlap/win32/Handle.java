package dev.overlap.win32;

/**
 * HANDLE: a number that stands for an open object of the calling process, until CloseHandle; afterwards it may at once stand for another one.
 *
 * <p>Each creating function has its own value for failure: {@code createNamedPipe} and {@code createFile} answer {@link #INVALID_HANDLE_VALUE},
 * {@code createEvent}, {@code createSemaphore} and {@code createIoCompletionPort} answer {@link #NULL}; the others answer FALSE and leave their
 * out parameter alone. Checking for the wrong one lets a failure pass as a handle, and {@link #INVALID_HANDLE_VALUE} is also the pseudo handle
 * of the current process, which some functions accept (D13).
 *
 * <p>Only the low 32 bits are significant, and values from 2^31 up occur: extended to 64 bits they are negative (Microsoft: Interprocess
 * Communication Between 32-bit and 64-bit Applications). The kernel ignores the low two bits (S7); CreateIoCompletionPort's users set the lowest
 * one of an OVERLAPPED's event to suppress the packet (I01). Equality is that of the value as given.
 */
public record Handle(long value) {
    /** No handle: what createEvent, createSemaphore and createIoCompletionPort answer when they fail. */
    public static final Handle NULL = new Handle(0);
    /** What createNamedPipe and createFile answer when they fail. */
    public static final Handle INVALID_HANDLE_VALUE = new Handle(-1);

    /** Whether the significant bits are those of {@link #NULL}. */
    public boolean isNull() {
        return (int) value == 0;
    }

    /** Whether the significant bits are those of {@link #INVALID_HANDLE_VALUE}. */
    public boolean isInvalid() {
        return (int) value == -1;
    }

    /** The significant bits in hex, "0x80000004". */
    @Override
    public String toString() {
        return "0x" + Integer.toHexString((int) value);
    }
}
