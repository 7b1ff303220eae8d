package dev.overlap.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random programs of up to forty calls: none makes the kernel throw, lose a byte, or break an invariant. */
class KernelProgramsTest {

    /** A tenth of them, unless all tests are to run at full size. */
    private static final long PROGRAMS = Long.getLong("overlap.programs", Boolean.getBoolean("overlap.acceptance") ? 1_000_000 : 100_000);
    private static final long SEED = Long.getLong("overlap.programs.seed", 0);
    private static final int WORKERS = 2;

    @Test
    void noProgramBreaksAnInvariant() throws Exception {
        AtomicLong next = new AtomicLong();
        List<Future<@Nullable Long>> workers = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(WORKERS)) {
            Callable<@Nullable Long> work = () -> firstWrong(next);
            for (int i = 0; i < WORKERS; i++) {
                workers.add(executor.submit(work));
            }
        }
        for (Future<@Nullable Long> worker : workers) {
            Long seed = worker.get();
            assertThat(seed == null ? "" : ProgramShrinker.story(KernelProgram.of(seed))).as("programs from seed " + SEED).isEmpty();
        }
    }

    private static @Nullable Long firstWrong(AtomicLong next) {
        ProgramRun.Bed bed = new ProgramRun.Bed();
        for (long i = next.getAndIncrement(); i < PROGRAMS; i = next.getAndIncrement()) {
            if (ProgramRun.of(bed, KernelProgram.of(SEED + i), null) != null) {
                next.set(PROGRAMS);
                return SEED + i;
            }
        }
        return null;
    }
}
