package dev.overlap.script;

import java.util.List;

import dev.overlap.fault.Rule;

/** One line of a script. */
public sealed interface ScriptLine {

    /** A comment, with its number sign, or a blank line. */
    record Remark(String text) implements ScriptLine {
    }

    /** What the script is about. */
    record Title(String text) implements ScriptLine {
    }

    /** One of the ways in which the script is played. */
    record VariantLine(Variant variant) implements ScriptLine {
    }

    /**
     * Of these words exactly one holds throughout, and any of them may.
     *
     * @param words what conditions ask for, two or more
     */
    record Either(List<String> words) implements ScriptLine {
        public Either {
            words = List.copyOf(words);
        }
    }

    /**
     * A process beside the one of all other threads.
     *
     * @param threads that run in it, one or more
     */
    record Process(String name, List<String> threads) implements ScriptLine {
        public Process {
            threads = List.copyOf(threads);
        }
    }

    /** Something that happens whatever the kernel would have done. */
    record RuleLine(Rule rule) implements ScriptLine {
    }

    /**
     * Something is done, or looked at.
     *
     * @param when all of these must hold, or the line does not count
     * @param rows of the conformance catalogue, which this line is about
     * @param differences names of what some kernels are known to do otherwise, in which this line shows it
     */
    record Step(List<When> when, Action action, List<String> rows, List<String> differences) implements ScriptLine {
        public Step {
            when = List.copyOf(when);
            rows = List.copyOf(rows);
            differences = List.copyOf(differences);
        }
    }
}
