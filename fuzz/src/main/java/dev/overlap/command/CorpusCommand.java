package dev.overlap.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code overlap corpus}: what is known, as files that every build replays. */
@Command(name = "corpus", sortOptions = false, header = {"Look after the corpus: what is known, as files that every build replays.", ""}, description = {
    "A corpus is a folder with recorded executions in @|bold traces|@, stories of calls and their answers in @|bold scripts|@, and in"
            + " @|bold inputs/TARGET|@ what a fuzz target begins with.",
    ""}, synopsisSubcommandLabel = "VERB", commandListHeading = "%nVerbs:%n",
        footer = {"", "Examples:", "  overlap corpus list", "  overlap corpus verify",
            "  overlap corpus add findings/some.trace"}) final class CorpusCommand {

    private CorpusCommand() {
    }

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new CorpusCommand()).addSubcommand(new CorpusList(terminal)).addSubcommand(new CorpusAdd(terminal))
                .addSubcommand(new CorpusVerify(terminal)).addSubcommand(new CorpusRefresh(terminal)).addSubcommand(new CorpusPrune(terminal));
    }
}
