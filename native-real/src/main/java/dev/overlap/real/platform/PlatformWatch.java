package dev.overlap.real.platform;

import dev.overlap.win32.Handle;

/** Is told of what goes wrong on the platform, on the thread where it does. Any thread, several at a time. */
public interface PlatformWatch {

    /**
     * Something was used after its owner was destroyed. The use goes on.
     *
     * @param use what is done, "get", "lock", "run"
     * @param name of what is used
     */
    void usedAfterDestroy(String use, String name);

    /** A thread takes a lock that it holds, which would never end: this throws. */
    void relocked(String lock);

    /** An object that a lock guards was touched without it. */
    void unguarded(String name);

    /** A task, a posted event or a callback has thrown. */
    void crashed(Throwable thrown);

    /** The reader says that something went wrong that it can survive. */
    void warned(String function, int error);

    /** So many posted events wait in one loop, timers not counted. */
    void posted(Object loop, int events);

    /** The program was given a handle, which it must close. */
    void opened(Handle handle, String object);

    /** A handle that an event loop watches is none, or none that can be waited for. The loop waits for it no longer. */
    void badHandle(String function, Handle handle);
}
