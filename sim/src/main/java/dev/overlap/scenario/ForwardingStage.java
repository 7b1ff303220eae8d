package dev.overlap.scenario;

import dev.overlap.fault.Rule;
import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/** A stage that is another one: whoever wants a part of it otherwise overrides that. Thread rules are those of the other. */
public abstract class ForwardingStage implements Stage {

    private final Stage stage;

    protected ForwardingStage(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Win32 win32() {
        return stage.win32();
    }

    @Override
    public Platform platform() {
        return stage.platform();
    }

    @Override
    public Pipe pipe(PipeSetup setup) {
        return stage.pipe(setup);
    }

    @Override
    public void task(String name, Runnable body) {
        stage.task(name, body);
    }

    @Override
    public void peer(String name, Runnable body) {
        stage.peer(name, body);
    }

    @Override
    public OtherProcess peerProcess() {
        return stage.peerProcess();
    }

    @Override
    public OtherProcess process(String name) {
        return stage.process(name);
    }

    @Override
    public void boundMemory(long bytes) {
        stage.boundMemory(bytes);
    }

    @Override
    public void rule(Rule rule, boolean everybody) {
        stage.rule(rule, everybody);
    }

    @Override
    public AsyncPipeReader openReader(Handle pipe, ReaderListener listener) {
        return stage.openReader(pipe, listener);
    }

    @Override
    public AsyncPipeReader openReader(ReaderFactory factory, Handle pipe, ReaderListener listener) {
        return stage.openReader(factory, pipe, listener);
    }

    @Override
    public PeerEnd peerEnd(Handle end) {
        return stage.peerEnd(end);
    }

    @Override
    public int readAll(AsyncPipeReader reader) {
        return stage.readAll(reader);
    }

    @Override
    public void exitProcess() {
        stage.exitProcess();
    }

    @Override
    public int choose(int arity, String label) {
        return stage.choose(arity, label);
    }
}
