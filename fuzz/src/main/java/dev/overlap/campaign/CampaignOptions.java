package dev.overlap.campaign;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import dev.overlap.explore.Repertoire;
import dev.overlap.explore.Subject;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.report.Claim;
import dev.overlap.scenario.Scenario;
import dev.overlap.schedule.Bench;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign is asked to do.
 *
 * @param seed any number; together with engines, scenarios, readers and Windows it decides every round
 * @param shard which part of the rounds is run, from 1
 * @param shards into how many parts they are divided
 * @param executions after how many executions, of all shards together, to stop, or {@link Long#MAX_VALUE}
 * @param nanos after how much time to stop, or {@link Long#MAX_VALUE}
 * @param threads how many workers, 1 or more
 * @param learning whether what was learned decides what is run next; otherwise that is a fixed order
 * @param canaries whether readers with known bugs are played first, each of which must be found
 * @param engines those of {@link Arm} that may run
 * @param scenarios what is explored
 * @param subjects the readers that play in it
 * @param targets the fuzz targets, by name
 * @param repertoire knows scenarios and readers by name
 * @param bench how tasks are run
 * @param folder gets all that comes of it
 * @param version of Overlap
 * @param rows tells, once and at the end, how many rows of the conformance catalogue the simulated kernel keeps, null when that is not known
 */
public record CampaignOptions(long seed, int shard, int shards, long executions, long nanos, int threads, boolean learning, boolean canaries,
        List<String> engines, List<Scenario> scenarios, List<Subject> subjects, List<String> targets, Repertoire repertoire, WindowsVersion windows,
        Bench.Engine bench, Path folder, String version, Supplier<Claim.@Nullable Rows> rows) {

    public CampaignOptions {
        engines = List.copyOf(engines);
        scenarios = List.copyOf(scenarios);
        subjects = List.copyOf(subjects);
        targets = List.copyOf(targets);
    }

    /** What a call that goes on with this campaign must not change, by name, as text. */
    Map<String, String> lasting() {
        Map<String, String> lasting = new TreeMap<>();
        lasting.put("engines", String.join(",", engines));
        lasting.put("scenarios", String.join(",", scenarios.stream().map(Scenario::name).toList()));
        lasting.put("readers", String.join(",", subjects.stream().map(Subject::id).toList()));
        lasting.put("targets", String.join(",", targets));
        lasting.put("windows", windows.number());
        lasting.put("learning", Boolean.toString(learning));
        return lasting;
    }
}
