package dev.overlap.simulation;

import java.lang.reflect.Proxy;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.fault.Rule;
import dev.overlap.kernel.SimKernel;
import dev.overlap.oracle.Oracles;
import dev.overlap.oracle.ReaderOracles;
import dev.overlap.oracle.WatchedReader;
import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderListener;
import dev.overlap.scenario.OtherProcess;
import dev.overlap.scenario.PeerEnd;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.PipeSetup;
import dev.overlap.scenario.Stage;
import dev.overlap.schedule.Scheduler;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/** The stage of one execution. */
final class SimStage implements Stage {

    private final Scheduler scheduler;
    private final SimKernel kernel;
    private final SimPlatform platform;
    private Win32 win32;
    private final Oracles oracles;
    private final ReaderFactory factory;
    private final byte[] scratch;
    private final ReaderCheck check;

    SimStage(Scheduler scheduler, SimKernel kernel, SimPlatform platform, Win32 win32, Oracles oracles, ReaderFactory factory, byte[] scratch,
            ReaderCheck check) {
        this.scheduler = scheduler;
        this.kernel = kernel;
        this.platform = platform;
        this.win32 = GatedWin32.of(win32, kernel.interference().races());
        this.oracles = oracles;
        this.factory = factory;
        this.scratch = scratch;
        this.check = check;
    }

    @Override
    public Win32 win32() {
        return win32;
    }

    @Override
    public void rule(Rule rule, boolean everybody) {
        kernel.interference().add(rule, everybody, null);
        if (!(win32 instanceof Proxy)) {
            win32 = GatedWin32.of(win32, kernel.interference().races());
        }
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public Pipe pipe(PipeSetup setup) {
        return new SimPipe(kernel, win32, setup);
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
    public OtherProcess peerProcess() {
        return new SimOtherProcess(scheduler, kernel, win32, kernel.process(false));
    }

    @Override
    public OtherProcess process(String name) {
        return new SimOtherProcess(scheduler, kernel, win32, kernel.createProcess(name));
    }

    @Override
    public void boundMemory(long bytes) {
        oracles.bounds().memory(bytes);
    }

    @Override
    public AsyncPipeReader openReader(Handle pipe, ReaderListener listener) {
        return openReader(factory, pipe, listener);
    }

    @Override
    public AsyncPipeReader openReader(ReaderFactory made, Handle pipe, ReaderListener listener) {
        ReaderOracles judges = oracles.newReader();
        kernel.watchStream(pipe, judges.number());
        WatchedReader watched = new WatchedReader(judges, new SimWatchedPipe(kernel, pipe), listener);
        kernel.beginOpening(judges.number());
        AsyncPipeReader reader = made.open(GatedWin32.of(kernel.win32OfReader(judges.number()), kernel.interference().races()), platform, pipe, watched);
        check.opened(reader);
        watched.watch(reader);
        kernel.beginOpening(0);
        return watched;
    }

    @Override
    public PeerEnd peerEnd(Handle end) {
        return new SimPeerEnd(kernel, win32, end);
    }

    @Override
    public void exitProcess() {
        kernel.exitProcess();
    }

    @Override
    public int readAll(AsyncPipeReader reader) {
        return WatchedReader.readAll(reader, scratch);
    }

    @Override
    public int choose(int arity, String label) {
        return scheduler.choose(arity, ChoiceKind.SCENARIO, label);
    }
}
