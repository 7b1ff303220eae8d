package dev.overlap.choice;

/**
 * The kinds of question, with the words in which a trace answers them.
 *
 * <p>A seeded source surprises in {@code oneIn} of so many cases and otherwise takes the default. A kind that is {@linkplain #isSurprise() a surprise}
 * is charged to the execution's budget of them.
 */
public enum ChoiceKind {
    /** How a completion is carried out: all its steps at once, or each when the scheduler comes to it. */
    DELIVERY(2, false, Level.NPFS, "at once", "step by step"),
    /** What CancelIoEx answers for an operation that completion has claimed already (C14, F10). */
    CANCEL_LATE(2, false, Level.NPFS, "FALSE, not found", "TRUE, yet it completes normally"),
    /** When an operation that CancelIoEx found ends: at once, or later, so that it may still complete first (F10; C14). */
    CANCEL_WHEN(4, true, Level.DOCUMENTED, "cancelled during the call", "TRUE, cancelled later unless it completes first"),
    /** What ReadFile answers when the data are there: success, or "pending" although it has completed. */
    PENDS(4, true, Level.DOCUMENTED, "completes now", "says pending, is complete"),
    /** Whether a wait is armed during the call that asks for it or later, by the wait thread. */
    ARMING(4, false, Level.NPFS, "armed during the call", "armed later"),
    /** What becomes of a callback that is queued when its wait is unregistered with the demand to wait (0.1 fact 10). */
    QUEUED_CALLBACK(2, false, Level.NPFS, "runs before the call returns", "is dropped"),
    /** Which freed address an allocation gets. */
    ADDRESS(2, false, Level.NPFS, "a new address", "the address freed last"),
    /** Where handle values begin. */
    HANDLE_VALUES(4, false, Level.NPFS, "small", "above 2^31"),
    /** Whether a call or an allocation fails, and how; has a budget of its own. */
    FAULT(6, false, Level.DOCUMENTED, "succeeds"),
    /** A number of the scenario's own: how many bytes, how often. */
    SCENARIO(1, false, Level.NPFS),
    /** Who writes bytes and status of an operation without hEvent that had pended on a handle bound to a port (M2). */
    PORT_COMPLETION(4, false, Level.DOCUMENTED, "by whoever takes the packet", "before the packet is queued"),
    /** The error of a call whose buffer begins with, or contains, a guard page (M08). */
    GUARD_PAGE(2, false, Level.CONTESTED, "ERROR_NOACCESS", "the status of guard pages as it is"),
    /** Whether a call that waits for callbacks does so: asked of Wine alone. */
    LATE_CALLBACK(2, false, Level.CONTESTED, "waits for queued callbacks", "returns before a queued callback begins"),
    /** Whether a file object is signalled after a call on it that is no operation of its own, such as a flush or a question (N37). */
    FILE_SIGNAL(2, false, Level.NPFS, "unsignalled", "signalled"),
    /** What tells of a call on a synchronous file that was cancelled, besides its answer: asked of Windows 11 alone, where 24H2 does it otherwise (N8). */
    CANCELLED_CALL(2, false, Level.NPFS, "nothing but the call's answer", "status block and event, too");

    /** How sure it is that real Windows does this. The order is from certain to contested. */
    public enum Level {
        /** The pipe driver and the I/O manager do it. */
        NPFS,
        /** Microsoft's documents allow it; the driver was not seen to do it. */
        DOCUMENTED,
        /** Claimed by some, denied by others. */
        CONTESTED
    }

    private final int oneIn;
    private final boolean surprise;
    private final Level level;
    private final String[] answers;

    ChoiceKind(int oneIn, boolean surprise, Level level, String... answers) {
        this.oneIn = oneIn;
        this.surprise = surprise;
        this.level = level;
        this.answers = answers;
    }

    /** A seeded source takes an answer other than the default in one of so many cases; 1 means that all answers are equally likely. */
    public int oneIn() {
        return oneIn;
    }

    /** Whether an answer other than the default is charged to the execution's budget of surprises. */
    public boolean isSurprise() {
        return surprise;
    }

    /** What an answer other than the default needs of Windows. */
    public Level level() {
        return level;
    }

    /** The answer in words; a number where the kind has none. */
    public String answer(int value) {
        return value < answers.length ? answers[value] : Integer.toString(value);
    }

    /** The value of an answer given in words, or -1. */
    public int valueOf(String answer, int arity) {
        for (int value = 0; value < arity; value++) {
            if (answer(value).equals(answer)) {
                return value;
            }
        }
        return -1;
    }
}
