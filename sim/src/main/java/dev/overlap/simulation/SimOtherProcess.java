package dev.overlap.simulation;

import dev.overlap.kernel.SimKernel;
import dev.overlap.kernel.SimProcess;
import dev.overlap.scenario.OtherProcess;
import dev.overlap.schedule.Operation;
import dev.overlap.schedule.Scheduler;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/** A process of the simulated kernel. */
record SimOtherProcess(Scheduler scheduler, SimKernel kernel, Win32 win32, SimProcess process) implements OtherProcess {

    private static final int KILLED = 1;

    @Override
    public void start(String thread, Runnable body) {
        if (scheduler.isRunning()) {
            scheduler.point(Operation.START_THREAD, 0);
        }
        kernel.createTask(process, thread, 0, body);
    }

    @Override
    public Handle open() {
        return process.open();
    }

    @Override
    public void terminate() {
        Handle handle = open();
        win32.terminateProcess(handle, KILLED);
        win32.closeHandle(handle);
    }
}
