package dev.overlap.kernel;

import static dev.overlap.simulation.ExecutionAssert.assertThat;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;

/** How rows of the conformance catalogue are played: in one task, whose handles nobody judges, and without anything out of the ordinary. */
final class Rows {

    private static final int QUOTA_BYTES = 100;

    private Rows() {
    }

    /** A row that opens what it needs. */
    static void row(Consumer<Stage> calls) {
        assertThat(Play.ofPeer(calls).once()).isClean();
    }

    /** A row on both ends of a byte pipe with a quota of a hundred bytes in each direction. */
    static void rowOnEnds(BiConsumer<Stage, Ends> calls) {
        row(stage -> calls.accept(stage, new Ends(stage, QUOTA_BYTES)));
    }
}
