package dev.overlap.explore;

import java.nio.file.Path;
import java.util.List;

import dev.overlap.fault.Rule;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.scenario.Scenario;
import dev.overlap.schedule.Bench;
import org.jspecify.annotations.Nullable;

/**
 * All options of a run. Together with the seed they decide every execution; threads, time and directory do not.
 *
 * @param seed any number
 * @param scenarios what is played, 1 or more
 * @param subjects the readers that play in it, 1 or more
 * @param portfolio which strategies take turns
 * @param windows the version of Windows that the kernel behaves like
 * @param executions after how many executions to stop, or {@link Long#MAX_VALUE}
 * @param nanos after how much time to stop, or {@link Long#MAX_VALUE}
 * @param threads how many workers, 1 or more
 * @param engine how tasks are run
 * @param canaries whether readers with known bugs are played first, each of which must be found
 * @param directory where the traces of findings are written; made when the first is; null when they are not
 * @param rules what happens in every execution, whatever chance decides
 */
public record ExploreOptions(long seed, List<Scenario> scenarios, List<Subject> subjects, Portfolio portfolio, WindowsVersion windows, long executions,
        long nanos, int threads, Bench.Engine engine, boolean canaries, @Nullable Path directory, List<Rule> rules) {

    public ExploreOptions {
        scenarios = List.copyOf(scenarios);
        subjects = List.copyOf(subjects);
        rules = List.copyOf(rules);
    }

    /** Options without rules. */
    public ExploreOptions(long seed, List<Scenario> scenarios, List<Subject> subjects, Portfolio portfolio, WindowsVersion windows, long executions, long nanos,
            int threads, Bench.Engine engine, boolean canaries, @Nullable Path directory) {
        this(seed, scenarios, subjects, portfolio, windows, executions, nanos, threads, engine, canaries, directory, List.of());
    }
}
