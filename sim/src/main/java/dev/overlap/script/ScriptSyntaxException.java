package dev.overlap.script;

/** A text is not a script; says where and what was expected, in one line. */
public final class ScriptSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;
    private final int line;
    private final int column;

    ScriptSyntaxException(int line, int column, String message) {
        super("line " + line + ", column " + column + ": " + message);
        this.line = line;
        this.column = column;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }

    /** The column, from 1. */
    public int column() {
        return column;
    }
}
