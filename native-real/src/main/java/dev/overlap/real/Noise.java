package dev.overlap.real;

import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

import dev.overlap.real.platform.Visible;

/**
 * Disturbs the threads of an execution before what they do becomes visible, so that rare orders come about more often: yields, spins, short sleeps and
 * changes of priority.
 *
 * <p>What is decided follows from the seed, the thread's name and which of its operations this is; not from the clock or from other threads. (Threads that
 * share a name are told apart by the order in which they come.) What comes of it is the system's affair. A seed picks the operations that it is loud at: noise
 * everywhere would slow all threads down alike and change no order.
 */
public final class Noise implements Visible {

    /** How much. */
    public enum Level {
        /** None. */
        NONE(0),
        /** One loud operation in sixteen is disturbed. */
        LOW(16),
        /** Every second one is. */
        HIGH(2);

        private final int oneIn;

        Level(int oneIn) {
            this.oneIn = oneIn;
        }
    }

    /** What is done to a thread. */
    enum Deed {
        NOTHING, YIELD, SPIN, SLEEP, PRIORITY
    }

    /**
     * What is done to a thread once.
     *
     * @param amount nanoseconds of a spin, milliseconds of a sleep, a new priority; otherwise 0
     */
    record Disturbance(Deed deed, int amount) {
        static final Disturbance NOTHING = new Disturbance(Deed.NOTHING, 0);
    }

    private static final int LONGEST_SPIN_NANOS = 50_000;
    private static final int LONGEST_SLEEP_MILLIS = 2;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final Level level;
    private final Map<String, Integer> names = new ConcurrentHashMap<>();
    private final Set<Thread> changed = ConcurrentHashMap.newKeySet();
    private final Map<Thread, Stream> streams = new ConcurrentHashMap<>();

    /** Noise of an execution. */
    public Noise(long seed, Level level) {
        this.seed = seed;
        this.level = level;
    }

    @Override
    public void before(String operation) {
        if (level == Level.NONE) {
            return;
        }
        Thread thread = Thread.currentThread();
        Stream own = streams.get(thread);
        if (own == null) {
            own = stream(thread.getName(), names.merge(thread.getName(), 1, Integer::sum));
            streams.put(thread, own);
        }
        disturb(own.next(operation));
    }

    /** What the thread of that name hears, the first of that name being number 1. */
    Stream stream(String name, int number) {
        return new Stream(seed, level, name, number);
    }

    private void disturb(Disturbance what) {
        switch (what.deed()) {
            case NOTHING -> {
                // Most of the time.
            }
            case YIELD -> Thread.yield();
            case SPIN -> spin(what.amount());
            case SLEEP -> sleep(what.amount());
            case PRIORITY -> {
                changed.add(Thread.currentThread());
                Thread.currentThread().setPriority(what.amount());
            }
        }
    }

    private static void spin(int nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives all threads the usual priority again: those of the system's pools outlive the execution. */
    public void end() {
        for (Thread thread : changed) {
            thread.setPriority(Thread.NORM_PRIORITY);
        }
    }

    /** The noise of one thread. */
    static final class Stream {

        private final SplittableRandom random;
        private final long seed;
        private final Level level;

        private Stream(long seed, Level level, String name, int number) {
            this.random = new SplittableRandom(mix(mix(seed ^ name.hashCode()) + number));
            this.seed = seed;
            this.level = level;
        }

        /** What happens before the thread's next operation. */
        Disturbance next(String operation) {
            // Drawn in any case, so that what is loud does not change the rest.
            int chance = random.nextInt(Math.max(1, level.oneIn));
            int deed = random.nextInt(16);
            int amount = random.nextInt(1 << 16);
            if (chance != 0 || level == Level.NONE || !isLoud(operation)) {
                return Disturbance.NOTHING;
            }
            if (deed < 6) {
                return new Disturbance(Deed.YIELD, 0);
            }
            if (deed < 12) {
                return new Disturbance(Deed.SPIN, amount % LONGEST_SPIN_NANOS);
            }
            if (deed < 14) {
                return new Disturbance(Deed.SLEEP, 1 + amount % LONGEST_SLEEP_MILLIS);
            }
            return new Disturbance(Deed.PRIORITY, Thread.MIN_PRIORITY + amount % (Thread.MAX_PRIORITY - Thread.MIN_PRIORITY + 1));
        }

        /** Whether the seed is loud before that operation, as it is before half of them. */
        boolean isLoud(String operation) {
            return (mix(seed + operation.hashCode() * GOLDEN) & 1) == 0;
        }
    }

    /** Spreads the bits of a number (the finisher of MurmurHash3). */
    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 33)) * 0xFF51AFD7ED558CCDL;
        z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return z ^ (z >>> 33);
    }
}
