package dev.overlap.explore;

import java.util.Set;

import dev.overlap.fault.Rule;
import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.Capability;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderListener;
import dev.overlap.scenario.OtherProcess;
import dev.overlap.scenario.PeerEnd;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.PipeSetup;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Stage;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceFormat;
import dev.overlap.trace.TraceSyntaxException;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/** The story of a trace, played with the reader of that trace, whatever reader the stage would have: for tests that keep a trace as a text. */
public final class RecordedStory implements Scenario {

    private final Scenario story;
    private final Subject reader;

    private RecordedStory(Scenario story, Subject reader) {
        this.story = story;
        this.reader = reader;
    }

    /**
     * The story of a trace, with the project's scenarios and readers and those that services on the class path name.
     *
     * @throws IllegalArgumentException when that is no trace, or names what is not there; the message says where and why
     */
    public static RecordedStory of(String trace) {
        Trace parsed = parse(trace);
        Repertoire repertoire = OwnClasses.onClassPath();
        Scenario story = repertoire.scenario(parsed).orElseThrow(() -> new IllegalArgumentException("scenario " + parsed.scenario() + " is not known"));
        Subject reader = repertoire.reader(parsed.reader()).orElseThrow(() -> new IllegalArgumentException("reader " + parsed.reader() + " is not known"));
        return new RecordedStory(story, reader);
    }

    static Trace parse(String text) {
        try {
            return TraceFormat.parse(text);
        } catch (TraceSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return story.name();
    }

    @Override
    public String summary() {
        return story.summary();
    }

    @Override
    public Set<Capability> needs() {
        return story.needs();
    }

    @Override
    public int faults() {
        return story.faults();
    }

    @Override
    public void play(Stage stage) {
        story.play(new WithReader(stage, reader.factory()));
    }

    /** A stage with another reader. */
    private record WithReader(Stage stage, ReaderFactory factory) implements Stage {

        @Override
        public AsyncPipeReader openReader(Handle pipe, ReaderListener listener) {
            return stage.openReader(factory, pipe, listener);
        }

        @Override
        public AsyncPipeReader openReader(ReaderFactory made, Handle pipe, ReaderListener listener) {
            return stage.openReader(made, pipe, listener);
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
        public PeerEnd peerEnd(Handle end) {
            return stage.peerEnd(end);
        }

        @Override
        public int readAll(AsyncPipeReader from) {
            return stage.readAll(from);
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
}
