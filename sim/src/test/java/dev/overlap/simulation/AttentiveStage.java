package dev.overlap.simulation;

import java.util.function.Consumer;

import dev.overlap.scenario.ForwardingStage;
import dev.overlap.scenario.OtherProcess;
import dev.overlap.scenario.Stage;
import dev.overlap.win32.Handle;

/** A stage that notices when an assertion of the test fails in one of its tasks. */
final class AttentiveStage extends ForwardingStage {

    private final Consumer<AssertionError> failed;

    AttentiveStage(Stage stage, Consumer<AssertionError> failed) {
        super(stage);
        this.failed = failed;
    }

    @Override
    public void task(String name, Runnable body) {
        super.task(name, watched(body));
    }

    @Override
    public void peer(String name, Runnable body) {
        super.peer(name, watched(body));
    }

    @Override
    public OtherProcess peerProcess() {
        return attentive(super.peerProcess());
    }

    @Override
    public OtherProcess process(String name) {
        return attentive(super.process(name));
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
}
