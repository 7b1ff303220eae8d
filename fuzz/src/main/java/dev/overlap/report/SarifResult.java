package dev.overlap.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** One finding as a result: its place in the reader, its stack, and its timeline as a flow of code with a thread for each task. */
final class SarifResult {

    /** Stands for the top folder of the repository in URIs. */
    static final String ROOT = "%SRCROOT%";

    /** So many steps of a timeline; of longer ones, the last. Code scanning services show no more. */
    static final int LOCATIONS = 1_000;

    private final Defect defect;
    private final Sources sources;
    private final @Nullable ObjectNode fallback;

    SarifResult(Defect defect, Sources sources) {
        this.defect = defect;
        this.sources = sources;
        this.fallback = traceFile(defect.trace());
    }

    ObjectNode print() {
        ObjectNode result = Sarif.object();
        Rule rule = Rule.of(defect.kind());
        result.put("ruleId", rule.name()).put("ruleIndex", Sarif.index(rule)).put("kind", "fail").put("level",
                rule == Rule.NONDETERMINISM ? "warning" : "error");
        message(result, headline());
        locations(result);
        partialFingerprints(result.putObject("partialFingerprints"));
        result.put("baselineState", defect.known() ? "unchanged" : "new");
        List<Rule.Cwe> weaknesses = rule.weaknesses(defect.message());
        if (!weaknesses.isEmpty()) {
            ArrayNode taxa = result.putArray("taxa");
            weaknesses.forEach(weakness -> Sarif.reference(taxa.addObject(), weakness));
        }
        stack(result);
        codeFlow(result);
        ObjectNode properties = result.putObject("properties");
        put(properties, "kind", defect.kind());
        put(properties, "scenario", defect.scenario());
        put(properties, "reader", defect.reader());
        put(properties, "engine", defect.engine());
        put(properties, "target", defect.target());
        put(properties, "needs", defect.needs());
        properties.put("choices", defect.choices().size()).put("step", defect.step());
        if (defect.trace() != null) {
            put(properties, "trace", defect.trace());
        }
        return result;
    }

    private String headline() {
        String where = defect.reader().isEmpty() ? defect.scenario() : defect.scenario() + " with " + defect.reader();
        return defect.kind() + " in " + where + ": " + defect.message();
    }

    private static void put(ObjectNode node, String field, String text) {
        node.put(field, Plain.text(text));
    }

    private void message(ObjectNode node, String text) {
        // Single braces would be placeholders, and brackets before parentheses a link.
        String plain = Plain.text(text).replace("{", "{{").replace("}", "}}").replace("](", "] (");
        node.putObject("message").put("text", plain.isEmpty() ? "-" : plain);
    }

    private void partialFingerprints(ObjectNode node) {
        node.put("overlapFinding/v1", defect.fingerprint());
        node.put("overlapPlace/v1", Fingerprint.ofPlace(defect));
    }

    // ---------------------------------------------------------------- places

    private void locations(ObjectNode result) {
        ArrayNode locations = result.putArray("locations");
        Frame place = defect.place();
        ObjectNode physical = place == null ? null : physical(place);
        if (physical == null && place == null && fallback == null) {
            return;
        }
        ObjectNode location = locations.addObject();
        if (physical != null) {
            location.set("physicalLocation", physical);
        } else if (fallback != null) {
            location.set("physicalLocation", fallback.deepCopy());
        }
        if (place != null) {
            logical(location, place);
        }
    }

    private static void logical(ObjectNode location, Frame frame) {
        location.putArray("logicalLocations").addObject().put("fullyQualifiedName", Plain.text(frame.place())).put("kind", "function");
    }

    private @Nullable ObjectNode physical(Frame frame) {
        String file = sources.file(frame);
        String path = file == null ? frame.sourcePath() : file;
        if (path == null) {
            return null;
        }
        ObjectNode physical = Sarif.object();
        ObjectNode artifact = physical.putObject("artifactLocation").put("uri", Plain.uri(path));
        if (file != null) {
            artifact.put("uriBaseId", ROOT);
        }
        physical.putObject("region").put("startLine", Math.max(1, frame.line()));
        return physical;
    }

    private static @Nullable ObjectNode traceFile(@Nullable String trace) {
        if (trace == null) {
            return null;
        }
        ObjectNode physical = Sarif.object();
        physical.putObject("artifactLocation").put("uri", Plain.uri(trace));
        physical.putObject("region").put("startLine", 1);
        return physical;
    }

    private void stack(ObjectNode result) {
        if (defect.frames().isEmpty()) {
            return;
        }
        ArrayNode frames = result.putArray("stacks").addObject().putArray("frames");
        for (Frame frame : defect.frames()) {
            ObjectNode location = frames.addObject().putObject("location");
            ObjectNode physical = physical(frame);
            if (physical != null) {
                location.set("physicalLocation", physical);
            }
            logical(location, frame);
        }
    }

    // ---------------------------------------------------------------- the timeline

    private void codeFlow(ObjectNode result) {
        List<Step> steps = defect.steps();
        if (steps.isEmpty()) {
            return;
        }
        int from = Math.max(0, steps.size() - LOCATIONS);
        Map<String, List<Integer>> threads = new LinkedHashMap<>();
        for (int i = from; i < steps.size(); i++) {
            threads.computeIfAbsent(steps.get(i).column(), column -> new ArrayList<>()).add(i);
        }
        ObjectNode flow = result.putArray("codeFlows").addObject();
        message(flow, from == 0 ? "What happens, in order of execution." : "The last " + LOCATIONS + " of " + steps.size() + " steps, in order of execution.");
        ArrayNode threadFlows = flow.putArray("threadFlows");
        threads.forEach((column, positions) -> {
            ObjectNode thread = threadFlows.addObject().put("id", Plain.text(column));
            ArrayNode locations = thread.putArray("locations");
            positions.forEach(position -> step(locations.addObject(), position));
        });
    }

    private void step(ObjectNode node, int position) {
        Step step = defect.steps().get(position);
        node.put("executionOrder", position + 1).put("importance", position == defect.decisive() ? "essential" : "important");
        ObjectNode location = node.putObject("location");
        Frame frame = step.frame();
        ObjectNode physical = frame == null ? null : physical(frame);
        if (physical != null) {
            location.set("physicalLocation", physical);
        } else if (fallback != null) {
            // Services want a file of every step: what no code of the reader does stands in the trace.
            location.set("physicalLocation", fallback.deepCopy());
        }
        if (frame != null) {
            logical(location, frame);
        }
        String repeated = step.repeatedRows() == 0 ? "" : " (" + TimelineText.repetition(step) + ")";
        message(location, step.column() + ": " + step.text() + repeated + (position == defect.decisive() ? " \u21d2 " + defect.kind() : ""));
    }
}
