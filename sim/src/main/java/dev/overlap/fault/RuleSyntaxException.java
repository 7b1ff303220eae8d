package dev.overlap.fault;

/** A text that is no rule. */
public final class RuleSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;
    private final String what;

    RuleSyntaxException(int column, String what) {
        super("column " + column + ": " + what);
        this.column = column;
        this.what = what;
    }

    /** Where, from 1. */
    public int column() {
        return column;
    }

    /** What was expected there, and what was found. */
    public String what() {
        return what;
    }
}
