package dev.overlap.command;

import java.util.concurrent.Callable;

import dev.overlap.report.ExitCode;
import dev.overlap.report.SummaryJson;
import picocli.CommandLine.Command;

/** {@code overlap schema}: says what {@code --json} prints, for machines. */
@Command(name = "schema", header = {"Print the JSON Schema of what --json prints.", ""}, description = {"",
    "One schema (draft 2020-12) for all verbs, which are told apart by their field @|bold command|@, and for summary.json.", ""},
        footer = {"", "Examples:",
            "  overlap schema > overlap.schema.json"}) final class SchemaCommand implements Callable<Integer> {

    private final Terminal terminal;

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().print(SummaryJson.schema());
        terminal.out().flush();
        return ExitCode.NOTHING_FOUND;
    }
}
