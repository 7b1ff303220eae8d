package dev.overlap.scenario;

import dev.overlap.fault.Rule;
import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/**
 * What a world gives to a scenario.
 *
 * <p>There are two processes: the one under test, with the reader and its owner, and the peer's; a story may make more. What tasks of the first do is judged.
 */
public interface Stage {

    /** Windows, as the tasks of the scenario see it. */
    Win32 win32();

    /** The rest of the platform. */
    Platform platform();

    // ---------------------------------------------------------------- while the stage is set

    /** Opens both ends of a pipe: the reader's for overlapped operations. While the stage is set. */
    Pipe pipe(PipeSetup setup);

    /**
     * Opens both ends of a byte pipe: the server's, overlapped, for the reader; the client's, synchronous, for the peer. While the stage is set.
     *
     * @param quotaBytes how many unread bytes a write may leave without waiting, 0 or more
     */
    default Pipe bytePipe(int quotaBytes) {
        return pipe(PipeSetup.bytes(quotaBytes));
    }

    /** Adds a task to the process of the reader. While the stage is set. */
    void task(String name, Runnable body);

    /** Adds a task to the process at the other end. While the stage is set. */
    void peer(String name, Runnable body);

    /** The process at the other end, for those who end it or hand it a handle. */
    OtherProcess peerProcess();

    /** Makes a process beside the reader's and the peer's, without a thread. While the stage is set, or on a task. */
    OtherProcess process(String name);

    /**
     * States how much memory the readers may have at any time, beside one read, which is the largest piece that they have allocated so far; more is UNBOUNDED. While the stage is set.
     *
     * @param bytes 1 or more
     */
    void boundMemory(long bytes);

    /**
     * States what is to happen whatever chance decides. While the stage is set, before anything else on it.
     *
     * @param everybody whether such rules, but for faults, hold for tasks of the peer too; otherwise for those of the process under test
     */
    void rule(Rule rule, boolean everybody);

    /** States what is to happen to calls of the process under test, as {@link #rule(Rule, boolean)}. */
    default void rule(Rule rule) {
        rule(rule, false);
    }

    // ---------------------------------------------------------------- on its tasks

    /** Makes the reader under test on the running task, watched by the oracles. The pipe stays the caller's, open for longer than the reader. */
    AsyncPipeReader openReader(Handle pipe, ReaderListener listener);

    /** As {@link #openReader(Handle, ReaderListener)}. */
    default AsyncPipeReader openReader(Pipe pipe, ReaderListener listener) {
        return openReader(pipe.readerEnd(), listener);
    }

    /** As {@link #openReader(Handle, ReaderListener)}, with a reader of the story's own choosing. */
    AsyncPipeReader openReader(ReaderFactory factory, Handle pipe, ReaderListener listener);

    /** The end of a pipe that a task of the peer has opened itself, for overlapped operations or not. */
    PeerEnd peerEnd(Handle end);

    /** Reads and counts everything that the reader has buffered, whole messages where there are messages. */
    int readAll(AsyncPipeReader reader);

    /**
     * Ends the process of the running task, as ExitProcess and TerminateProcess do: its other threads run no further, its operations are cancelled, its handles
     * closed. What the process under test has not given back by then is no leak. The task's last act.
     */
    void exitProcess();

    /**
     * Decides a question of the scenario's own.
     *
     * @param arity the number of answers, 1 or more; 0 is the plainest
     * @param label a constant
     */
    int choose(int arity, String label);
}
