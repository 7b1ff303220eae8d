package dev.overlap.planted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The search for one planted defect, and what has come out: where it is planted decides which properties and which target have to find it. */
final class Hunt {

    /** What rows are below. */
    static final List<String> TITLE = List.of("| defect | property | tries | seconds | target | executions | seconds |",
            "|---|---|---:|---:|---|---:|---:|");

    private static final String ALL_OF = ".*";
    private static final Map<String, String> TARGETS = Map.of("dev.overlap.reader", "ReadBufferFuzzer", "dev.overlap.kernel", "PipeQueueFuzzer",
            "dev.overlap.trace", "TraceParserFuzzer", "dev.overlap.script", "ScriptParserFuzzer", "dev.overlap.fault", "ScriptParserFuzzer");
    private static final String NOT_FOUND = "not found";

    final PlantedDefect defect;
    private @Nullable PropertyRun propertyRun;
    private @Nullable FuzzRun fuzzRun;

    Hunt(PlantedDefect defect) {
        this.defect = defect;
    }

    private Path folder() {
        return Checkout.PLANTED.resolve(defect.name());
    }

    /** Plants it, and returns the folder of the classes. */
    Path plant() throws IOException {
        return DefectiveClasses.compile(defect, folder());
    }

    /** The properties of its package look for it. */
    PropertyRun byProperties() throws IOException, InterruptedException {
        PropertyRun run = PropertyRun.of(List.of(plant()), List.of(defect.packageName() + ALL_OF));
        propertyRun = run;
        return run;
    }

    /** The target that fits it looks for it. */
    FuzzRun byTarget(Duration time, int seed) throws IOException, InterruptedException {
        String target = TARGETS.get(defect.packageName());
        if (target == null) {
            throw new IllegalStateException("no target is known for " + defect.file());
        }
        List<Path> classes = List.of(plant());
        FuzzRun run = FuzzRun.of(classes, target, time, seed, Files.createDirectories(folder().resolve("fuzzing")));
        fuzzRun = run;
        return run;
    }

    /** A line of a table: what has found it, and after how much; columns of what did not look for it are empty. */
    String row() {
        return "| " + defect + " | " + propertyColumns() + " | " + targetColumns() + " |";
    }

    private String propertyColumns() {
        PropertyRun run = propertyRun;
        if (run == null) {
            return " | | ";
        }
        return String.format(Locale.ROOT, "%s | %s | %.0f", run.found() ? '`' + run.failed() + '`' : NOT_FOUND,
                run.found() ? String.format(Locale.ROOT, "%,d", run.tries()) : "", run.seconds());
    }

    private String targetColumns() {
        FuzzRun run = fuzzRun;
        if (run == null) {
            return " | | ";
        }
        String target = '`' + TARGETS.get(defect.packageName()) + '`' + (run.found() ? "" : ", " + NOT_FOUND);
        return String.format(Locale.ROOT, "%s | %,d | %.0f", target, run.executions(), run.seconds());
    }
}
