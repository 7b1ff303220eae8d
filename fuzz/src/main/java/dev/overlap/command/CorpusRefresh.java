package dev.overlap.command;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.overlap.command.CorpusReplay.Unexpected;
import dev.overlap.explore.FindingStore;
import dev.overlap.explore.TraceReplayer.Outcome;
import dev.overlap.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code overlap corpus refresh}. */
@Command(name = "refresh", sortOptions = false, header = {"Rewrite the traces that have moved.", ""}, description = {
    "A trace has moved when the code has: the same finding comes about with other choices, or says other numbers. It is written anew as it is now, whole or not at"
            + " all; its comments are not kept. Traces that are stale or show something else are named and stay as they are.",
    ""}, footer = {"", "Examples:", "  overlap corpus refresh --dry-run", "  overlap corpus refresh"}) final class CorpusRefresh implements Callable<Integer> {

    private static final String VERB = "refresh";

    private final Terminal terminal;

    @Mixin
    private CorpusOptions options = new CorpusOptions();

    @Option(names = "--dry-run", description = "Say what would be rewritten, and write nothing.")
    private boolean dryRun;

    CorpusRefresh(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        CorpusFolder corpus = options.read();
        CorpusReport report = new CorpusReport(terminal, VERB);
        report.broken(corpus.broken());
        CorpusReplay replay = new CorpusReplay(terminal, options.repertoire());
        List<String> rewritten = new ArrayList<>();
        List<Unexpected> unexpected = new ArrayList<>();
        for (Path file : corpus.of(CorpusKind.TRACES)) {
            Entry.Played played = replay.played(file);
            if (!played.isAsExpected()) {
                unexpected.add(new Unexpected(file, played.expected(), played.actual(), played.isFailure()));
                terminal.complain("overlap corpus refresh: " + file + " stays as it is: expected " + played.expected() + ", was " + played.actual());
            } else if (played.result().outcome() == Outcome.MOVED) {
                write(file, played);
                rewritten.add(file.toString());
            }
        }
        int exitCode = ExitCode.of(false, false, unexpected.stream().anyMatch(Unexpected::failure), !corpus.broken().isEmpty());
        if (options.json()) {
            Json.print(terminal, new Json.CorpusRefreshed(CorpusReport.head(VERB, begin, exitCode), corpus.counts(), CorpusReport.reasons(corpus.broken()),
                    dryRun, rewritten));
        } else {
            rewritten.forEach(file -> terminal.out().println((dryRun ? "would rewrite  " : "rewritten  ") + file));
            report.sum(corpus, rewritten.size() + (dryRun ? " to be rewritten" : " rewritten"));
        }
        return exitCode;
    }

    private void write(Path file, Entry.Played played) {
        if (!dryRun) {
            try {
                FindingStore.write(file, played.result().trace());
            } catch (UncheckedIOException e) {
                throw BadInput.cannot("write", file, e);
            }
        }
    }
}
