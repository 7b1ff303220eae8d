package dev.overlap.kernel;

import dev.overlap.choice.SplitMix;
import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.Strategy;

/** Any candidate, more or less likely the current one; time seldom passes while somebody can do something. */
final class ProgramSchedule implements Strategy {

    private static final int HURRIES_ONE_IN = 32;
    private static final int PATIENCES = 4;

    private final ProgramRun run;
    private final SplitMix random = new SplitMix(0);
    private int patience;

    ProgramSchedule(ProgramRun run) {
        this.run = run;
    }

    @Override
    public void begin(long seed, int expectedPoints) {
        random.seed(seed);
        patience = 1 << random.below(PATIENCES);
    }

    @Override
    public int pick(long enabled, int current) {
        run.decides(enabled);
        long clock = enabled & 1L << Scheduler.CLOCK;
        long others = enabled & ~clock;
        if (clock != 0 && random.below(HURRIES_ONE_IN) == 0) {
            run.hurries();
            return Scheduler.CLOCK;
        }
        if (current >= 0 && (others >>> current & 1) != 0 && random.below(patience) != 0) {
            return current;
        }
        return Strategy.bit(others, random.below(Long.bitCount(others)));
    }
}
