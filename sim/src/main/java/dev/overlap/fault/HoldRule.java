package dev.overlap.fault;

import java.lang.reflect.Method;

/**
 * The nth operation or callback of its kind goes no further until a call is made, or has returned.
 *
 * <p>An operation is held when the driver has completed it and its completion waits for the thread that issued it: its status is decided, a cancel comes too late,
 * and nothing can be seen of it yet. No call of that thread returns before it has gone on. An operation whose completion goes to a port is not held: its packet is there at once. A callback is held at its
 * beginning, on its thread of the pool, before the program's function is called.
 *
 * @param what is held
 * @param nth which of its kind, 1 or more
 * @param function Windows' name of the function that is called
 * @param call which call of it, 1 or more
 * @param returned whether it must have returned; otherwise that it was entered is enough
 */
public record HoldRule(Held what, int nth, String function, int call, boolean returned) implements Rule {

    /** What can be held. */
    public enum Held {
        /** A read, from ReadFile or ReadFileEx. */
        READ("read"),
        /** A write, from WriteFile or WriteFileEx. */
        WRITE("write"),
        /** A ConnectNamedPipe. */
        CONNECT("connect"),
        /** A call of the thread pool, for a wait, a completion or a work item. */
        CALLBACK("callback");

        private final String word;

        Held(String word) {
            this.word = word;
        }

        /** How it is written. */
        public String word() {
            return word;
        }
    }

    /** The first half of a rule. */
    public record Beginning(Held what, int nth) {

        /** Until the function is called for the nth time. */
        public HoldRule untilEntered(String function, int call) {
            return new HoldRule(what, nth, function, call, false);
        }

        /** Until the nth call of the function has returned. */
        public HoldRule untilReturned(String function, int call) {
            return new HoldRule(what, nth, function, call, true);
        }
    }

    public HoldRule {
        RuleParser.requireCount(nth, what.word());
        RuleParser.requireCount(call, function);
        if (!RuleParser.FUNCTIONS.contains(function)) {
            throw new IllegalArgumentException("there is no function " + function);
        }
    }

    /** Windows' name of the function behind a method of {@link dev.overlap.win32.Win32}. */
    public static String functionOf(Method method) {
        String name = method.getName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    @Override
    public String toString() {
        return "hold " + what.word() + " #" + nth + " until " + function + " #" + call + (returned ? " has returned" : " is entered");
    }
}
