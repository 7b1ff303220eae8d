package dev.overlap.simulation;

import java.util.function.Consumer;

import dev.overlap.fault.Rule;
import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderListener;
import dev.overlap.scenario.OtherProcess;
import dev.overlap.scenario.PeerEnd;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.PipeSetup;
import dev.overlap.scenario.Stage;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/** A stage that notices when an assertion of the test fails in one of its tasks. */
record AttentiveStage(Stage stage, Consumer<AssertionError> failed) implements Stage {

    @Override
    public Win32 win32() {
        return stage.win32();
    }

    @Override
    public Platform platform() {
        return stage.platform();
    }

    @Override
    public void rule(Rule rule, boolean everybody) {
        stage.rule(rule, everybody);
    }

    @Override
    public Pipe pipe(PipeSetup setup) {
        return stage.pipe(setup);
    }

    @Override
    public void boundMemory(long bytes) {
        stage.boundMemory(bytes);
    }

    @Override
    public PeerEnd peerEnd(Handle end) {
        return stage.peerEnd(end);
    }

    @Override
    public void exitProcess() {
        stage.exitProcess();
    }

    @Override
    public void task(String name, Runnable body) {
        stage.task(name, watched(body));
    }

    @Override
    public void peer(String name, Runnable body) {
        stage.peer(name, watched(body));
    }

    @Override
    public OtherProcess peerProcess() {
        return attentive(stage.peerProcess());
    }

    @Override
    public OtherProcess process(String name) {
        return attentive(stage.process(name));
    }

    private OtherProcess attentive(OtherProcess process) {
        return new OtherProcess() {
            @Override
            public void start(String thread, Runnable body) {
                process.start(thread, watched(body));
            }

            @Override
            public Handle open() {
                return process.open();
            }

            @Override
            public void terminate() {
                process.terminate();
            }
        };
    }

    private Runnable watched(Runnable body) {
        return () -> {
            try {
                body.run();
            } catch (AssertionError e) {
                failed.accept(e);
                throw e;
            }
        };
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
    public int readAll(AsyncPipeReader reader) {
        return stage.readAll(reader);
    }

    @Override
    public int choose(int arity, String label) {
        return stage.choose(arity, label);
    }
}
