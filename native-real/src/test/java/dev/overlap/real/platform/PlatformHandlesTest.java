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

    private final Win32 win32 = TestKernel.win32();

    @Test
    void aPlatformLeavesNoHandle() {
        // The Java machine keeps what its first threads needed.
        assertThat(live()).isEmpty();
        HandleCensus.take();
        HandleCensus before = HandleCensus.take();
        for (int i = 0; i < 3; i++) {
            assertThat(live()).isEmpty();
        }
        assertThat(HandleCensus.take().moreThan(before)).isEmpty();
    }

    @Test
    void whatIsNotClosedIsCounted() {
        assertThat(live()).isEmpty();
        HandleCensus.take();
        HandleCensus before = HandleCensus.take();
        RealPlatform platform = new RealPlatform(win32, OnAPlatform.NO_MEMORY, Visible.NOTHING, new WatchLog(), new MarkCounts());
        platform.eventLoop();
        platform.startThread("worker", () -> {}).join();
        assertThat(HandleCensus.take().moreThan(before)).containsOnlyKeys("Event", "Thread").containsEntry("Event", 1).containsEntry("Thread", 1);
        platform.close();
        assertThat(HandleCensus.take().moreThan(before)).isEmpty();
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
