package dev.overlap.command;

import java.util.List;

import dev.overlap.finding.Finding;
import dev.overlap.finding.HarnessError;
import dev.overlap.kernel.Profile;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.schedule.Bench;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.Replay;
import dev.overlap.script.Check;
import dev.overlap.script.Performance;
import dev.overlap.script.Readings;
import dev.overlap.script.Script;
import dev.overlap.script.Variant;
import dev.overlap.simulation.Execution;
import dev.overlap.simulation.Setting;
import dev.overlap.simulation.SimWorld;

/** The simulated kernel, where nothing is out of the ordinary: each decision is the plainest. */
final class SimBackend implements Backend {

    /** What users call it. */
    static final String NAME = "sim";

    /** A script has neither surprises nor a phase in which everybody goes by turns, so that time passes only when nobody can do anything. */
    private static final Limits LIMITS = new Limits(1_000_000, 1_000_000, 0);
    private static final ReaderFactory NO_READER = (win32, platform, pipe, listener) -> {
        throw new HarnessError("a reader was opened, but scripts have none");
    };

    private final SimWorld world;
    private final Profile profile;
    private final int windows;
    private volatile boolean interrupted;

    SimBackend(Bench.Engine engine, Profile profile) {
        this(engine, profile, Integer.parseInt(profile.windows().number()));
    }

    /** A kernel that says it is another version of Windows than its profile does: 7, 8, 10 or 11. */
    SimBackend(Bench.Engine engine, Profile profile, int windows) {
        world = new SimWorld(engine);
        this.profile = profile;
        this.windows = windows;
    }

    @Override
    public void play(List<ScriptFile> scripts, Audience audience) {
        audience.begins(Kernel.simulated(NAME, profile));
        for (ScriptFile script : scripts) {
            for (Variant variant : script.script().variants()) {
                if (interrupted) {
                    return;
                }
                audience.played(script, variant, play(script, variant));
            }
        }
    }

    @Override
    public void interrupt() {
        interrupted = true;
    }

    private List<Check> play(ScriptFile file, Variant variant) {
        try {
            return Readings.play(file.script(), variant, reading -> playOnce(file.script(), reading));
        } catch (HarnessError e) {
            throw new HarnessError(file.file(), e.problem(), e);
        }
    }

    private List<Check> playOnce(Script script, Variant variant) {
        Performance performance = new Performance(script, variant, windows, Performance.Patience.VIRTUAL);
        Replay plainest = new Replay(new int[0]);
        Execution execution = world.play(performance, NO_READER, new Setting(profile, LIMITS, 0, List.of()), plainest, plainest, 0, 0, null);
        Finding finding = execution.finding();
        performance.unmatched(execution.unmatched());
        boolean failed = performance.checks().stream().anyMatch(Check::hasFailed);
        if (!performance.isComplete() || finding != null && !failed) {
            throw new HarnessError("the script \"" + script.title() + "\" was not played to its end: "
                    + (finding == null ? execution.verdict() : finding.headline()));
        }
        return performance.checks();
    }
}
