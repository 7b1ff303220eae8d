package dev.overlap.script;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** A word with each {@code $name} replaced by its value, which is not looked into; a name without one stays. */
    String resolve(String word) {
        int at = word.indexOf('$');
        if (at < 0) {
            return word;
        }
        StringBuilder resolved = new StringBuilder(word.length());
        int done = 0;
        for (; at >= 0; at = word.indexOf('$', at + 1)) {
            Optional<String> name = nameAt(word, at + 1);
            if (name.isPresent()) {
                resolved.append(word, done, at).append(values.getOrDefault(name.get(), ""));
                done = at + 1 + name.get().length();
            }
        }
        return resolved.append(word, done, word.length()).toString();
    }

    /** The longest name that stands there, so that $type does not spoil $typeOfOther. */
    private Optional<String> nameAt(String word, int at) {
        return values.keySet().stream().filter(name -> word.startsWith(name, at)).max(Comparator.comparingInt(String::length));
    }

    /** Its words; empty for the only one. */
    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
