package dev.overlap.script;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.kernel.WindowsVersion;
import dev.overlap.schedule.Bench;
import dev.overlap.schedule.Limits;
import dev.overlap.simulation.Execution;
import dev.overlap.simulation.Play;

/** Scripts on the simulated kernel. */
final class Played {

    /** So many that a script is over before everybody goes by turns. */
    private static final Limits LIMITS = new Limits(100_000, 100_000, 0);

    private Played() {
    }

    /** What has come of the lines of a script, in all of its variants one after the other. */
    static List<Check> on(Bench.Engine engine, WindowsVersion version, Script script) {
        int windows = Integer.parseInt(version.number());
        List<Check> checks = new ArrayList<>();
        for (Variant variant : script.variants()) {
            checks.addAll(Readings.play(script, variant, reading -> {
                Performance performance = new Performance(script, reading, windows, Performance.Patience.VIRTUAL);
                Execution execution = Play.of(performance::play).within(LIMITS).onWindows(version).on(engine).once();
                if (!performance.isComplete()) {
                    throw new AssertionError(script.title() + ": not played to its end: " + execution.verdict() + ", " + execution.finding());
                }
                performance.unmatched(execution.unmatched());
                return performance.checks();
            }));
        }
        return checks;
    }

    /** The lines that were not as they say, of a script without its first two lines. */
    static List<String> failuresOf(String... lines) {
        try {
            Script script = ScriptFormat.parse("overlap script 1\ntitle  A test\n" + String.join("\n", lines) + "\n");
            return on(Bench.bestEngine(), WindowsVersion.WINDOWS_10, script).stream().filter(Check::hasFailed).map(Check::toString).toList();
        } catch (ScriptSyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
