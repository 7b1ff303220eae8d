package dev.overlap.script;

import java.util.List;

/** What a line of a script does. */
public sealed interface Action {

    /** Who does it; empty when nobody in particular does. */
    default String thread() {
        return "";
    }

    /**
     * A thread calls a function.
     *
     * @param results the names of the handles that it gives
     * @param arguments as they stand there, strings in their quotes
     */
    record Call(String thread, List<String> results, Function function, List<String> arguments, List<Alternative> answers) implements Action {
        public Call {
            results = List.copyOf(results);
            arguments = List.copyOf(arguments);
            answers = List.copyOf(answers);
        }

        /** The names of what it has called back. */
        List<String> callbacks() {
            int at = arguments.indexOf(Function.CALLS);
            if (at >= 0) {
                return List.of(arguments.get(at + 1));
            }
            return function.resultName().isA(Name.CALLBACK) ? results : List.of();
        }
    }

    /** A call that had not returned so far has returned by now. */
    record Returns(String thread, List<Alternative> answers) implements Action {
        public Returns {
            answers = List.copyOf(answers);
        }
    }

    /** Several things are so now. */
    record Expect(String thread, List<Fact> facts) implements Action {
        public Expect {
            facts = List.copyOf(facts);
        }
    }

    /**
     * A thread writes into the OVERLAPPED of an operation.
     *
     * @param internal a status, by name or number
     * @param internalHigh a number
     */
    record Set(String thread, String operation, String internal, String internalHigh) implements Action {
    }

    /**
     * The OVERLAPPED of an operation is in memory that a thread has allocated, from now on.
     *
     * @param offset a number of bytes
     */
    record Place(String thread, String operation, String memory, String offset) implements Action {
    }

    /** A callback, in which this script has done something, returns; or a thread ends. */
    record Leaves(String thread) implements Action {
    }

    /**
     * Time passes, and nobody does anything by himself.
     *
     * @param millis a number
     */
    record Advance(String millis) implements Action {
    }
}
