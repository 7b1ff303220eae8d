package dev.overlap.scenario;

import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.Win32;

/** What a world gives to a scenario. */
public interface Stage {

    /** Windows, as the tasks of the scenario see it. */
    Win32 win32();

    /** The rest of the platform. */
    Platform platform();

    /**
     * Opens both ends of a byte pipe: the server's, overlapped, for the reader; the client's, synchronous, for the peer. While the stage is set.
     *
     * @param quotaBytes how many unread bytes a write may leave without waiting, 0 or more
     */
    Pipe bytePipe(int quotaBytes);

    /** Adds a task to the process of the reader. While the stage is set. */
    void task(String name, Runnable body);

    /** Adds a task to the process at the other end. While the stage is set. */
    void peer(String name, Runnable body);

    /** Makes the reader under test on the running task, watched by the oracles. */
    AsyncPipeReader openReader(Pipe pipe, ReaderListener listener);

    /** Reads and counts everything that the reader has buffered. */
    int readAll(AsyncPipeReader reader);

    /**
     * Decides a question of the scenario's own.
     *
     * @param arity the number of answers, 1 or more; 0 is the plainest
     * @param label a constant
     */
    int choose(int arity, String label);
}
