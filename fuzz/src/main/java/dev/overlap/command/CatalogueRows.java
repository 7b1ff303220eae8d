package dev.overlap.command;

import java.nio.file.Path;
import java.util.List;

import dev.overlap.command.Conformance.Outcome;
import dev.overlap.kernel.Profile;
import dev.overlap.report.Claim;
import dev.overlap.schedule.Bench;
import org.jspecify.annotations.Nullable;

/** How many rows of the conformance catalogue the simulated kernel keeps: what {@code overlap conform} says in short. */
final class CatalogueRows {

    private CatalogueRows() {
    }

    /** Plays the scripts of the checkout, as Windows 10; null when there are none. */
    static Claim.@Nullable Rows ofTheSimulatedKernel() {
        Path folder = Checkout.scripts();
        if (folder == null) {
            return null;
        }
        List<ScriptFile> scripts = ScriptFile.find(folder).stream().map(ScriptFile::read).toList();
        ConformRun run = new ConformRun(kernel -> KnownDifferences.of(Profile.WINDOWS_10), null);
        new SimBackend(Bench.bestEngine(), Profile.WINDOWS_10).play(scripts, run);
        Conformance conformance = run.conformance();
        long counted = conformance.rows().size() - conformance.count("", Outcome.NOT_APPLICABLE);
        return new Claim.Rows((int) conformance.count("", Outcome.PASSED), (int) counted);
    }
}
