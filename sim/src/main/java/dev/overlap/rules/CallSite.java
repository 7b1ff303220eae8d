package dev.overlap.rules;

/**
 * A place in the code of a reader from which it calls Windows or the platform.
 *
 * @param className the class, as the JVM calls it: "dev.overlap.reader.ReadOperation"
 * @param method the method, or the compiler's name of a lambda
 * @param line the line in the source file, 0 when the class file does not tell
 * @param called the name of the method that is called: "readFile"
 */
public record CallSite(String className, String method, int line, String called) implements Comparable<CallSite> {

    @Override
    public int compareTo(CallSite other) {
        int order = simpleName().compareTo(other.simpleName());
        return order != 0 ? order : line != other.line ? Integer.compare(line, other.line) : called.compareTo(other.called);
    }

    private String simpleName() {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** "ReadOperation:92". */
    @Override
    public String toString() {
        return simpleName() + ":" + line;
    }
}
