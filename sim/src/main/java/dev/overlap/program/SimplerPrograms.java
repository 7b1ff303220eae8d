package dev.overlap.program;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.scenario.PipeSetup;
import org.jspecify.annotations.Nullable;

/**
 * The programs that are simpler than one by one step, in turn: blocks of operations left out, from half of them down to single ones and from the last to the
 * first, then numbers made smaller, then a plainer pipe. Whoever asks says which of them will do, and then goes on from that one.
 */
public final class SimplerPrograms {

    private static final int SMALLER_NUMBERS = 3;
    private static final int PLAINER_PIPES = 4;

    private Program best;
    private int block;
    /** Behind the block that is left out next. */
    private int end;
    /** The operation whose number is made smaller next; beyond the last, the pipe is. */
    private int shrunk;
    /** How. */
    private int step;

    /** Makes the simpler ones of a program. */
    public SimplerPrograms(Program program) {
        best = program;
        block = Math.max(1, program.ops().size() / 2);
        end = program.ops().size();
    }

    /** This program, which {@link #next()} gave last, will do. */
    public void take(Program program) {
        best = program;
        end = Math.min(end, program.ops().size());
        step = 0;
    }

    /** The next simpler program, or null when there is none. */
    public @Nullable Program next() {
        for (; block > 0; block /= 2, end = best.ops().size()) {
            if (end > 0) {
                int begin = Math.max(0, end - block);
                List<Op> rest = new ArrayList<>(best.ops());
                rest.subList(begin, end).clear();
                end = begin;
                return Program.of(best.pipe(), rest);
            }
        }
        for (; shrunk < best.ops().size(); shrunk++, step = 0) {
            int number = number(best.ops().get(shrunk));
            while (step < SMALLER_NUMBERS) {
                int less = smaller(number, step++);
                if (less >= 0 && less < number) {
                    List<Op> changed = new ArrayList<>(best.ops());
                    changed.set(shrunk, withNumber(changed.get(shrunk), less));
                    return Program.of(best.pipe(), changed);
                }
            }
        }
        while (step < PLAINER_PIPES) {
            PipeSetup pipe = plainer(best.pipe(), step++);
            if (!pipe.equals(best.pipe())) {
                return Program.of(pipe, best.ops());
            }
        }
        return null;
    }

    private static int smaller(int number, int step) {
        return step == 0 ? 0 : step == 1 ? number / 2 : number - 1;
    }

    private static int number(Op op) {
        return switch (op) {
            case OwnerOp owner -> owner.number();
            case PeerOp peer -> peer.number();
            case WorldOp world -> 0;
        };
    }

    private static Op withNumber(Op op, int number) {
        return switch (op) {
            case OwnerOp owner -> new OwnerOp(owner.deed(), number, owner.inReadyRead());
            case PeerOp peer -> new PeerOp(peer.deed(), number);
            case WorldOp world -> world;
        };
    }

    private static PipeSetup plainer(PipeSetup pipe, int step) {
        return switch (step) {
            case 0 -> new PipeSetup(false, false, pipe.quotaBytes(), pipe.readerIsServer(), pipe.peerOverlaps());
            case 1 -> new PipeSetup(pipe.messages(), false, pipe.quotaBytes(), pipe.readerIsServer(), pipe.peerOverlaps());
            case 2 -> new PipeSetup(pipe.messages(), pipe.readsMessages(), pipe.quotaBytes(), true, pipe.peerOverlaps());
            default -> new PipeSetup(pipe.messages(), pipe.readsMessages(), pipe.quotaBytes(), pipe.readerIsServer(), false);
        };
    }
}
