package dev.overlap.real;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.fault.FaultRule;
import dev.overlap.fault.Rule;
import dev.overlap.oracle.ReaderOracles;
import dev.overlap.oracle.WatchedReader;
import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderListener;
import dev.overlap.real.jna.Heap;
import dev.overlap.real.platform.RealPlatform;
import dev.overlap.real.platform.Visible;
import dev.overlap.scenario.OtherProcess;
import dev.overlap.scenario.PeerEnd;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.PipeSetup;
import dev.overlap.scenario.Stage;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/**
 * The stage of one execution on real threads. All tasks are threads of one process: what a peer does differs from what the reader's side does only in that nobody
 * judges it.
 */
final class RealStage implements Stage {

    private static final int SCRATCH_BYTES = 64;

    private final Win32 plain;
    private final Ledger ledger;
    private final RealPlatform platform;
    private final Visible noise;
    private final Faults faults;
    private final Races races;
    private final Heap peersHeap;
    private final ReaderFactory factory;
    private final Names names;
    private final Win32 win32;
    private final List<Task> tasks = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<RealPipe> pipes = new ArrayList<>();

    /** One thread of the story. */
    record Task(Cast.Role role, Runnable body) {
    }

    RealStage(Win32 plain, Ledger ledger, RealPlatform platform, Visible noise, Faults faults, Races races, Heap peersHeap, ReaderFactory factory,
            Names names) {
        this.plain = plain;
        this.ledger = ledger;
        this.platform = platform;
        this.noise = noise;
        this.faults = faults;
        this.races = races;
        this.peersHeap = peersHeap;
        this.factory = factory;
        this.names = names;
        this.win32 = noisy(new RaceFace(new LedgerFace(new NameFace(plain, names).win32(), ledger, 0).win32(), ledger, races).win32());
    }

    private Win32 noisy(Win32 quiet) {
        return new NoiseFace(quiet, noise).win32();
    }

    /** Windows as it is. */
    Win32 plain() {
        return plain;
    }

    Heap peersHeap() {
        return peersHeap;
    }

    List<Rule> rules() {
        return rules;
    }

    List<Task> tasks() {
        return tasks;
    }

    /** The peer's process is over. */
    void end() {
        pipes.forEach(RealPipe::end);
    }

    // ---------------------------------------------------------------- while the stage is set

    @Override
    public Win32 win32() {
        return win32;
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public Pipe pipe(PipeSetup setup) {
        RealPipe pipe = RealPipe.open(this, names.next(), setup);
        pipes.add(pipe);
        synchronized (ledger.court) {
            ledger.handles.opened(OpenObject.Type.FILE, pipe.readerEnd()).excused = true;
        }
        return pipe;
    }

    @Override
    public void task(String name, Runnable body) {
        tasks.add(new Task(ledger.cast.add(name, true), body));
    }

    @Override
    public void peer(String name, Runnable body) {
        tasks.add(new Task(ledger.cast.add(name, false), body));
    }

    @Override
    public OtherProcess peerProcess() {
        throw Expressible.otherProcess();
    }

    @Override
    public OtherProcess process(String name) {
        throw Expressible.otherProcess();
    }

    @Override
    public void boundMemory(long bytes) {
        synchronized (ledger.court) {
            ledger.court.oracles().bounds().memory(bytes);
        }
    }

    @Override
    public void rule(Rule rule, boolean everybody) {
        rules.add(rule);
        if (rule instanceof FaultRule fault) {
            faults.add(fault);
        } else {
            races.add(rule, everybody);
        }
    }

    // ---------------------------------------------------------------- on its tasks

    @Override
    public AsyncPipeReader openReader(Handle pipe, ReaderListener listener) {
        return openReader(factory, pipe, listener);
    }

    @Override
    public AsyncPipeReader openReader(ReaderFactory made, Handle pipe, ReaderListener listener) {
        ReaderOracles judges;
        int stream;
        RealWatchedPipe watchedPipe = new RealWatchedPipe(plain, pipe, ledger);
        boolean messages = watchedPipe.readsMessages();
        synchronized (ledger.court) {
            judges = ledger.court.oracles().newReader();
            stream = judges.number();
            if (messages) {
                ledger.operations.readsMessages(stream);
            }
        }
        WatchedReader watched = new WatchedReader(ledger.court.locked(judges, ledger.operations::look), watchedPipe, listener);
        Win32 recorded = new LedgerFace(plain, ledger, stream).win32();
        Win32 faulty = faults.isAny() ? new FaultFace(recorded, ledger, faults, stream).win32() : recorded;
        Win32 raced = races.isAny() ? new RaceFace(faulty, ledger, races).win32() : faulty;
        watched.watch(made.open(noisy(raced), new ReaderPlatform(platform, ledger, faults, stream), pipe, watched));
        return watched;
    }

    @Override
    public PeerEnd peerEnd(Handle end) {
        return new RealPeerEnd(win32, peersHeap, end, false);
    }

    @Override
    public void exitProcess() {
        throw Expressible.otherProcess();
    }

    @Override
    public int readAll(AsyncPipeReader reader) {
        return WatchedReader.readAll(reader, new byte[SCRATCH_BYTES]);
    }

    @Override
    public int choose(int arity, String label) {
        return ledger.cast.current().below(arity);
    }
}
