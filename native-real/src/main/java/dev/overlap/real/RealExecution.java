package dev.overlap.real;

import java.util.List;

import dev.overlap.fault.Rule;
import dev.overlap.finding.Finding;

/**
 * What one execution on a real kernel came to.
 *
 * @param findings the defects, the one that was seen first at the beginning; its step is a count of calls
 * @param unmatchedRules the rules that have had no effect
 * @param report where the execution got stuck: every thread with its stack, every call and operation in flight, a line each; otherwise empty
 * @param mustExit whether threads are left that cannot be ended, so that nothing more can be played in this process
 * @param calls calls of the process under test
 */
public record RealExecution(List<Finding> findings, List<Rule> unmatchedRules, List<String> report, boolean mustExit, int calls, double seconds) {

    public RealExecution {
        findings = List.copyOf(findings);
        unmatchedRules = List.copyOf(unmatchedRules);
        report = List.copyOf(report);
    }
}
