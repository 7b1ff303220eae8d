package dev.overlap.win32;

import org.jspecify.annotations.Nullable;

/** What is true of all handles, and the calling thread's own facts: its last error and its id. */
public interface HandleFunctions {
    /** The pseudo handle of the calling process, GetCurrentProcess: the same bits as {@link Handle#INVALID_HANDLE_VALUE}. */
    Handle CURRENT_PROCESS = new Handle(-1);
    /** The pseudo handle of the calling thread, GetCurrentThread; duplicateHandle makes one of it that others can use. */
    Handle CURRENT_THREAD = new Handle(-2);

    // duplicateHandle, options
    int DUPLICATE_CLOSE_SOURCE = 0x1;
    int DUPLICATE_SAME_ACCESS = 0x2;

    // getHandleInformation
    int HANDLE_FLAG_INHERIT = 0x1;
    int HANDLE_FLAG_PROTECT_FROM_CLOSE = 0x2;

    /**
     * Makes another handle to the same object, in this or another process.
     *
     * <p>Both share everything: state, operations in flight, a port bound to it. What one issues the other can cancel (M02, C06), and closing one
     * ends nothing while the other is open (F13). Rights can be fewer, and are then enforced (5); files never gain any. A pseudo handle becomes a
     * real one.
     *
     * <p>DUPLICATE_CLOSE_SOURCE closes the source whatever else goes wrong; with a null target that is how a handle is closed in another process.
     * Without that option a null target leaks a handle there.
     *
     * <p>Last errors: 6 a bad handle, the processes included (M02), 5 rights that the source has not.
     *
     * <p>Source: Microsoft: DuplicateHandle (handleapi.h).
     *
     * @param target gets a handle that is valid in the target process only
     * @param desiredAccess ignored with DUPLICATE_SAME_ACCESS
     * @param options DUPLICATE_ constants
     */
    boolean duplicateHandle(Handle sourceProcess, Handle source, Handle targetProcess, @Nullable HandleReference target, int desiredAccess,
            boolean inheritHandle, int options);

    /**
     * Closes a handle; its value may be another object's at once. The object goes with its last handle.
     *
     * <p>The last handle of a pipe end: its pending reads, and the other end's pending writes, complete with 109; what it wrote stays readable; the
     * other end's waiting reads complete with 109 (0.1.6, D03, D10, D18). While a duplicate is open nothing of this happens (D11, F13). An event
     * that an operation in flight was given is still set (D12). A handle that a registered or thread-pool wait is armed for must not be
     * closed (F17, F19).
     *
     * <p>FALSE with 6: closed already, NULL, or none (D13). {@link Handle#INVALID_HANDLE_VALUE} gives TRUE: it is a pseudo handle, and nothing
     * happens, so a missing check goes unnoticed (D13).
     *
     * <p>Source: Microsoft: CloseHandle (handleapi.h).
     */
    boolean closeHandle(Handle handle);

    /**
     * Tells the flags of a handle, and with that whether it is one: the least harmful call to find out.
     *
     * <p>Last errors: 6 no handle; the reference is then left alone.
     *
     * <p>Source: Microsoft: GetHandleInformation (handleapi.h).
     *
     * @param flags HANDLE_FLAG_ constants, each where set
     */
    boolean getHandleInformation(Handle handle, DwordReference flags);

    /**
     * The {@link Win32Error} of the last call of this thread that failed. Never another thread's, and nothing happens in between: reading it is not
     * a step of its own.
     *
     * <p>Most calls that succeed leave it as it was, so it says something only after a failure. Exceptions: createEvent and createSemaphore of an
     * existing name set 183 (S6), readFileEx and writeFileEx set 0 or 234 (F7).
     *
     * <p>Source: Microsoft: GetLastError (errhandlingapi.h).
     */
    int getLastError();

    /**
     * The id of the calling thread, above 0: no two threads that live at the same time have the same one, but a later thread may.
     *
     * <p>Source: Microsoft: GetCurrentThreadId (processthreadsapi.h).
     */
    int getCurrentThreadId();

    /**
     * The system's time: what absolute due times of thread-pool waits refer to. It may be set, and so go back; in a simulation it is virtual, from 0 on.
     *
     * <p>Source: Microsoft: GetSystemTimeAsFileTime (sysinfoapi.h).
     */
    FileTime getSystemTimeAsFileTime();

    /**
     * Ends a process and all its threads, unconditionally; returns without waiting for it, the process handle is signalled when it is over.
     *
     * <p>Its operations are cancelled and its handles closed: a write of it that pends is retracted but for what was read already (K111, F23), a read
     * through a handle that somebody else shares ends with 995 (K116), and otherwise the other end sees what closeHandle says.
     *
     * <p>Last errors: 5 it has ended already, or no right to; 6 no process.
     *
     * <p>Source: Microsoft: TerminateProcess (processthreadsapi.h).
     *
     * @param process a process that is not the caller's own
     * @param exitCode of the process and its threads
     */
    boolean terminateProcess(Handle process, int exitCode);
}
