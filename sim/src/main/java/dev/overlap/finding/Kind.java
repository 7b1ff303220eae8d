package dev.overlap.finding;

/** The kinds of defect. When exactly each is raised, and what looks alike but is legal, stands at the oracle that raises it. */
public enum Kind {
    /** A call got a handle that is closed, never was, or is another kind's. */
    HANDLE_MISUSE,
    /** A handle, wait or thread-pool object of the reader was left when all was over. */
    HANDLE_LEAK,
    /** Memory was moved, written or read by the program while an operation borrowed it. */
    BUFFER_IN_FLIGHT,
    /** Memory was freed while an operation borrowed it, or touched after it was freed. */
    USE_AFTER_FREE,
    /** Memory was touched outside its bounds, or lent to the kernel beyond them. */
    MEMORY_OVERFLOW,
    /** Memory of the reader was left when all was over. */
    MEMORY_LEAK,
    /** A cell, lock, memory or posted event of an owner was used after the owner was destroyed. */
    USE_AFTER_DESTROY,
    /** Bytes that the reader took from the pipe did not reach its user. */
    LOST_DATA,
    /** Bytes reached the user with another content or in another order. */
    CORRUPT_DATA,
    /** A size below zero or above its maximum, or a completion that was not consumed exactly once. */
    ACCOUNTING,
    /** A queue or the memory grew above the bound that the scenario states. */
    UNBOUNDED,
    /** The reader reported an error that the kernel did not give. */
    WRONG_ERROR,
    /** The reader did not report an error that the kernel gave. */
    SWALLOWED_ERROR,
    /** A callback touched an owner that is gone, or the listener was called after stop or close had returned. */
    LATE_CALLBACK,
    /** Notifications in an order that cannot be: data after the end, a second end. */
    BAD_ORDER,
    /** Two accesses, one of them a write, without an order between them. */
    DATA_RACE,
    /** Threads wait for each other in a circle. */
    DEADLOCK,
    /** Nothing can run any more although something that was promised is still open. */
    LOST_WAKEUP,
    /** Everything runs and nothing changes. */
    LIVELOCK,
    /** A documented rule of a Win32 function was broken. */
    CONTRACT,
    /** An exception left a task. */
    CRASH,
    /** A replay went another way than its recording: a defect of the harness. */
    NONDETERMINISM
}
