package dev.overlap.junit;

import java.nio.file.Path;

import dev.overlap.explore.OwnStory.Defect;

/** What a failed test says. */
final class Report {

    private static final String ADVICE = """

            The same execution went one way, and then another, so that nothing found here could be repeated. Look in the test and in the reader for
              - fields of the test class that one call of the method leaves for the next: begin with new ones in the method
              - Random, UUID.randomUUID, the clock: take decisions with stage.choose, time from stage.platform().clock()
              - the order of a HashMap or HashSet whose keys have no hashCode of their own: use LinkedHashMap, TreeMap or a list
              - real threads, executors, parallel streams: use stage.task, stage.peer and stage.platform().startThread
              - static variables
            """;

    private static final String THEN =
            "  then    once the defect is repaired the trace is clean; with \"expect    clean\" in it, it guards against the defect's return\n";

    private Report() {
    }

    /** What is wrong, how it comes about, and how to repeat it. */
    static String of(Defect defect, Path here) {
        StringBuilder text = new StringBuilder(defect.headline()).append("\n  ").append(defect.where()).append('\n');
        if (!defect.isRepeatable()) {
            return text.append(ADVICE).toString();
        }
        text.append('\n').append(defect.timeline().indent(2)).append('\n');
        Path file = defect.file();
        if (file == null && defect.isReplayed()) {
            return text.append("  trace   the one in @OverlapTest  (needs ").append(defect.needsInWords()).append(")\n").append(THEN).toString();
        }
        if (file == null) {
            return text.append("  the trace could not be stored: ").append(defect.notStored()).append("\n\n").append(defect.trace()).toString();
        }
        text.append("  trace   ").append(shown(file, here)).append("  (needs ").append(defect.needsInWords()).append(")\n");
        return text.append(defect.isReplayed()
                ? THEN
                : "  replay  run the test again: it replays the trace first\n").toString();
    }

    /** A path as short as it can be from where the build runs. */
    static String shown(Path file, Path here) {
        return (file.startsWith(here) ? here.relativize(file) : file).toString();
    }
}
