package dev.overlap.scenario;

import dev.overlap.win32.Handle;

/** A process other than the one under test. What it does nobody judges; when it ends, its operations are cancelled and its handles closed. */
public interface OtherProcess {

    /** Starts a thread in it. While the stage is set, or on a task. */
    void start(String thread, Runnable body);

    /**
     * Opens a handle to it, in the process of the running task, as CreateProcess and OpenProcess do: for DuplicateHandle, TerminateProcess and waits. The caller
     * closes it. On a task.
     */
    Handle open();

    /** Ends it, as TerminateProcess does, unless it has ended. On a task of another process. */
    void terminate();
}
