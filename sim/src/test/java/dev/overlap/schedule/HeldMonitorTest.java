package dev.overlap.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overlap.schedule.Bench.Engine;
import dev.overlap.simulation.Play;
import org.junit.jupiter.api.Test;

/** Who plays on continuations must not hold a monitor meanwhile, and why. */
class HeldMonitorTest {

    private final Object monitor = new Object();

    @Test
    void aContinuationThatYieldsTakesTheMonitorsBelowItAlong() {
        Object continuation = Continuations.create(Continuations::yieldNow);
        boolean held;
        synchronized (monitor) {
            Continuations.run(continuation);
            held = Thread.holdsLock(monitor);
            Continuations.run(continuation);
            assertThat(Thread.holdsLock(monitor)).as("held again once it has ended").isTrue();
        }
        assertThat(held).as("held while it is suspended").isFalse();
    }

    @Test
    void playingOnContinuationsUnderAMonitorIsRefused() {
        Play play = steps(Engine.CONTINUATIONS);
        synchronized (monitor) {
            assertThatThrownBy(play::once).isInstanceOf(AssertionError.class)
                    .hasMessage("%s plays while it holds the monitor of java.lang.Object@%x, which continuations would take along",
                            Thread.currentThread().getName(), System.identityHashCode(monitor));
        }
        assertThat(play.once().finding()).isNull();
    }

    @Test
    void threadsTakeNoneAlong() {
        synchronized (monitor) {
            assertThat(steps(Engine.THREADS).once().finding()).isNull();
        }
    }

    private static Play steps(Engine engine) {
        return Play.of(stage -> stage.task("one", () -> new Steps(stage).take(2))).on(engine);
    }
}
