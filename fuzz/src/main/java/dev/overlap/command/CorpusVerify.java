package dev.overlap.command;

import java.util.List;
import java.util.concurrent.Callable;

import dev.overlap.command.CorpusReplay.Unexpected;
import dev.overlap.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Mixin;

/** {@code overlap corpus verify}. */
@Command(name = "verify", sortOptions = false, header = {"Replay a corpus, and say which entries do not do what they expect.", ""}, description = {
    "Traces show their finding, or are clean where they expect none; scripts are answered as they say by the simulated Windows 10; inputs throw nothing, each"
            + " target's in a JVM of its own. What is broken is named, and the rest replayed.",
    ""}, footer = {"", "Examples:", "  overlap corpus verify", "  overlap corpus verify --corpus my/corpus --json"}) final class CorpusVerify
            implements Callable<Integer> {

    private static final String VERB = "verify";

    private final Terminal terminal;

    @Mixin
    private CorpusOptions options = new CorpusOptions();

    CorpusVerify(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        CorpusFolder corpus = options.read();
        CorpusReport report = new CorpusReport(terminal, VERB);
        report.broken(corpus.broken());
        List<Unexpected> unexpected = new CorpusReplay(terminal, options.repertoire()).replay(corpus);
        int exitCode = ExitCode.of(false, false, unexpected.stream().anyMatch(Unexpected::failure), !corpus.broken().isEmpty());
        int asExpected = corpus.files().size() - unexpected.size();
        if (options.json()) {
            Json.print(terminal, new Json.CorpusVerified(CorpusReport.head(VERB, begin, exitCode), corpus.counts(), CorpusReport.reasons(corpus.broken()),
                    asExpected, unexpected.stream().map(each -> new Json.Otherwise(each.file().toString(), each.expected(), each.actual())).toList()));
        } else {
            unexpected.forEach(this::print);
            report.sum(corpus, Figures.asExpected(corpus.files().size(), unexpected.size(), VERB));
        }
        return exitCode;
    }

    private void print(Unexpected each) {
        String word = each.failure() ? terminal.strong("failed", Style.fg_red) : terminal.strong("warning", Style.fg_yellow);
        terminal.out().println(word + "  " + each.file() + "  expected " + each.expected() + ", was " + each.actual());
    }
}
