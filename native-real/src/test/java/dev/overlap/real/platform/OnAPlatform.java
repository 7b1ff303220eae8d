package dev.overlap.real.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

import dev.overlap.platform.Lifetime;
import dev.overlap.platform.MarkCounts;
import dev.overlap.platform.PlatformThread;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A platform for one test: on Windows where that is, elsewhere on what stands in for it. After the test nobody must have complained unheard. */
abstract class OnAPlatform {

    private static final long PATIENCE_MILLIS = 10_000;
    static final Blocks NO_MEMORY = new Blocks() {
        @Override
        public @Nullable Memory allocate(String name, int bytes) {
            return null;
        }

        @Override
        public @Nullable Overlapped allocateOverlapped() {
            return null;
        }
    };

    final WatchLog watch = new WatchLog();
    final MarkCounts marks = new MarkCounts();
    final Queue<String> operations = new ConcurrentLinkedQueue<>();
    final Win32 win32 = TestKernel.win32();
    final RealPlatform platform = new RealPlatform(win32, NO_MEMORY, operations::add, watch, marks);
    final Lifetime life = platform.lifetime("owner");

    @AfterEach
    void endsWithoutComplaint() {
        assertThat(watch.take()).isEmpty();
        assertThat(platform.livingThreads()).isEmpty();
        platform.close();
    }

    /** Runs something on a thread of the platform, to its end. */
    void elsewhere(Runnable body) {
        platform.startThread("other", body).join();
    }

    /** Starts a thread and waits until it is where it says, in the words of {@link RealPlatform#describeWaits}. */
    PlatformThread startUntil(String name, Runnable body, String waits) {
        PlatformThread thread = platform.startThread(name, body);
        until(() -> describedWaits().contains(name + " waits for " + waits));
        return thread;
    }

    /** What is waited for, without the times. */
    List<String> describedWaits() {
        return platform.describeWaits().stream().map(line -> line.replaceAll(" since \\d+ ms", "")).toList();
    }

    /** Waits for what will be true soon, or the test has failed. */
    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("time is up").isNegative();
            Thread.onSpinWait();
        }
    }
}
