package dev.overlap.simulation;

import dev.overlap.finding.Finding;
import dev.overlap.finding.Kind;
import dev.overlap.schedule.Verdict;
import org.assertj.core.api.AbstractAssert;

/** What a test says of one execution. */
public final class ExecutionAssert extends AbstractAssert<ExecutionAssert, Execution> {

    private ExecutionAssert(Execution execution) {
        super(execution, ExecutionAssert.class);
    }

    /** Begins a sentence about an execution. */
    public static ExecutionAssert assertThat(Execution execution) {
        return new ExecutionAssert(execution);
    }

    /** All tasks have ended and no oracle has said a word. */
    public ExecutionAssert isClean() {
        Finding finding = actual.finding();
        if (finding != null) {
            throw failure("expected a clean execution, found: %s (task %s, step %d)", finding.headline(), finding.task(), finding.step());
        }
        return ends(Verdict.COMPLETED);
    }

    /** It ended so. */
    public ExecutionAssert ends(Verdict verdict) {
        if (actual.verdict() != verdict) {
            throw failure("expected an execution that ends as %s, but it ended as %s", verdict, actual.verdict());
        }
        return this;
    }

    /** This kind of defect was found. */
    public ExecutionAssert isFinding(Kind kind) {
        Finding finding = actual.finding();
        if (finding == null || finding.kind() != kind) {
            throw failure("expected %s, found: %s", kind, finding == null ? "nothing" : finding.headline());
        }
        return this;
    }

    /** The message of the finding contains this. */
    public ExecutionAssert says(String text) {
        Finding finding = actual.finding();
        if (finding == null || !finding.message().contains(text)) {
            throw failure("expected a finding that says \"%s\", found: %s", text, finding == null ? "nothing" : finding.headline());
        }
        return this;
    }

    /** The task that ran when it showed. */
    public ExecutionAssert in(String task) {
        Finding finding = actual.finding();
        if (finding == null || !finding.task().equals(task)) {
            throw failure("expected a finding in task %s, found: %s", task, finding == null ? "nothing" : finding.headline() + " in " + finding.task());
        }
        return this;
    }
}
