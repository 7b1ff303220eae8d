package dev.overlap.command;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import dev.overlap.campaign.BadCampaignException;
import dev.overlap.campaign.Join;
import dev.overlap.campaign.Outcome;
import dev.overlap.report.Sources;
import dev.overlap.report.SummaryJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code overlap campaign merge}: makes one of several campaigns. */
@Command(name = "merge", sortOptions = false, header = {"Join several campaigns, or the shards of one, as if they had been one.", ""}, description = {
    "Findings are told once, executions counted once: a campaign that is named twice, or was joined before, or ran the same rounds as another, counts once. Of the"
            + " inputs that fuzzers have made, those are left that reach something.",
    ""}, footer = {"", "Examples:", "  overlap campaign merge shard-1 shard-2 --out nightly", "  overlap campaign merge nightly late-shard --out nightly"}) final class CampaignMerge
            implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders of campaigns, or of what was joined before.")
    private List<Path> folders = List.of();

    @Option(names = "--out", paramLabel = "DIR", required = true,
            description = "The folder for the result: one that is empty or does not exist, or one of those that are joined.") private Path out = Path.of("");

    @Option(names = "--keep-inputs", description = "Join the inputs of fuzz targets as they are: faster, and more of them.")
    private boolean keepInputs;

    @Mixin
    private OwnClasspath classpath = new OwnClasspath();

    @Option(names = "--json", description = "Print one JSON object and nothing else: that of summary.json.")
    private boolean json;

    CampaignMerge(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CampaignCommand.requireNamed("--out", out);
        folders.forEach(folder -> CampaignCommand.requireNamed("DIR", folder));
        CampaignProgress progress = new CampaignProgress(terminal, Long.MAX_VALUE);
        try (JazzerRounds fuzzing = new JazzerRounds(terminal, progress, null);
                Join join = new Join(out, classpath.repertoire(), Engines.orBest(null, terminal), progress::warn)) {
            folders.forEach(join::add);
            Sources sources = CampaignCommand.sources();
            Outcome outcome = join.write(sources, Overlap.VERSION, CatalogueRows.ofTheSimulatedKernel(), keepInputs ? null : fuzzing);
            if (json) {
                terminal.out().print(SummaryJson.print(outcome.summary()));
            } else {
                new CampaignReport(terminal).print(outcome, out);
                GitHubStep.ofThisProcess().ifPresent(step -> step.tell(terminal, outcome.summary(), sources));
            }
            return outcome.summary().exitCode();
        } catch (BadCampaignException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }
}
