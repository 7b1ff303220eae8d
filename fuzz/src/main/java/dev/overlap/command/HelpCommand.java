package dev.overlap.command;

import java.util.List;
import java.util.concurrent.Callable;

import dev.overlap.report.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code overlap help}: what {@code --help} behind the same words prints. */
@Command(name = "help", helpCommand = true, header = {"Print the help of a command, or of all.", ""},
        footer = {"", "Examples:", "  overlap help explore", "  overlap help corpus add"}) final class HelpCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "A command, and where it has some one of its verbs. Default: overlap itself.")
    private List<String> words = List.of();

    HelpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CommandLine command = spec.root().commandLine();
        for (String word : words) {
            List<String> known = List.copyOf(command.getSubcommands().keySet());
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                throw new BadInput(known.isEmpty() ? "unexpected argument '" + word + "'" : Names.unknown("command", word, known));
            }
            command = next;
        }
        command.usage(terminal.out());
        return ExitCode.NOTHING_FOUND;
    }
}
