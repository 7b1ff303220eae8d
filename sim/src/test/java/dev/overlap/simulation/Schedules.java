package dev.overlap.simulation;

import static dev.overlap.simulation.ExecutionAssert.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.overlap.finding.Finding;
import dev.overlap.finding.Kind;

/** What came of one story in many schedules. */
public record Schedules(List<Execution> executions) {

    /** How many. */
    public int count() {
        return executions.size();
    }

    /** In every schedule: nothing wrong. */
    public Schedules areClean() {
        executions.forEach(execution -> assertThat(execution).isClean());
        return this;
    }

    /** In every schedule: this defect. */
    public Schedules areAll(Kind kind) {
        executions.forEach(execution -> assertThat(execution).isFinding(kind));
        return this;
    }

    /** In some schedule: this defect; in no schedule: another one. Returns the first. */
    public ExecutionAssert areSometimes(Kind kind) {
        Execution first = null;
        for (Execution execution : executions) {
            Finding finding = execution.finding();
            if (finding != null && finding.kind() != kind) {
                throw new AssertionError("expected " + kind + " or nothing, found: " + finding.headline());
            }
            if (finding != null && first == null) {
                first = execution;
            }
        }
        if (first == null) {
            throw new AssertionError("expected " + kind + " in some of " + count() + " schedules, found none");
        }
        return assertThat(first);
    }

    /** In no schedule: this defect, whatever else there is. */
    public Schedules areNever(Kind kind) {
        for (Execution execution : executions) {
            Finding finding = execution.finding();
            if (finding != null && finding.kind() == kind) {
                throw new AssertionError("expected no " + kind + ", found: " + finding.headline());
            }
        }
        return this;
    }

    /** In how many schedules each kind of defect was found. */
    public Map<Kind, Long> kinds() {
        return executions.stream().map(Execution::finding).filter(finding -> finding != null)
                .collect(Collectors.groupingBy(Finding::kind, TreeMap::new, Collectors.counting()));
    }

    /** The hashes of the executions, each once. */
    public Set<Long> hashes() {
        return executions.stream().map(Execution::hash).collect(Collectors.toSet());
    }
}
