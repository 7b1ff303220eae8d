package dev.overlap.command;

import dev.overlap.schedule.Bench;
import org.jspecify.annotations.Nullable;

/** Which engine runs the tasks: what was asked for, or the best that this JVM allows. */
final class Engines {

    private Engines() {
    }

    /** The engine asked for; without one the best, and one line on stderr when that is not the fast one. */
    static Bench.Engine orBest(Bench.@Nullable Engine wanted, Terminal terminal) {
        Bench.Engine best = Bench.bestEngine();
        if (wanted == Bench.Engine.CONTINUATIONS && best != wanted) {
            throw new BadInput("--engine: continuations need a JVM started with " + JvmOptions.CONTINUATIONS + ", as the launcher does");
        }
        if (wanted != null) {
            return wanted;
        }
        if (best == Bench.Engine.THREADS) {
            terminal.err().println("overlap: this JVM was started without " + JvmOptions.CONTINUATIONS + ": tasks run on threads, which is slow");
        }
        return best;
    }
}
