package dev.overlap.simulation;

import dev.overlap.kernel.SimKernel;
import dev.overlap.schedule.Narrator;
import dev.overlap.schedule.Scheduler;

/** A narrator that wants to know names: of objects from the kernel, of tasks from the scheduler. */
public interface WorldNarrator extends Narrator {

    /** An execution begins in this world. */
    void attach(Scheduler scheduler, SimKernel kernel);
}
