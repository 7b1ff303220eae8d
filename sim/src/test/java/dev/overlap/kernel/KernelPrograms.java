package dev.overlap.kernel;

import org.jspecify.annotations.Nullable;

/** Random programs, for whoever examines a kernel. */
public final class KernelPrograms {

    private KernelPrograms() {
    }

    /** What goes wrong first in the programs of so many seeds, or null. */
    public static @Nullable String firstWrong(long seed, int programs) {
        ProgramRun.Bed bed = new ProgramRun.Bed();
        for (long i = seed; i < seed + programs; i++) {
            String wrong = ProgramRun.of(bed, KernelProgram.of(i), null);
            if (wrong != null) {
                return "program " + i + ": " + wrong;
            }
        }
        return null;
    }
}
