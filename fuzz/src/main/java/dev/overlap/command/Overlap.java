package dev.overlap.command;

import java.io.PrintWriter;
import java.time.Duration;

import dev.overlap.explore.Portfolio;
import dev.overlap.fault.Rule;
import dev.overlap.kernel.Profile;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.schedule.Bench;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code overlap} command. */
@Command(name = "overlap", mixinStandardHelpOptions = true,
        header = "Runs an asynchronous Windows pipe reader on a simulated kernel, under many schedules, and shows what goes wrong.",
        description = {"", "Begin with @|bold overlap explore|@. What it finds is shown, and stored as a small text file that @|bold overlap replay|@ repeats,"
                + " on any machine.",
            ""},
        subcommands = HelpCommand.class, synopsisSubcommandLabel = "COMMAND", commandListHeading = "%nCommands:%n", versionProvider = Overlap.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing found; for replay, every entry did what it expects", "1:findings", "2:wrong usage or bad input", "3:Overlap itself failed",
            "130:interrupted"},
        footer = {"", "Examples:", "  overlap explore", "  overlap explore --time 5m --seed $(git rev-parse HEAD)",
            "  overlap replay findings/some.trace"}) public final class Overlap {

    /** The version of this jar. */
    static final String VERSION = version();

    /** Less than this and no run gets anywhere. */
    private static final long MIN_HEAP_BYTES = 24L << 20;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "When Overlap itself fails, say where in its code.")
    private boolean stacktrace;

    private final Terminal terminal;

    private Overlap(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(exitCode(arguments));
    }

    private static int exitCode(String... arguments) {
        long heapBytes = Runtime.getRuntime().maxMemory();
        if (heapBytes < MIN_HEAP_BYTES) {
            System.err.println("overlap: a heap of " + (heapBytes >> 20) + " MB is too small, " + (MIN_HEAP_BYTES >> 20)
                    + " MB are needed: raise -Xmx in OVERLAP_JAVA_OPTS");
            return ExitCode.HARNESS_FAILED;
        }
        return run(Terminal.system(), arguments);
    }

    /** Runs the command in this process, and returns its exit code whatever happens. */
    static int run(Terminal terminal, String... arguments) {
        return new Overlap(terminal).run(arguments);
    }

    private int run(String... arguments) {
        long begin = System.nanoTime();
        String name = "overlap";
        try {
            CommandLine command = commandLine();
            command.setParameterExceptionHandler((e, all) -> Failure.of(e).tell(terminal, System.nanoTime() - begin, all));
            command.setExecutionStrategy(parsed -> {
                try {
                    return new CommandLine.RunLast().execute(parsed);
                } catch (CommandLine.ExecutionException e) {
                    Throwable cause = e.getCause() == null ? e : e.getCause();
                    return failed(e.getCommandLine().getCommandSpec().qualifiedName(), cause, begin, arguments);
                } catch (Error e) {
                    return failed(name(parsed), e, begin, arguments);
                }
            });
            return command.execute(arguments);
        } catch (RuntimeException | Error e) {
            return failed(name, e, begin, arguments);
        }
    }

    private int failed(String command, Throwable thrown, long begin, String... arguments) {
        int exitCode = Failure.of(command, thrown).tell(terminal, System.nanoTime() - begin, arguments);
        if (stacktrace) {
            thrown.printStackTrace(terminal.err());
        }
        return exitCode;
    }

    private static String name(CommandLine.ParseResult parsed) {
        return parsed.hasSubcommand() ? name(parsed.subcommand()) : parsed.commandSpec().qualifiedName();
    }

    private CommandLine commandLine() {
        CommandLine explore = new CommandLine(new ExploreCommand(terminal));
        ExploreHelp.addTo(explore);
        CommandLine command = new CommandLine(this).addSubcommand(explore).addSubcommand(new ReplayCommand(terminal))
                .addSubcommand(new ShrinkCommand(terminal)).addSubcommand(new ConformCommand(terminal)).addSubcommand(new FuzzCommand(terminal))
                .addSubcommand(CampaignCommand.with(terminal)).addSubcommand(CorpusCommand.with(terminal)).addSubcommand(new SchemaCommand(terminal));
        helpOnEach(command);
        command.registerConverter(Portfolio.class, Names::strategy).registerConverter(WindowsVersion.class, Names::windows)
                .registerConverter(Profile.class, Names::profile)
                .registerConverter(Bench.Engine.class, Names::engine).registerConverter(Seed.class, Seed::parse).registerConverter(Count.class, Count::parse)
                .registerConverter(Duration.class, Durations::parse).registerConverter(Rule.class, Names::rule);
        command.setUsageHelpAutoWidth(true);
        command.setOut(new PrintWriter(terminal.out(), true, terminal.out().charset())).setErr(new PrintWriter(terminal.err(), true, terminal.err().charset()));
        return command;
    }

    private static void helpOnEach(CommandLine command) {
        for (CommandLine verb : command.getSubcommands().values()) {
            verb.getCommandSpec().mixinStandardHelpOptions(!verb.getCommandName().equals("help"));
            helpOnEach(verb);
        }
    }

    private static String version() {
        String version = Overlap.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"overlap " + VERSION};
        }
    }
}
