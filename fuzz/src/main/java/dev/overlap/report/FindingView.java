package dev.overlap.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import dev.overlap.explore.Timeline;
import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceFormat;
import org.jspecify.annotations.Nullable;

/** A finding, or a clean trace, in the words that the template of a page knows. Every name is there, so that none is taken from what stands around it. */
final class FindingView {

    /** So many findings have their timelines open. */
    private static final int OPEN = 5;
    /** Of longer timelines, the beginning and the end. */
    private static final int FIRST_ROWS = 200;
    private static final int LAST_ROWS = 800;
    private static final int SHORT = 160;

    private FindingView() {
    }

    /** One of several findings. */
    static Map<String, Object> of(Defect defect, int position) {
        List<Map<String, Object>> details = new ArrayList<>();
        detail(details, "Scenario", defect.scenario());
        detail(details, "Reader", defect.reader());
        Frame place = defect.place();
        detail(details, "In the reader", place == null ? "" : place.toString());
        link(details, "Trace", defect.trace());
        detail(details, "Found by", defect.engine().equals(defect.target()) ? defect.engine() : defect.engine() + ", " + defect.target());
        detail(details, "Needs", defect.needs().isEmpty() ? "" : Trace.needsInWords(defect.needs()));
        detail(details, "Fingerprint", defect.fingerprint());
        Map<String, Object> view = view("finding-" + (position + 1), defect.kind(), defect.message(), details);
        view.put("isNew", !defect.known());
        view.put("timeline", timeline(defect.columns(), defect.steps(), defect.decisive(), position < OPEN));
        view.put("hasDecisive", defect.decisive() >= 0);
        frames(view, defect.frames());
        choices(view, defect.choices());
        view.put("traceText", orFalse(defect.traceText()));
        view.put("test", orFalse(PastedTest.of(defect)));
        return view;
    }

    /** The only one on its page: what a replay has shown. */
    static Map<String, Object> of(Result result) {
        if (result.finding() != null) {
            Map<String, Object> view = of(Defect.of(result, null, "replay", "replay"), 0);
            view.put("isNew", false);
            return view;
        }
        List<Map<String, Object>> details = new ArrayList<>();
        detail(details, "Scenario", result.trace().scenario());
        detail(details, "Reader", result.trace().reader());
        detail(details, "The code has moved on", Objects.requireNonNullElse(result.divergence(), ""));
        Map<String, Object> view = view("finding-1", "clean", "Nothing is found.", details);
        view.put("isNew", false);
        view.put("timeline", timeline(result.steps().columns(), Step.of(result.steps()), -1, true));
        view.put("hasDecisive", false);
        frames(view, List.of());
        choices(view, result.trace().entries().stream().map(Choice::of).toList());
        view.put("traceText", TraceFormat.print(result.trace()));
        view.put("test", false);
        return view;
    }

    private static Map<String, Object> view(String id, String kind, String message, List<Map<String, Object>> details) {
        Map<String, Object> view = new TreeMap<>();
        view.put("id", id);
        view.put("kind", Plain.text(kind));
        view.put("message", Plain.text(message));
        view.put("shortMessage", Plain.line(message, SHORT));
        view.put("details", details);
        return view;
    }

    private static Object orFalse(String text) {
        return text.isEmpty() ? false : Plain.text(text);
    }

    private static void detail(List<Map<String, Object>> details, String name, String value) {
        if (!value.isEmpty()) {
            details.add(Map.of("name", name, "value", Plain.text(value), "href", false));
        }
    }

    private static void link(List<Map<String, Object>> details, String name, @Nullable String file) {
        if (file != null) {
            details.add(Map.of("name", name, "value", Plain.text(file), "href", Plain.uri(file)));
        }
    }

    private static void frames(Map<String, Object> view, List<Frame> frames) {
        view.put("hasFrames", !frames.isEmpty());
        view.put("frames", frames.stream().map(frame -> Plain.text(frame.toString())).toList());
    }

    private static void choices(Map<String, Object> view, List<Choice> choices) {
        view.put("hasChoices", !choices.isEmpty());
        view.put("choices", choices.stream().map(choice -> Map.of("task", Plain.text(choice.task()), "point", choice.point(), "at", Plain.text(choice.at()),
                "choice", Plain.text(choice.choice()), "kindOfChoice", Plain.text(choice.kind()))).toList());
    }

    // ---------------------------------------------------------------- the timeline

    private static Object timeline(List<String> columns, List<Step> steps, int decisive, boolean open) {
        if (steps.isEmpty()) {
            return false;
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            int leftOut = steps.size() - FIRST_ROWS - LAST_ROWS;
            if (leftOut > 0 && i == FIRST_ROWS) {
                rows.add(gap(String.format(Locale.ROOT, "%,d rows are left out here", leftOut)));
                i += leftOut;
            }
            Step step = steps.get(i);
            rows.add(row(columns, step, i == decisive));
            if (step.repeatedRows() > 0) {
                rows.add(gap(TimelineText.repetition(step)));
            }
        }
        return Map.of("columns", columns.stream().map(Plain::text).toList(), "rows", rows, "open", open, "width", columns.size());
    }

    private static Map<String, Object> gap(String text) {
        return Map.of("isGap", true, "text", text);
    }

    private static Map<String, Object> row(List<String> columns, Step step, boolean decisive) {
        List<Map<String, Object>> cells = new ArrayList<>();
        for (String column : columns) {
            boolean full = column.equals(step.column());
            Frame frame = full ? step.frame() : null;
            cells.add(Map.of("column", Plain.text(column), "full", full, "text", full ? Plain.text(step.text().strip()) : "", "kernel", full && column.equals(
                    Timeline.KERNEL), "place", frame == null ? false : Plain.text(frame.toString())));
        }
        return Map.of("isGap", false, "step", step.step(), "decisive", decisive, "cells", cells, "text", "");
    }
}
