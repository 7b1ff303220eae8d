package dev.overlap.script;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of the ways in which a script is played: {@code variant  message server-writes  type=PIPE_TYPE_MESSAGE writer=server}.
 *
 * @param words what conditions ask for
 * @param values what stands for {@code $type}, {@code $writer} and so on
 */
public record Variant(List<String> words, Map<String, String> values) {

    /** Of a script that is played in one way only. */
    static final Variant ONLY = new Variant(List.of(), Map.of());

    public Variant {
        words = List.copyOf(words);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** This variant, in which one more word holds. */
    Variant with(String word) {
        List<String> more = new ArrayList<>(words);
        more.add(word);
        return new Variant(more, values);
    }

    /** A word with each {@code $name} replaced by its value; a name without one stays. */
    String resolve(String word) {
        String resolved = word;
        if (word.indexOf('$') >= 0) {
            // The longest names first, so that $type does not spoil $typeOfOther.
            List<String> names = values.keySet().stream().sorted((a, b) -> b.length() - a.length()).toList();
            for (String name : names) {
                resolved = resolved.replace("$" + name, values.getOrDefault(name, ""));
            }
        }
        return resolved;
    }

    /** Its words; empty for the only one. */
    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
