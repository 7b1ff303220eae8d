package dev.overlap.target;

/** The system properties by which the JVM of a target is told what to do; any of them may be missing. */
public final class TargetProperties {

    /** The id of the reader that plays. */
    public static final String READER = "overlap.reader";
    /** The folder for the traces of what is found. */
    public static final String TRACES = "overlap.traces";
    /** {@code off}: Jazzer is told of code alone, not of states, which shows what they are worth. */
    public static final String FEEDBACK = "overlap.feedback";

    private TargetProperties() {
    }
}
