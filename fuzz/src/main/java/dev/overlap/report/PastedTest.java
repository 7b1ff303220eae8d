package dev.overlap.report;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.overlap.program.ProgramScenario;

/**
 * A finding as a test of JUnit 5, to be pasted: it plays the finding's story with its reader, and the extension replays the trace before it explores.
 *
 * <p>Empty for what no story shows, and for readers and scenarios of whose names no class can be told.
 */
final class PastedTest {

    private static final String NAME = "[a-z0-9/-]+";

    private static final Pattern FAULTS = Pattern.compile("(?m)^options .*\\bfaults=(\\d+)");

    private PastedTest() {
    }

    /** The test's name. */
    static String className(Defect defect) {
        return camel(defect.scenario()) + camel(defect.kind()) + defect.fingerprint().substring(0, 8) + "Test";
    }

    /** The source, or empty. */
    static String of(Defect defect) {
        if (defect.traceText().isEmpty() || !defect.reader().matches(NAME) || !defect.scenario().matches(NAME)) {
            return "";
        }
        String type = className(defect);
        StringBuilder text = new StringBuilder("""
                import dev.overlap.explore.RecordedStory;
                import dev.overlap.junit.OverlapTest;
                import dev.overlap.scenario.Stage;

                /**
                """);
        text.append(" * ").append(defect.kind()).append(" in ").append(defect.scenario()).append(" with ").append(defect.reader()).append(": ").append(comment(
                defect.message())).append('\n');
        text.append(" */\nclass ").append(type).append(" {\n\n    private static final String TRACE = \"\"\"\n");
        Plain.text(defect.traceText()).lines().forEach(line -> text.append(line.isEmpty() ? "" : "            " + literal(line)).append('\n'));
        text.append("            \"\"\";\n\n    @OverlapTest(trace = TRACE").append(faults(defect)).append(")\n    void ").append(method(defect))
                .append("(Stage stage) {\n");
        text.append("        RecordedStory.of(TRACE).play(stage);\n    }\n}\n");
        return text.toString();
    }

    /** As many calls may fail when more is looked for as in the trace. */
    private static String faults(Defect defect) {
        Matcher faults = FAULTS.matcher(defect.traceText());
        return faults.find() ? ", faults = " + faults.group(1) : "";
    }

    private static String method(Defect defect) {
        String name = camel(defect.kind());
        return (defect.scenario().equals(ProgramScenario.NAME) ? "aProgramIsFreeOf" : "isFreeOf") + name;
    }

    private static String camel(String words) {
        StringBuilder name = new StringBuilder();
        for (String word : words.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return name.toString();
    }

    private static String comment(String text) {
        return Plain.line(text, 400).replace("*/", "*&#47;").replace("\\u", "\\ u").replace("<", "&lt;").replace("@", "&#64;");
    }

    private static String literal(String line) {
        return line.replace("\\", "\\\\").replace("\"\"\"", "\\\"\"\"").replaceAll(" $", "\\\\s");
    }
}
