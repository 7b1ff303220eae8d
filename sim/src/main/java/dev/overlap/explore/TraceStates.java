package dev.overlap.explore;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.overlap.rules.ReaderRules;
import dev.overlap.schedule.Bench;
import dev.overlap.schedule.Observer;
import dev.overlap.schedule.Operation;
import dev.overlap.simulation.SimWorld;
import dev.overlap.trace.Trace;

/**
 * What the execution of a trace goes through, exactly, while a run keeps a sketch only.
 *
 * @param marks the coverage marks that it reaches, by name
 * @param transitions by hash, the steps from state to state; a state is which task is about to do what, and what is behind the locks, of this reader
 */
public record TraceStates(Set<String> marks, Set<Long> transitions) {

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    public TraceStates {
        marks = Set.copyOf(marks);
        transitions = Set.copyOf(transitions);
    }

    /**
     * Plays a trace once, as far as it can be followed.
     *
     * @throws IllegalArgumentException when it names something that the repertoire has not; the message says what
     */
    public static TraceStates of(Trace trace, Repertoire repertoire, Bench.Engine engine) {
        Subject subject = TraceReplayer.reader(trace, repertoire);
        Transitions seen = new Transitions(trace.reader().hashCode());
        SimWorld world = new SimWorld(new Bench(engine, seen), ReaderRules::check);
        new Rehearsal(world, TraceReplayer.scenario(trace, repertoire), subject, Rehearsal.setting(trace)).play(new TraceAnswers(trace.entries(), false), null);
        Set<String> marks = new HashSet<>();
        for (Map.Entry<String, Long> mark : world.marks().toMap().entrySet()) {
            if (mark.getValue() > 0) {
                marks.add(mark.getKey());
            }
        }
        return new TraceStates(marks, seen.all);
    }

    /** Notes each step from one state to the next. */
    private static final class Transitions implements Observer {
        private final Set<Long> all = new HashSet<>();
        private long before;
        private int guarded;

        Transitions(int reader) {
            before = reader;
        }

        @Override
        public void point(Operation operation, int task, boolean callback) {
            long state = operation.ordinal() | (callback ? 1L << 15 : 0) | (long) task << 16 | (long) guarded << 32;
            long scattered = (state ^ state >>> 29) * SPREAD;
            all.add(scattered ^ Long.rotateLeft(before, 17));
            before = scattered;
        }

        @Override
        public void guarded(int state) {
            guarded = state;
        }
    }
}
