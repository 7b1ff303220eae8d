package dev.overlap.command;

import java.util.concurrent.Callable;

import dev.overlap.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code overlap corpus list}. */
@Command(name = "list", sortOptions = false, header = {"Say what is in a corpus, and what in it is broken.", ""}, description = {
    "Reads every file, and replays none.", ""},
        footer = {"", "Examples:", "  overlap corpus list", "  overlap corpus list --files --corpus my/corpus"}) final class CorpusList
                implements Callable<Integer> {

    private static final String VERB = "list";

    private final Terminal terminal;

    @Mixin
    private CorpusOptions options = new CorpusOptions();

    @Option(names = "--files", description = "Name each entry.")
    private boolean files;

    CorpusList(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        CorpusFolder corpus = options.read();
        CorpusReport report = new CorpusReport(terminal, VERB);
        int exitCode = ExitCode.of(false, false, false, !corpus.broken().isEmpty());
        report.broken(corpus.broken());
        if (options.json()) {
            Json.print(terminal, new Json.CorpusListed(CorpusReport.head(VERB, begin, exitCode), corpus.counts(), CorpusReport.reasons(corpus.broken()),
                    files ? corpus.files().stream().map(file -> file.path().toString()).toList() : null));
        } else {
            if (files) {
                corpus.files().forEach(file -> terminal.out().println(file.path()));
            }
            report.sum(corpus);
        }
        return exitCode;
    }
}
