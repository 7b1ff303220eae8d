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
        CorpusReplay replay = new CorpusReplay(terminal, options.repertoire());
        List<Unexpected> unexpected;
        try (Interrupt interrupt = Interrupt.handledBy(replay::interrupt)) {
            unexpected = replay.replay(corpus);
        }
        boolean interrupted = replay.isInterrupted();
        int exitCode = ExitCode.of(false, interrupted, unexpected.stream().anyMatch(Unexpected::failure), !corpus.broken().isEmpty());
        int asExpected = replay.replayed() - unexpected.size();
        if (options.json()) {
            Json.print(terminal, new Json.CorpusVerified(CorpusReport.head(VERB, begin, exitCode), corpus.counts(), CorpusReport.reasons(corpus.broken()),
                    asExpected, unexpected.stream().map(each -> new Json.Otherwise(each.file().toString(), each.expected(), each.actual())).toList()));
        } else {
            unexpected.forEach(this::print);
            report.sum(corpus,
                    interrupted ? interrupted(replay.replayed(), unexpected.size()) : Figures.asExpected(replay.replayed(), unexpected.size(), VERB));
        }
        if (interrupted) {
            terminal.err().println("overlap corpus verify: interrupted");
        }
        return exitCode;
    }

    private static String interrupted(int replayed, int unexpected) {
        return "interrupted after " + Figures.exact(replayed) + (unexpected == 0 ? "" : ", " + Figures.exact(unexpected) + " of them not as expected");
    }

    private void print(Unexpected each) {
        String word = each.failure() ? terminal.strong("failed", Style.fg_red) : terminal.strong("warning", Style.fg_yellow);
        terminal.out().println(word + "  " + each.file() + "  expected " + each.expected() + ", was " + each.actual());
    }
}
