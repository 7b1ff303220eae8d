package dev.overlap.trace;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * An execution that can be repeated.
 *
 * @param scenario the scenario's name
 * @param reader the reader's id
 * @param options what the execution was given beside decisions, by name
 * @param expect the finding's headline, {@code KIND  message}, or null when it is expected to be clean
 * @param needs the weakest behaviour of Windows without which it cannot happen: npfs, documented or contested
 * @param entries the choices that were not the default, in order
 */
public record Trace(String scenario, String reader, SortedMap<String, String> options, @Nullable String expect, String needs, List<TraceEntry> entries) {

    public Trace {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        entries = List.copyOf(entries);
    }

    /** The finding's kind, or "clean". */
    public String expectedKind() {
        return expect == null ? "clean" : expect.substring(0, expect.indexOf(' ') < 0 ? expect.length() : expect.indexOf(' '));
    }

    /** The same with another expectation. */
    public Trace expecting(@Nullable String headline) {
        return new Trace(scenario, reader, options, headline, needs, entries);
    }
}
