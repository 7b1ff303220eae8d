package dev.overlap.finding;

/** Where oracles report. */
public interface Findings {

    /** Reports a defect, which ends the execution. Returns only to steps of the kernel, and to whoever looks at a world whose tasks have ended. */
    void report(Kind kind, String message);
}
