package dev.overlap.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.overlap.real.Noise.Deed;
import dev.overlap.real.Noise.Disturbance;
import dev.overlap.real.Noise.Level;
import org.junit.jupiter.api.Test;

class NoiseTest {

    private static final int OPERATIONS = 4_000;
    private static final List<String> NAMES = List.of("lock", "cell", "post", "loop", "ReadFile", "CancelIoEx", "WriteFile", "CloseHandle");

    @Test
    void whatIsDecidedFollowsFromSeedNameAndNumber() {
        assertThat(decisions(1, Level.HIGH, "owner", 1)).isEqualTo(decisions(1, Level.HIGH, "owner", 1))
                .isNotEqualTo(decisions(2, Level.HIGH, "owner", 1))
                .isNotEqualTo(decisions(1, Level.HIGH, "peer", 1))
                .isNotEqualTo(decisions(1, Level.HIGH, "owner", 2));
    }

    @Test
    void theLevelsDifferInHowOften() {
        double loudShare = loud(7).size() / (double) NAMES.size();
        assertThat(disturbed(decisions(7, Level.NONE, "owner", 1))).isZero();
        assertThat(disturbed(decisions(7, Level.LOW, "owner", 1))).isBetween((long) (OPERATIONS * loudShare / 32), (long) (OPERATIONS * loudShare / 8));
        assertThat(disturbed(decisions(7, Level.HIGH, "owner", 1))).isBetween((long) (OPERATIONS * loudShare / 3), (long) (OPERATIONS * loudShare / 1.5));
    }

    @Test
    void aSeedIsLoudAtSomeOperationsAndOtherSeedsAtOthers() {
        assertThat(loud(7)).isNotEmpty().isNotEqualTo(Set.copyOf(NAMES)).isNotEqualTo(loud(8));
        Noise.Stream stream = new Noise(7, Level.HIGH).stream("owner", 1);
        for (int i = 0; i < OPERATIONS; i++) {
            String operation = NAMES.get(i % NAMES.size());
            if (stream.next(operation).deed() != Deed.NOTHING) {
                assertThat(loud(7)).contains(operation);
            }
        }
    }

    @Test
    void everyDeedIsDoneSometimesWithinItsBounds() {
        Set<Deed> seen = EnumSet.noneOf(Deed.class);
        for (Disturbance done : decisions(7, Level.HIGH, "owner", 1)) {
            seen.add(done.deed());
            switch (done.deed()) {
                case NOTHING, YIELD -> assertThat(done.amount()).isZero();
                case SPIN -> assertThat(done.amount()).isBetween(0, 50_000);
                case SLEEP -> assertThat(done.amount()).isBetween(1, 2);
                case PRIORITY -> assertThat(done.amount()).isBetween(Thread.MIN_PRIORITY, Thread.MAX_PRIORITY);
            }
        }
        assertThat(seen).isEqualTo(EnumSet.allOf(Deed.class));
    }

    @Test
    void aThreadKeepsItsStreamAndThePriorityComesBack() throws InterruptedException {
        Noise noise = new Noise(7, Level.HIGH);
        List<Integer> priorities = new ArrayList<>();
        Thread thread = new Thread(() -> {
            Noise.Stream expected = noise.stream("disturbed", 1);
            int priority = Thread.currentThread().getPriority();
            for (int i = 0; i < 200; i++) {
                String operation = NAMES.get(i % NAMES.size());
                Disturbance next = expected.next(operation);
                priority = next.deed() == Deed.PRIORITY ? next.amount() : priority;
                noise.before(operation);
                assertThat(Thread.currentThread().getPriority()).isEqualTo(priority);
                priorities.add(priority);
            }
            noise.end();
            priorities.add(Thread.currentThread().getPriority());
        }, "disturbed");
        thread.start();
        thread.join();
        assertThat(priorities).hasSize(201).endsWith(Thread.NORM_PRIORITY);
        assertThat(Set.copyOf(priorities)).hasSizeGreaterThan(2);
    }

    @Test
    void noNoiseDoesNothing() {
        Noise silent = new Noise(7, Level.NONE);
        int before = Thread.currentThread().getPriority();
        NAMES.forEach(silent::before);
        assertThat(Thread.currentThread().getPriority()).isEqualTo(before);
    }

    private static List<Disturbance> decisions(long seed, Level level, String thread, int number) {
        Noise.Stream stream = new Noise(seed, level).stream(thread, number);
        List<Disturbance> all = new ArrayList<>();
        for (int i = 0; i < OPERATIONS; i++) {
            all.add(stream.next(NAMES.get(i % NAMES.size())));
        }
        return all;
    }

    private static long disturbed(List<Disturbance> decisions) {
        return decisions.stream().filter(done -> done.deed() != Deed.NOTHING).count();
    }

    private static Set<String> loud(long seed) {
        Noise.Stream stream = new Noise(seed, Level.HIGH).stream("anybody", 1);
        return NAMES.stream().filter(stream::isLoud).collect(Collectors.toSet());
    }
}
