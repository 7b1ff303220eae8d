package dev.overlap.real.jna;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

/** What is let through before and after a promise that nothing will begin. */
final class PromiseTest {

    private final Promise promise = new Promise();

    @Test
    void nothingBeginsAfterThePromiseUntilItIsLifted() {
        promise.end(requireNonNull(promise.begin()));
        assertThat(promise.noneBegins()).isEmpty();
        assertThat(promise.begin()).isNull();
        promise.lift();
        assertThat(promise.begin()).isNotNull();
    }

    @Test
    void whatRunsOnTheCallingThreadIsNotWaitedFor() {
        promise.begin();
        List<Promise.Run> others = promise.noneBegins();
        assertThat(others).isEmpty();
        promise.awaitEnd(others);
    }

    @Test
    void whatRunsElsewhereIsWaitedForAndWhatBeginsLaterIsNot() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        boolean[] ended = new boolean[1];
        Thread late = new Thread(() -> {
            Promise.Run run = requireNonNull(promise.begin());
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            ended[0] = true;
            promise.end(run);
        });
        late.start();
        begun.await();
        List<Promise.Run> others = promise.noneBegins();
        assertThat(others).hasSize(1);
        promise.lift();
        assertThat(promise.begin()).isNotNull();
        go.countDown();
        promise.awaitEnd(others);
        assertThat(ended[0]).isTrue();
        late.join();
    }
}
