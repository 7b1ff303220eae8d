package dev.overlap.real.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.platform.MarkCounts;
import dev.overlap.platform.PlatformThread;
import dev.overlap.real.jna.HandleCensus;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a platform has opened is closed with it, by Windows' own count. */
@EnabledOnOs(OS.WINDOWS)
class PlatformHandlesTest {

    private static final int THREADS = 5;
    private static final int LIVES = 12;
    /** The Java machine starts and ends compiler threads as it sees fit: so many handles say nothing, one for each life does. */
    private static final int FEW = 6;

    private final Win32 win32 = TestKernel.win32();

    @Test
    void aPlatformLeavesNoHandle() {
        // The Java machine keeps what its first threads needed.
        assertThat(live()).isEmpty();
        HandleCensus.take();
        HandleCensus before = HandleCensus.take();
        for (int i = 0; i < LIVES; i++) {
            assertThat(live()).isEmpty();
        }
        assertThat(more(before, "Event")).isLessThan(FEW);
        assertThat(more(before, "Thread")).isLessThan(FEW);
    }

    @Test
    void whatIsNotClosedIsCounted() {
        assertThat(live()).isEmpty();
        HandleCensus.take();
        HandleCensus before = HandleCensus.take();
        List<RealPlatform> platforms = new ArrayList<>();
        for (int i = 0; i < LIVES; i++) {
            RealPlatform platform = new RealPlatform(win32, OnAPlatform.NO_MEMORY, Visible.NOTHING, new WatchLog(), new MarkCounts());
            platform.eventLoop();
            platform.startThread("worker", () -> {}).join();
            platforms.add(platform);
        }
        assertThat(more(before, "Event")).isGreaterThan(LIVES - FEW);
        assertThat(more(before, "Thread")).isGreaterThan(LIVES - FEW);
        platforms.forEach(RealPlatform::close);
        assertThat(more(before, "Event")).isLessThan(FEW);
        assertThat(more(before, "Thread")).isLessThan(FEW);
    }

    private static int more(HandleCensus before, String type) {
        return HandleCensus.take().moreThan(before).getOrDefault(type, 0);
    }

    /** A platform's life with several threads at once, each with its loop; what was complained about. */
    private List<String> live() {
        WatchLog watch = new WatchLog();
        try (RealPlatform platform = new RealPlatform(win32, OnAPlatform.NO_MEMORY, Visible.NOTHING, watch, new MarkCounts())) {
            List<PlatformThread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                threads.add(platform.startThread("worker", () -> {
                    platform.eventLoop().postDelayed(platform.process(), 5, platform.eventLoop()::quit);
                    platform.eventLoop().run();
                }));
            }
            threads.forEach(PlatformThread::join);
        }
        return watch.take();
    }
}
