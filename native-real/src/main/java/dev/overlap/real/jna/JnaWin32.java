package dev.overlap.real.jna;

import java.util.function.Consumer;

/**
 * Windows itself: each function of the contract is the system's own, called through JNA, and answers what the system answers.
 *
 * <p>The last error is taken at the call, on the calling thread. Memory and OVERLAPPEDs come from the {@link Heap}, whose watch hears of any that is lent to a function
 * after it was freed or beyond its end; the function is then not called, and an {@code AccessViolation} ends the call, as it does where a thread-pool object
 * or a registered wait is used after it was given up. Platform threads only. Any number of threads.
 */
public final class JnaWin32 extends PageCalls {

    /** Windows, with memory from {@code heap}. Only where {@link #isThere()}. */
    public JnaWin32(Heap heap) {
        super(heap, new Callbacks());
    }

    /** Whether there is a Windows, or a Wine. Loads nothing. */
    public static boolean isThere() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }

    static void requireThere() {
        if (!isThere()) {
            throw new UnsupportedOperationException("needs Windows, or Wine: this is " + System.getProperty("os.name"));
        }
        if (!"64".equals(System.getProperty("sun.arch.data.model"))) {
            throw new UnsupportedOperationException("needs a 64-bit Java");
        }
    }

    /** Who is told of what a callback throws, on the callback's thread; until somebody is set, that thread's handler of uncaught exceptions. */
    public void onCrash(Consumer<Throwable> handler) {
        callbacks.onCrash(handler);
    }

    /** How many callbacks have begun after the kernel had promised that none would. They were not run; on Windows, where nobody has seen one yet, each is a crash. */
    public long discardedCallbacks() {
        return callbacks.discarded();
    }

    /** What else can be seen of this kernel. */
    public KernelView view() {
        return KernelView.INSTANCE;
    }
}
