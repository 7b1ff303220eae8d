package dev.overlap.command;

import java.util.concurrent.Callable;

import dev.overlap.report.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code overlap completion}: what makes a shell complete this command. */
@Command(name = "completion", header = {"Print a script that makes bash or zsh complete verbs, options and names.", ""}, description = {"",
    "What is completed is what this version knows: verbs, options, scenarios, readers, targets, strategies and files.", ""},
        footer = {"", "Examples:",
            "  source <(fuzz/overlap completion)",
            "  fuzz/overlap completion > ~/.local/share/bash-completion/completions/overlap",
            "", "The first is for this shell, the second for every bash to come."}) final class CompletionCommand
                    implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        terminal.out().print(AutoComplete.bash(root.name(), root.commandLine()));
        terminal.out().flush();
        return ExitCode.NOTHING_FOUND;
    }
}
