package dev.overlap.real;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

import dev.overlap.finding.Finding;
import dev.overlap.real.jna.HandleCensus;
import dev.overlap.real.jna.JnaWin32;

/**
 * Plays readers in scenarios on this machine's kernel, many times each, with noise for a strategy and all judges that a real kernel allows.
 *
 * <p>Lanes are played one after the other, each until it has found something or has had its iterations. A finding that leaves threads blocked ends everything.
 * Handles are counted from the second execution of each lane on: the first ones let the pool make its threads, and Java load its classes. Only where
 * {@link JnaWin32#isThere()}. One thread, one exploration at a time in a process.
 */
public final class RealExploration {

    /** Callbacks of a registered wait overlap where a peer keeps up with the reader: more than 48 threads of Wine's pool were seen at a time. */
    private static final int THREADS_AT_A_TIME = 200;
    private static final int SETTLE_LOOKS = 24;
    private static final int SETTLE_MILLIS = 500;
    private static final Noise.Level[] LEVELS = {Noise.Level.LOW, Noise.Level.NONE, Noise.Level.HIGH, Noise.Level.LOW};

    private final List<RealLane> lanes;
    private final int iterations;
    private final long seed;
    private final Listener listener;
    private final BooleanSupplier cancelled;
    private final Map<RealLane, RealSummary.Lane> played = new LinkedHashMap<>();
    private final List<RealSummary.Found> findings = new ArrayList<>();
    private final Map<String, String> notExpressible = new LinkedHashMap<>();
    private Map<String, Integer> handlesMore = Map.of();
    private long begin = System.nanoTime();
    private long executions;
    private long discardedCallbacks;
    private boolean mustExit;

    /** Hears how far it has come. On the exploring thread. */
    public interface Listener {

        /** So many executions of a lane are done. */
        void progressed(RealLane lane, int executionsOfLane, long executions, int findings);

        /** Something was found. */
        void found(RealSummary.Found found);
    }

    /**
     * An exploration that has not begun.
     *
     * @param lanes those that are not playable are left out
     * @param iterations of each lane, 1 or more
     * @param cancelled asked after each execution; true ends the exploration
     */
    public RealExploration(List<RealLane> lanes, int iterations, long seed, Listener listener, BooleanSupplier cancelled) {
        if (iterations < 1) {
            throw new IllegalArgumentException(iterations + " iterations: expected 1 or more");
        }
        this.lanes = lanes.stream().filter(RealLane::isPlayable).toList();
        this.iterations = iterations;
        this.seed = seed;
        this.listener = listener;
        this.cancelled = cancelled;
    }

    /** Explores. Once. */
    public RealSummary run() {
        begin = System.nanoTime();
        RealWorld world = new RealWorld();
        try {
            letJavaMakeItsEvents();
            List<RealLane> clean = new ArrayList<>();
            for (RealLane lane : expressible()) {
                if (!isOver() && play(world, lane, 0, 1)) {
                    clean.add(lane);
                }
            }
            if (!isOver()) {
                HandleCensus before = HandleCensus.atRest();
                for (int i = 0; i < clean.size() && !isOver(); i++) {
                    play(world, clean.get(i), 1, iterations);
                }
                handlesMore = mustExit ? Map.of() : moreThan(before);
            }
        } finally {
            world.close();
        }
        discardedCallbacks = world.kernel().discardedCallbacks();
        return soFar();
    }

    /** What it has come to until now. On the exploring thread, for whoever hears of the progress, or after it. */
    public RealSummary soFar() {
        return new RealSummary(executions, (System.nanoTime() - begin) / 1e9, List.copyOf(played.values()), findings, notExpressible, discardedCallbacks,
                handlesMore, mustExit);
    }

    private boolean isOver() {
        return mustExit || cancelled.getAsBoolean();
    }

    private List<RealLane> expressible() {
        List<RealLane> expressible = new ArrayList<>();
        for (RealLane lane : lanes) {
            Expressible.reasonAgainst(lane.scenario()).ifPresentOrElse(reason -> notExpressible.put(lane.scenario().name(), reason),
                    () -> expressible.add(lane));
        }
        return expressible;
    }

    /** Plays some executions of a lane; whether it could be played, and nothing was found. */
    private boolean play(RealWorld world, RealLane lane, int from, int to) {
        boolean clean = true;
        for (int i = from; i < to && clean && !isOver(); i++) {
            long beginOfExecution = System.nanoTime();
            RealExecution execution;
            try {
                execution = world.play(lane.scenario(), lane.factory(), setting(lane, i));
            } catch (NotExpressibleException e) {
                notExpressible.put(lane.scenario().name(), String.valueOf(e.getMessage()));
                return false;
            }
            executions++;
            clean = execution.findings().isEmpty();
            mustExit |= execution.mustExit();
            discardedCallbacks = world.kernel().discardedCallbacks();
            RealSummary.Lane one = new RealSummary.Lane(lane.scenario().name(), lane.reader(), 1, execution.calls(),
                    (System.nanoTime() - beginOfExecution) / 1e9, execution.findings().size());
            played.merge(lane, one, RealSummary.Lane::and);
            for (Finding finding : execution.findings()) {
                RealSummary.Found found = new RealSummary.Found(finding, lane.scenario().name(), lane.reader(), seedOf(lane, i), execution.report());
                findings.add(found);
                listener.found(found);
            }
            listener.progressed(lane, i + 1, executions, findings.size());
        }
        return clean;
    }

    private RealSetting setting(RealLane lane, int iteration) {
        return new RealSetting(seedOf(lane, iteration), LEVELS[iteration % LEVELS.length], lane.faults());
    }

    private long seedOf(RealLane lane, int iteration) {
        return seed + 1_000_003L * iteration + 31L * lane.scenario().name().hashCode() + lane.reader().hashCode();
    }

    /** Java keeps the events of threads that have ended for those to come, as many as there ever were at a time: more than any story needs are made here. */
    private static void letJavaMakeItsEvents() {
        CountDownLatch all = new CountDownLatch(THREADS_AT_A_TIME);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS_AT_A_TIME; i++) {
            Thread thread = new Thread(() -> {
                all.countDown();
                try {
                    all.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }, "event " + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The handles that are left when threads of the pool have had the time to go. */
    private static Map<String, Integer> moreThan(HandleCensus before) {
        Map<String, Integer> more = HandleCensus.take().moreThan(before);
        for (int look = 0; look < SETTLE_LOOKS && !more.isEmpty(); look++) {
            if (look > 0) {
                Watchdog.sleep(SETTLE_MILLIS);
            }
            more = HandleCensus.atRest().moreThan(before);
        }
        return more;
    }
}
