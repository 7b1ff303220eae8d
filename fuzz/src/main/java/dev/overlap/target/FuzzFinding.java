package dev.overlap.target;

import dev.overlap.explore.Reported;
import dev.overlap.trace.TraceFormat;

/** Something was found by a target that plays schedules: the message tells it all, trace and timeline included. */
public final class FuzzFinding extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reported reported;

    FuzzFinding(Reported reported) {
        super(reported.finding().headline() + "\n\n" + TraceFormat.print(reported.trace()) + '\n' + reported.timeline());
        this.reported = reported;
        // Where a fuzzer tells findings apart by their frames, the kind counts, not this harness.
        setStackTrace(new StackTraceElement[] {new StackTraceElement("dev.overlap.finding", reported.finding().kind().name(), reported.trace().reader(), 1)});
    }

    /** The finding, shrunk; with its file, if it was stored. */
    public Reported reported() {
        return reported;
    }
}
