package dev.overlap.report;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What was run against one claim about the reader, and what came of it.
 *
 * @param number which claim, from 1
 * @param claim in one sentence
 * @param oracles the kinds of finding that would refute it
 * @param executions those in which all of these oracles watched
 * @param marks the rare paths that matter to it and were reached, by name
 * @param rows the rows of the conformance catalogue that it rests on, null when they were not played
 * @param trace of the finding that refutes it, or null; a file, relative to the report's folder where it is below it
 */
public record Claim(int number, String claim, Verdict verdict, List<String> oracles, long executions, List<String> marks, @Nullable Rows rows,
        @Nullable String trace) {

    /** What can be said of a claim. */
    public enum Verdict {
        /** Nothing was found, by executions that came to where it could have been. */
        HELD("held"),
        /** There is a finding. */
        REFUTED("refuted"),
        /** What would have been needed to tell did not run. */
        NOT_EXERCISED("not exercised");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /** In words. */
        @JsonValue
        public String words() {
            return words;
        }

        /** The verdict of these words. */
        @JsonCreator
        static Verdict of(String words) {
            for (Verdict verdict : values()) {
                if (verdict.words.equals(words)) {
                    return verdict;
                }
            }
            throw new IllegalArgumentException(words + " is no verdict");
        }
    }

    /** How many rows of the conformance catalogue were played, and how many of them were as Windows does. */
    public record Rows(int passed, int total) {
    }

    public Claim {
        oracles = List.copyOf(oracles);
        marks = List.copyOf(marks);
    }
}
