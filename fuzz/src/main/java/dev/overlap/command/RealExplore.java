package dev.overlap.command;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.overlap.explore.Repertoire;
import dev.overlap.explore.Subject;
import dev.overlap.real.RealExploration;
import dev.overlap.real.RealLane;
import dev.overlap.real.RealSummary;
import dev.overlap.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/** Explores the kernel of this machine, and says what that came to in words that can go from one process to another. */
final class RealExplore {

    /** How often each reader plays in each scenario before the next round, where only the time is limited. */
    private static final int ROUND = 25;

    private static final long TOLD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Wish wish;
    private final Listener listener;
    private final BooleanSupplier cancelled;
    private final Repertoire repertoire;
    private final long deadline;
    private Outcome outcome = Outcome.NOTHING;
    private long told = System.nanoTime();

    /** Hears how far it has come. On the exploring thread. */
    interface Listener {

        /** Every few executions. */
        void reached(Reached reached);

        /** With each finding, and every second or so: what it would come to if this were the end. */
        void soFar(Outcome outcome);
    }

    /**
     * What is wanted.
     *
     * @param iterations of each reader in each scenario; 0 for as many as the time allows
     * @param millis how long; 0 for as long as it takes
     */
    record Wish(List<String> scenarios, List<String> readers, int iterations, long millis, long seed) {
    }

    /** How far it has come. */
    record Reached(String scenario, String reader, long executions, int findings) {
    }

    /** A defect. */
    record Found(String kind, String message, String scenario, String reader, long seed, List<String> report) {
    }

    /** One reader in one scenario. */
    record Lane(String scenario, String reader, long executions, long calls, int findings) {
    }

    /** What it came to; as RealSummary. */
    record Outcome(long executions, double seconds, List<Lane> lanes, List<Found> findings, Map<String, String> notExpressible, long discardedCallbacks,
            Map<String, Integer> handlesMore) {

        static final Outcome NOTHING = new Outcome(0, 0, List.of(), List.of(), Map.of(), 0, Map.of());

        /** Both, one after the other. */
        Outcome and(RealSummary next) {
            List<Lane> both = new ArrayList<>(lanes);
            next.lanes().forEach(lane -> add(both, new Lane(lane.scenario(), lane.reader(), lane.executions(), lane.calls(), lane.findings())));
            List<Found> found = new ArrayList<>(findings);
            next.findings()
                    .forEach(each -> found.add(new Found(each.finding().kind().name(), each.finding().message(), each.scenario(), each.reader(), each.seed(),
                            each.report())));
            Map<String, String> reasons = new TreeMap<>(notExpressible);
            reasons.putAll(next.notExpressible());
            Map<String, Integer> more = new TreeMap<>(handlesMore);
            next.handlesMore().forEach((type, count) -> more.merge(type, count, Integer::sum));
            return new Outcome(executions + next.executions(), seconds + next.seconds(), both, found, reasons, discardedCallbacks + next.discardedCallbacks(),
                    more);
        }

        private static void add(List<Lane> lanes, Lane more) {
            for (int i = 0; i < lanes.size(); i++) {
                Lane lane = lanes.get(i);
                if (lane.scenario().equals(more.scenario()) && lane.reader().equals(more.reader())) {
                    lanes.set(i, new Lane(lane.scenario(), lane.reader(), lane.executions() + more.executions(), lane.calls() + more.calls(),
                            lane.findings() + more.findings()));
                    return;
                }
            }
            lanes.add(more);
        }

        /** Whether a reader is wrong, or something was left behind. */
        boolean hasFindings() {
            return !findings.isEmpty() || !handlesMore.isEmpty();
        }
    }

    /**
     * Nothing has been explored.
     *
     * @param cancelled asked after each execution
     */
    RealExplore(Wish wish, Repertoire repertoire, Listener listener, BooleanSupplier cancelled) {
        this.wish = wish;
        this.repertoire = repertoire;
        this.listener = listener;
        this.cancelled = cancelled;
        deadline = wish.millis() == 0 ? Long.MAX_VALUE : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wish.millis());
    }

    /** Explores. Once. */
    Outcome run() {
        List<RealLane> lanes = lanes();
        boolean goesOn = true;
        for (long round = 0; goesOn; round++) {
            Round hears = new Round();
            RealExploration exploration =
                    new RealExploration(lanes, wish.iterations() == 0 ? ROUND : wish.iterations(), wish.seed() + round, hears, this::isOver);
            hears.exploration = exploration;
            RealSummary summary = exploration.run();
            outcome = outcome.and(summary);
            goesOn = wish.iterations() == 0 && !summary.mustExit() && summary.findings().isEmpty() && !isOver() && summary.executions() > 0;
        }
        return outcome;
    }

    private boolean isOver() {
        return cancelled.getAsBoolean() || deadline != Long.MAX_VALUE && System.nanoTime() - deadline >= 0;
    }

    private List<RealLane> lanes() {
        List<RealLane> lanes = new ArrayList<>();
        for (String name : wish.scenarios()) {
            Scenario scenario = repertoire.scenario(name).orElseThrow();
            for (String id : wish.readers()) {
                Subject subject = repertoire.reader(id).orElseThrow();
                lanes.add(new RealLane(scenario, id, subject.factory(), subject.capabilities()));
            }
        }
        return lanes;
    }

    private final class Round implements RealExploration.Listener {
        private static final int EVERY = 10;
        private @Nullable RealExploration exploration;

        @Override
        public void progressed(RealLane lane, int executionsOfLane, long executions, int findings) {
            if (executionsOfLane % EVERY == 1) {
                listener.reached(new Reached(lane.scenario().name(), lane.reader(), outcome.executions() + executions, outcome.findings().size() + findings));
            }
            if (System.nanoTime() - told >= TOLD_NANOS) {
                tell();
            }
        }

        @Override
        public void found(RealSummary.Found found) {
            tell();
        }

        private void tell() {
            told = System.nanoTime();
            listener.soFar(outcome.and(requireNonNull(exploration).soFar()));
        }
    }
}
