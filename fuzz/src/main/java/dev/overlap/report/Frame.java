package dev.overlap.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A place in somebody's code.
 *
 * @param className with its package, nested classes behind a dollar sign
 * @param file its source's name without folders, or null when the class file does not tell
 * @param line from 1, or 0 when the class file does not tell
 */
public record Frame(String className, String method, @Nullable String file, int line) {

    private static final Pattern PRINTED = Pattern.compile("(?:[^()\\s]*/)?([\\w.$]+)\\.([\\w$<>]+)\\((?:([^():]+)(?::(\\d{1,9}))?)?\\)");

    static Frame of(StackTraceElement element) {
        return new Frame(element.getClassName(), element.getMethodName(), element.getFileName(), Math.max(0, element.getLineNumber()));
    }

    /** The frame that a line of a stack trace stands for, {@code org.example.Reader.read(Reader.java:12)}; null when it is none. */
    public static @Nullable Frame parse(String line) {
        Matcher printed = PRINTED.matcher(line.strip());
        if (!printed.matches()) {
            return null;
        }
        String number = printed.group(4);
        String file = printed.group(3);
        boolean known = file != null && !file.equals("Unknown Source") && !file.equals("Native Method");
        return new Frame(printed.group(1), printed.group(2), known ? file : null, number == null ? 0 : Integer.parseInt(number));
    }

    /** Class and method, without what moves when the code around them does. */
    String place() {
        return className + '.' + method;
    }

    /** Where its source is below a folder of sources, null when the class file does not tell: {@code org/example/Reader.java}. */
    @Nullable String sourcePath() {
        int end = className.lastIndexOf('.');
        return file == null ? null : end < 0 ? file : className.substring(0, end).replace('.', '/') + '/' + file;
    }

    @Override
    public String toString() {
        return className + '.' + method + '(' + (file == null ? "Unknown Source" : line == 0 ? file : file + ':' + line) + ')';
    }
}
