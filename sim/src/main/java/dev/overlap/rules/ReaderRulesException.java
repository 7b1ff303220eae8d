package dev.overlap.rules;

import java.util.List;

/** A reader class does not keep the rules: what it does would be hidden from the scheduler, the race detector or the replay. */
public final class ReaderRulesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reader;
    private final transient List<String> violations;

    ReaderRulesException(Class<?> reader, List<String> violations) {
        super(reader.getName() + " does not keep the rules for readers:\n  " + String.join("\n  ", violations));
        this.reader = reader.getName();
        this.violations = violations;
    }

    /** All of it, where there is room for one line. */
    public String oneLine() {
        return reader + " does not keep the rules for readers: " + String.join("; and ", violations);
    }

    /** One sentence for each violation: where, what, and what to use instead. */
    public List<String> violations() {
        return violations;
    }
}
