package dev.overlap.kernel;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.choice.SplitMix;
import org.jspecify.annotations.Nullable;

/** Makes a program that goes wrong smaller, by leaving out calls, in its own schedule or in others, as long as the same goes wrong. */
final class ProgramShrinker {

    private static final int SCHEDULES = 40;

    private final ProgramRun.Bed bed = new ProgramRun.Bed();

    private ProgramShrinker() {
    }

    /** What goes wrong in a program, and in as few calls as were found to be enough. */
    static String story(KernelProgram program) {
        ProgramShrinker shrinker = new ProgramShrinker();
        KernelProgram small = shrinker.shrink(program);
        List<String> log = new ArrayList<>();
        String wrong = ProgramRun.of(shrinker.bed, small, log);
        return "seed " + program.seed() + ": " + wrong + "\non " + small.shape() + ", schedule " + small.seed() + "\n" + String.join("\n", log) + "\n";
    }

    private KernelProgram shrink(KernelProgram program) {
        String what = kind(ProgramRun.of(bed, program, null));
        KernelProgram smallest = program;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (int i = smallest.calls().size() - 1; i >= 0; i--) {
                KernelProgram wrong = wrong(smallest.without(i), what);
                if (wrong != null) {
                    smallest = wrong;
                    smaller = true;
                }
            }
        }
        return smallest;
    }

    /** What is wrong, whichever operation it is. */
    private static String kind(@Nullable String wrong) {
        return wrong == null ? "" : wrong.replaceAll("[0-9]+", "");
    }

    /** The program in a schedule in which the same goes wrong, or null. */
    private @Nullable KernelProgram wrong(KernelProgram program, String what) {
        KernelProgram tried = program;
        for (int i = 0; i < SCHEDULES; i++) {
            if (kind(ProgramRun.of(bed, tried, null)).equals(what)) {
                return tried;
            }
            tried = program.scheduledBy(SplitMix.seedOf(program.seed(), i + 10));
        }
        return null;
    }
}
