package dev.overlap.command;

import java.util.Arrays;
import java.util.List;

import dev.overlap.report.ExitCode;
import dev.overlap.rules.ReaderRulesException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Why a command could not do what it was asked to: one line, and an exit code.
 *
 * @param command "overlap", and the verb where there is one
 */
record Failure(String command, int exitCode, String message) {

    private static final String PREFIX = "--";

    /** What was typed is not understood. */
    static Failure of(ParameterException e) {
        return new Failure(e.getCommandLine().getCommandSpec().qualifiedName(), ExitCode.BAD_INPUT, message(e));
    }

    /** The command threw something. */
    static Failure of(String command, Throwable thrown) {
        if (thrown instanceof BadInput) {
            return new Failure(command, ExitCode.BAD_INPUT, String.valueOf(thrown.getMessage()));
        } else if (thrown instanceof BackendDied) {
            return new Failure(command, ExitCode.HARNESS_FAILED, String.valueOf(thrown.getMessage()));
        } else if (thrown instanceof ReaderRulesException refused) {
            return new Failure(command, ExitCode.BAD_INPUT, refused.oneLine());
        } else if (thrown instanceof OutOfMemoryError) {
            return new Failure(command, ExitCode.HARNESS_FAILED, "out of memory: raise -Xmx in OVERLAP_JAVA_OPTS");
        }
        String what = thrown.getClass().getSimpleName() + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage().lines().findFirst().orElse(""));
        return new Failure(command, ExitCode.HARNESS_FAILED,
                "Overlap itself failed: " + what + " (please report this to Overlap's issue tracker, with the command, the seed and what --stacktrace adds)");
    }

    /** The same with words about where the value is from that is not understood. */
    Failure blaming(String origin) {
        return new Failure(command, exitCode, message + origin);
    }

    private static String message(ParameterException e) {
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(spec, unmatched.getUnmatched().get(0), e.getCommandLine());
        } else if (e.getCause() instanceof TypeConversionException conversion && e.getArgSpec() instanceof OptionSpec option) {
            return option.longestName() + ": " + conversion.getMessage();
        } else if (e.getArgSpec() == null && !e.getCommandLine().getSubcommands().isEmpty()) {
            return "no command; " + spec.qualifiedName() + " --help lists them";
        }
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static String unmatched(CommandSpec spec, String argument, CommandLine commandLine) {
        if (argument.startsWith("-")) {
            String name = argument.replaceFirst("=.*", "").replaceFirst("^-+", "");
            List<String> known = spec.options().stream().filter(option -> !option.hidden()).map(OptionSpec::longestName)
                    .map(option -> option.substring(PREFIX.length())).toList();
            List<String> nearest = Names.nearest(name, known);
            return "unknown option '" + argument + "'" + (nearest.isEmpty() ? "; " + spec.qualifiedName() + " --help lists them"
                    : "; did you mean " + PREFIX + String.join(" or " + PREFIX, nearest) + "?");
        }
        List<String> commands = List.copyOf(commandLine.getSubcommands().keySet());
        return commands.isEmpty() ? "unexpected argument '" + argument + "'" : Names.unknown("command", argument, commands);
    }

    /** Tells the user, and with {@code --json} whoever reads stdout; returns the exit code. */
    int tell(Terminal terminal, long nanos, String... arguments) {
        terminal.complain(command + ": " + message);
        if (Arrays.asList(arguments).contains("--json")) {
            String verb = command.substring(command.indexOf(' ') + 1);
            Json.print(terminal, new Json.Failed(new Json.Head(verb, null, nanos, exitCode, List.of()), message));
        }
        return exitCode;
    }
}
