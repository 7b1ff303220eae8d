package dev.overlap.script;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a line or an answer counts: in variants with a word, or on some versions of Windows.
 *
 * @param negated whether it counts when this is not so
 * @param word a word of a variant, or a comparison such as {@code windows>=8}
 */
public record When(boolean negated, String word) {

    /** The versions of Windows that scripts tell apart. */
    public static final List<Integer> VERSIONS = List.of(7, 8, 10, 11);

    private static final Pattern VERSION = Pattern.compile("windows(>=|<=|<|>|=)(\\d{1,2})");

    /** Whether a word compares the version of Windows. */
    static boolean isVersion(String word) {
        return VERSION.matcher(word).matches();
    }

    /** Whether all of them hold. */
    static boolean hold(List<When> conditions, Variant variant, int windows) {
        return conditions.stream().allMatch(condition -> condition.holds(variant, windows));
    }

    /** Whether it holds. */
    boolean holds(Variant variant, int windows) {
        // Most words are none, and are asked for often.
        Matcher version = VERSION.matcher(word.startsWith("windows") ? word : "");
        boolean is = version.matches() ? compares(windows, version.group(1), Integer.parseInt(version.group(2))) : variant.words().contains(word);
        return is != negated;
    }

    private static boolean compares(int windows, String how, int other) {
        return switch (how) {
            case ">=" -> windows >= other;
            case "<=" -> windows <= other;
            case "<" -> windows < other;
            case ">" -> windows > other;
            default -> windows == other;
        };
    }

    @Override
    public String toString() {
        return (negated ? "not " : "") + word;
    }
}
