package dev.overlap.program;

import java.util.EnumSet;
import java.util.Set;

import dev.overlap.reader.Capability;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Stage;

/**
 * A program as a story. After what it says the peer closes its end, and the owner starts the reader, if it is open, reads to the end of the stream, and gives
 * everything back: so every program ends, and what was lost or forgotten shows.
 */
public final class ProgramScenario implements Scenario {

    /** The name of every one of them. */
    public static final String NAME = "program";

    /** How many calls may fail by chance in one of them. */
    public static final int FAULTS = 2;

    private final Program program;

    public ProgramScenario(Program program) {
        this.program = program;
    }

    public Program program() {
        return program;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "a story that chance has made up";
    }

    @Override
    public Set<Capability> needs() {
        Set<Capability> needs = EnumSet.noneOf(Capability.class);
        program.owner().forEach(op -> op.deed().needs().ifPresent(needs::add));
        if (program.pipe().readsMessages()) {
            needs.add(Capability.MESSAGES);
        }
        if (program.world().stream().anyMatch(WorldOp::isFault)) {
            needs.add(Capability.FAULTS);
        }
        return needs;
    }

    @Override
    public int faults() {
        return FAULTS;
    }

    @Override
    public void play(Stage stage) {
        Pipe pipe = stage.pipe(program.pipe());
        for (WorldOp op : program.world()) {
            if (op instanceof WorldOp.Impose imposed) {
                stage.rule(imposed.rule());
            }
        }
        long bound = memoryBound();
        if (bound > 0) {
            stage.boundMemory(bound);
        }
        stage.task("owner", new ProgramOwner(stage, pipe, program.owner()));
        stage.peer("peer", new ProgramPeer(stage, pipe.peer(), program));
        if (program.world().stream().anyMatch(WorldOp.Advance.class::isInstance)) {
            stage.peer("clock", () -> {
                for (WorldOp op : program.world()) {
                    if (op instanceof WorldOp.Advance advance) {
                        stage.win32().sleepEx(advance.millis(), false);
                    }
                }
            });
        }
    }

    /** How much memory a reader may have that has one limit from its beginning to its end, of which one read is the first; 0 for any other. */
    private long memoryBound() {
        if (program.owner().isEmpty() || !isLimit(program.owner().getFirst())) {
            return 0;
        }
        int limit = program.owner().getFirst().number();
        boolean kept = program.owner().stream()
                .noneMatch(op -> op.deed() == OwnerOp.Deed.REOPEN || op.deed() == OwnerOp.Deed.SET_MAX && op.number() != limit);
        return kept ? limit : 0;
    }

    private static boolean isLimit(OwnerOp op) {
        return op.deed() == OwnerOp.Deed.SET_MAX && !op.inReadyRead();
    }
}
