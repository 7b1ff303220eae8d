package dev.overlap.explore;

import java.util.Set;

import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.Capability;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderListener;
import dev.overlap.scenario.ForwardingStage;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Stage;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceFormat;
import dev.overlap.trace.TraceSyntaxException;
import dev.overlap.win32.Handle;

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
        return new RecordedStory(TraceReplayer.scenario(parsed, repertoire), TraceReplayer.reader(parsed, repertoire));
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
    private static final class WithReader extends ForwardingStage {

        private final ReaderFactory factory;

        WithReader(Stage stage, ReaderFactory factory) {
            super(stage);
            this.factory = factory;
        }

        @Override
        public AsyncPipeReader openReader(Handle pipe, ReaderListener listener) {
            return openReader(factory, pipe, listener);
        }
    }
}
