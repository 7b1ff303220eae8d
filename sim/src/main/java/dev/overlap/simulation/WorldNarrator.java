package dev.overlap.simulation;

import dev.overlap.finding.Finding;
import dev.overlap.kernel.SimKernel;
import dev.overlap.schedule.Narrator;
import dev.overlap.schedule.Scheduler;

/** A narrator that wants to know names: of objects from the kernel, of tasks from the scheduler. */
public interface WorldNarrator extends Narrator {

    /** An execution begins in this world. */
    void attach(Scheduler scheduler, SimKernel kernel);

    /** A defect shows; called on the stack of whoever showed it, while all tasks are still where they are. */
    default void found(Finding finding) {
        // Most do not want to know.
    }
}
