package dev.overlap.script;

import java.util.List;

/**
 * One line of a script that stated something, and whether it was so.
 *
 * @param line of the file, from 1
 * @param rows of the catalogue that the line names
 * @param differences that the line names
 * @param call what was done or looked at
 * @param expected what the line says, in this variant
 * @param actual what was so
 */
public record Check(int line, List<String> rows, List<String> differences, Verdict verdict, String call, String expected, String actual) {

    /** What has come of a line. */
    public enum Verdict {
        PASSED, FAILED,
        /** Its conditions do not hold in this variant, or on this version of Windows. */
        NOT_APPLICABLE
    }

    public Check {
        rows = List.copyOf(rows);
        differences = List.copyOf(differences);
    }

    /** Whether it was not so. */
    public boolean hasFailed() {
        return verdict == Verdict.FAILED;
    }

    /** One sentence for a person. */
    @Override
    public String toString() {
        return "line " + line + (rows.isEmpty() ? "" : " [" + String.join(" ", rows) + "]") + ": " + call + ": expected " + expected + ", was " + actual;
    }
}
