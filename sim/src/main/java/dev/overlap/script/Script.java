package dev.overlap.script;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.overlap.fault.Rule;

/**
 * A script, line by line; line <i>n</i> of the file is element <i>n</i> - 2 of the lines, below the line that names format and version.
 *
 * @param lines remarks and blank lines too, so that printing and parsing again gives the same script
 */
public record Script(List<ScriptLine> lines) {

    /** How many lines of the file stand above the first of {@link #lines()}. */
    static final int LINES_ABOVE = 1;

    public Script {
        lines = List.copyOf(lines);
    }

    /** What it is about, in one sentence. */
    public String title() {
        return of(ScriptLine.Title.class).getFirst().text();
    }

    /** The ways in which it is played, each once; one without words or values when it names none. */
    public List<Variant> variants() {
        List<Variant> variants = of(ScriptLine.VariantLine.class).stream().map(ScriptLine.VariantLine::variant).toList();
        return variants.isEmpty() ? List.of(Variant.ONLY) : variants;
    }

    /** What happens in it whatever the kernel would have done. */
    public List<Rule> rules() {
        return of(ScriptLine.RuleLine.class).stream().map(ScriptLine.RuleLine::rule).toList();
    }

    /**
     * The ways in which the words of its lines "either" may hold together in a variant: one of each line, the first of each first. The script is right when
     * one of them is, from its beginning to its end.
     */
    public List<Variant> readings(Variant variant) {
        List<Variant> readings = List.of(variant);
        for (ScriptLine.Either either : of(ScriptLine.Either.class)) {
            readings = readings.stream().flatMap(reading -> either.words().stream().map(reading::with)).toList();
        }
        return readings;
    }

    /** The processes that it has beside the one of its other threads. */
    List<ScriptLine.Process> processes() {
        return of(ScriptLine.Process.class);
    }

    /** What is called back in it, whether or not it does anything then. */
    Set<String> callbacks() {
        Set<String> callbacks = new LinkedHashSet<>();
        for (ScriptLine.Step step : of(ScriptLine.Step.class)) {
            if (step.action() instanceof Action.Call call) {
                callbacks.addAll(call.callbacks());
            }
        }
        return callbacks;
    }

    /** Whether there are lines in which a thread or a callback does something. */
    boolean acts(String name) {
        return of(ScriptLine.Step.class).stream().anyMatch(step -> step.action().thread().equals(name));
    }

    /** Its threads, in the order in which they first do something. */
    public List<String> threads() {
        Set<String> threads = new LinkedHashSet<>();
        for (ScriptLine.Step step : of(ScriptLine.Step.class)) {
            if (!step.action().thread().isEmpty()) {
                threads.add(step.action().thread());
            }
        }
        threads.removeAll(callbacks());
        return List.copyOf(threads);
    }

    private <T extends ScriptLine> List<T> of(Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (ScriptLine line : lines) {
            if (kind.isInstance(line)) {
                found.add(kind.cast(line));
            }
        }
        return found;
    }
}
