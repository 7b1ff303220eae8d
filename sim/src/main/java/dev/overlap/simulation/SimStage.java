package dev.overlap.simulation;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.kernel.SimKernel;
import dev.overlap.oracle.Oracles;
import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderListener;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.Stage;
import dev.overlap.schedule.Scheduler;
import dev.overlap.win32.Win32;

/** The stage of one execution. */
final class SimStage implements Stage {

    private static final int STREAM = 1;

    private final Scheduler scheduler;
    private final SimKernel kernel;
    private final SimPlatform platform;
    private final Win32 win32;
    private final Oracles oracles;
    private final ReaderFactory factory;
    private final byte[] scratch;

    SimStage(Scheduler scheduler, SimKernel kernel, SimPlatform platform, Win32 win32, Oracles oracles, ReaderFactory factory, byte[] scratch) {
        this.scheduler = scheduler;
        this.kernel = kernel;
        this.platform = platform;
        this.win32 = win32;
        this.oracles = oracles;
        this.factory = factory;
        this.scratch = scratch;
    }

    @Override
    public Win32 win32() {
        return win32;
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public Pipe bytePipe(int quotaBytes) {
        SimPipe pipe = new SimPipe(kernel, win32, quotaBytes);
        kernel.watchStream(pipe.server(), STREAM);
        return pipe;
    }

    @Override
    public void task(String name, Runnable body) {
        kernel.createTask(name, 0, body, true);
    }

    @Override
    public void peer(String name, Runnable body) {
        kernel.createTask(name, 0, body, false);
    }

    @Override
    public AsyncPipeReader openReader(Pipe pipe, ReaderListener listener) {
        WatchedReader watched = new WatchedReader(oracles, kernel, pipe.server(), listener);
        watched.watch(factory.open(win32, platform, pipe.server(), watched));
        return watched;
    }

    @Override
    public int readAll(AsyncPipeReader reader) {
        int total = 0;
        while (true) {
            int bytes = reader.read(scratch, 0, scratch.length);
            if (bytes <= 0) {
                return total;
            }
            total += bytes;
        }
    }

    @Override
    public int choose(int arity, String label) {
        return scheduler.choose(arity, ChoiceKind.SCENARIO, label);
    }
}
