package dev.overlap.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

import dev.overlap.explore.Repertoire;
import dev.overlap.explore.TraceStates;
import dev.overlap.finding.Finding;
import dev.overlap.schedule.Bench;
import dev.overlap.trace.Trace;

/** Finds the traces that add nothing to the others: neither a finding, nor a coverage mark, nor a transition. */
final class TracePruning {

    private final Repertoire repertoire;
    private final Bench.Engine engine;
    private final boolean force;
    private final BooleanSupplier interrupted;

    /**
     * Makes a pruning.
     *
     * @param force whether nothing is kept for a reason that cannot be measured
     * @param interrupted whether nobody waits for it any more
     */
    TracePruning(Terminal terminal, Repertoire repertoire, boolean force, BooleanSupplier interrupted) {
        this.repertoire = repertoire;
        this.engine = Engines.orBest(null, terminal);
        this.force = force;
        this.interrupted = interrupted;
    }

    /** A trace and what it goes through. */
    private record Measured(Path file, Trace trace, TraceStates states) {

        /** What it shows; a trace that is clean shows nothing. */
        String shows() {
            String expect = trace.expect();
            return expect == null ? "" : trace.reader() + ' ' + Finding.withoutNumbers(expect);
        }

        boolean isProtected() {
            return trace.expect() == null || Entry.mustStayWrong(trace);
        }
    }

    /** Which of these files add nothing, and why; none when it was interrupted, because that takes knowing them all. Those that are kept for other reasons come first, then those with the fewest choices. */
    List<Json.FileReason> addNothing(List<Path> files) {
        List<Measured> all = new ArrayList<>();
        for (Path file : files) {
            if (interrupted.getAsBoolean()) {
                return List.of();
            }
            Trace trace = TraceFile.read(file, repertoire).trace();
            all.add(new Measured(file, trace, TraceStates.of(trace, repertoire, engine)));
        }
        all.sort(Comparator.<Measured>comparingInt(each -> isSpared(each) ? 0 : 1).thenComparing(each -> each.trace().entries().size())
                .thenComparing(Measured::file));
        Set<String> shown = new HashSet<>(Set.of(""));
        Set<String> marks = new HashSet<>();
        Set<Long> transitions = new HashSet<>();
        List<Json.FileReason> nothing = new ArrayList<>();
        for (Measured each : all) {
            boolean adds = shown.add(each.shows()) | marks.addAll(each.states().marks()) | transitions.addAll(each.states().transitions());
            if (!adds && !isSpared(each)) {
                nothing.add(new Json.FileReason(each.file().toString(), "its finding, " + each.states().marks().size() + " coverage marks and "
                        + each.states().transitions().size() + " transitions are those of other entries"));
            }
        }
        return nothing;
    }

    private boolean isSpared(Measured each) {
        return !force && each.isProtected();
    }
}
