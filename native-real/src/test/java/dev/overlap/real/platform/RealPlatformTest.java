package dev.overlap.real.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.overlap.platform.CoverageMark;
import dev.overlap.platform.EventLoop;
import dev.overlap.platform.Lifetime;
import dev.overlap.platform.MarkCounts;
import dev.overlap.platform.PlatformThread;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RealPlatformTest {

    private enum Road implements CoverageMark {
        TAKEN, NOT_TAKEN
    }

    private static final int ROUNDS = 10_000;

    private final StandIn kernel = new StandIn();
    private final WatchLog watch = new WatchLog();
    private final MarkCounts marks = new MarkCounts(Road.class);
    private final Store store = new Store();
    private final RealPlatform platform = new RealPlatform(kernel.win32(), store, Visible.NOTHING, watch, marks);

    /** Has memory as long as it is wanted. */
    private static final class Store implements Blocks {
        final List<String> asked = new ArrayList<>();
        @Nullable Memory memory = proxy(Memory.class);
        @Nullable Overlapped overlapped = proxy(Overlapped.class);

        @Override
        public @Nullable Memory allocate(String name, int bytes) {
            asked.add(bytes + " bytes for " + name);
            return memory;
        }

        @Override
        public @Nullable Overlapped allocateOverlapped() {
            return overlapped;
        }

        private static <T> T proxy(Class<T> type) {
            return type.cast(java.lang.reflect.Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                throw new AssertionError("nobody touches it: " + method.getName());
            }));
        }
    }

    // ---------------------------------------------------------------- memory

    @Test
    void memoryComesFromTheHeapUnderItsOwnersName() {
        Lifetime reader = platform.lifetime("reader");
        assertThat(platform.allocate(reader, 10)).isSameAs(store.memory);
        assertThat(platform.allocateOverlapped(reader)).isSameAs(store.overlapped);
        assertThat(store.asked).containsExactly("10 bytes for memory of reader");
        assertThat(watch.take()).isEmpty();
    }

    @Test
    void whereThereIsNoMemoryThereIsNone() {
        store.memory = null;
        store.overlapped = null;
        assertThat(platform.allocate(platform.process(), 10)).isNull();
        assertThat(platform.allocateOverlapped(platform.process())).isNull();
    }

    @Test
    void allocatingForAnOwnerThatHasEndedIsTold() {
        Lifetime reader = platform.lifetime("reader");
        reader.destroy();
        platform.allocate(reader, 10);
        platform.allocateOverlapped(reader);
        assertThat(watch.take()).containsExactly("allocate after destroy: its memory of reader", "allocate after destroy: its memory of reader");
    }

    @Test
    void onlyMemoryOfTheProcessMayStay() {
        Memory ofReader = platform.allocate(platform.lifetime("reader"), 10);
        Overlapped ofProcess = platform.allocateOverlapped(platform.process());
        assertThat(ofReader != null && platform.isOfProcess(ofReader)).isFalse();
        assertThat(ofProcess != null && platform.isOfProcess(ofProcess)).isTrue();
    }

    // ---------------------------------------------------------------- marks, warnings, time

    @Test
    void marksOfAllThreadsAreCounted() {
        Runnable marksOften = () -> {
            for (int i = 0; i < ROUNDS; i++) {
                platform.mark(Road.TAKEN);
            }
        };
        PlatformThread one = platform.startThread("one", marksOften);
        PlatformThread two = platform.startThread("two", marksOften);
        one.join();
        two.join();
        platform.mark(Road.TAKEN);
        platform.close();
        assertThat(marks.count(Road.TAKEN)).isEqualTo(2 * ROUNDS + 1);
        assertThat(marks.count(Road.NOT_TAKEN)).isZero();
    }

    @Test
    void warningsAreHandedOn() {
        platform.warnings().warn("ReadFile", 5);
        assertThat(watch.take()).containsExactly("warned: ReadFile 5");
    }

    @Test
    void theClockGoesOn() {
        long before = platform.clock().millis();
        OnAPlatform.until(() -> platform.clock().millis() >= before + 2);
        assertThat(before).isNotNegative();
    }

    // ---------------------------------------------------------------- what is left

    @Test
    void nothingIsLeftOpen() {
        platform.eventLoop();
        for (int i = 0; i < 3; i++) {
            platform.startThread("worker", platform::eventLoop).join();
        }
        assertThat(kernel.openHandles()).as("this thread's loop, and a handle of each thread").isEqualTo(4);
        platform.close();
        assertThat(kernel.openHandles()).isZero();
    }

    @Test
    void aThreadThatLeavesTakesItsLoopWithIt() {
        platform.eventLoop();
        assertThat(kernel.openHandles()).isEqualTo(1);
        platform.leave();
        assertThat(kernel.openHandles()).isZero();
        platform.leave();
        platform.close();
    }

    @Test
    void whatALivingThreadNeedsStaysOpen() {
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        PlatformThread worker = platform.startThread("worker", () -> {
            platform.eventLoop();
            begun.countDown();
            RealPlatform.uninterrupted(mayEnd::await);
            platform.eventLoop().post(platform.process(), platform.eventLoop()::quit);
            platform.eventLoop().run();
        });
        RealPlatform.uninterrupted(begun::await);
        platform.close();
        assertThat(platform.livingThreads()).containsExactly("worker");
        assertThat(kernel.openHandles()).isEqualTo(2);
        mayEnd.countDown();
        worker.join();
        assertThat(watch.take()).isEmpty();
    }

    @Test
    void aThreadOfSomebodyElsesThatStillWaitsCanStillBeWoken() throws InterruptedException {
        EventLoop[] loop = new EventLoop[1];
        Thread foreign = new Thread(() -> {
            loop[0] = platform.eventLoop();
            loop[0].run();
            platform.leave();
        }, "foreign");
        foreign.start();
        OnAPlatform.until(() -> !platform.describeWaits().isEmpty());
        platform.close();
        loop[0].quit();
        foreign.join();
        assertThat(kernel.openHandles()).isZero();
    }
}
