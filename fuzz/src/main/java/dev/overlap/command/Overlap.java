package dev.overlap.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

import dev.overlap.explore.Portfolio;
import dev.overlap.fault.Rule;
import dev.overlap.kernel.Profile;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.report.ExitCode;
import dev.overlap.schedule.Bench;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code overlap} command. */
@Command(name = "overlap", mixinStandardHelpOptions = true,
        header = "Runs an asynchronous Windows pipe reader on a simulated kernel, under many schedules, and shows what goes wrong.",
        description = {"", "Begin with @|bold overlap explore|@. What it finds is shown, and stored as a small text file that @|bold overlap replay|@ repeats,"
                + " on any machine.",
            ""},
        synopsisSubcommandLabel = "COMMAND", commandListHeading = "%nCommands:%n", versionProvider = Overlap.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing found; for replay, every entry did what it expects", "1:findings", "2:wrong usage or bad input", "3:Overlap itself failed",
            "130:interrupted"},
        footer = {"", "Examples:", "  overlap explore", "  overlap explore --time 5m --seed $(git rev-parse HEAD)",
            "  overlap replay findings/some.trace", "",
            "What options are when they are not given is said by lines such as @|bold explore.time = 5m|@ in .overlap.properties, in the current folder or else in"
                    + " the home folder; OVERLAP_DEFAULTS names another file, or none."}) public final class Overlap {

    /** The version of this jar. */
    static final String VERSION = version();

    /** Less than this and no run gets anywhere. */
    private static final long MIN_HEAP_BYTES = 24L << 20;

    private static final List<String> HELP = List.of("-h", "--help", "-V", "--version");

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "When Overlap itself fails, say where in its code.")
    private boolean stacktrace;

    private final Terminal terminal;
    private final Supplier<Defaults> source;

    private Overlap(Terminal terminal, Supplier<Defaults> source) {
        this.terminal = terminal;
        this.source = source;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Output output = new Output(System.out.charset());
        int exitCode = exitCode(output, arguments);
        String lost = output.lost();
        if (lost != null) {
            System.err.println("overlap: cannot write to stdout: " + lost + ", so what it has to say is lost");
            exitCode = ExitCode.HARNESS_FAILED;
        }
        System.exit(exitCode);
    }

    private static int exitCode(Output output, String... arguments) {
        long heapBytes = Runtime.getRuntime().maxMemory();
        if (heapBytes < MIN_HEAP_BYTES) {
            System.err.println("overlap: a heap of " + (heapBytes >> 20) + " MB is too small, " + (MIN_HEAP_BYTES >> 20)
                    + " MB are needed: raise -Xmx in OVERLAP_JAVA_OPTS");
            return ExitCode.HARNESS_FAILED;
        }
        return run(Terminal.system(output.stream()), Defaults::ofThisProcess, arguments);
    }

    /** Runs the command in this process, without a file of defaults, and returns its exit code whatever happens. */
    static int run(Terminal terminal, String... arguments) {
        return run(terminal, Defaults::none, arguments);
    }

    /** Runs the command in this process, with a file of defaults, and returns its exit code whatever happens. */
    static int run(Terminal terminal, Supplier<Defaults> defaults, String... arguments) {
        return new Overlap(terminal, defaults).run(arguments);
    }

    private int run(String... arguments) {
        long begin = System.nanoTime();
        String name = "overlap";
        try {
            CommandLine command = commandLine();
            name = arguments.length > 0 && command.getSubcommands().containsKey(arguments[0]) ? name + " " + arguments[0] : name;
            Defaults defaults = asksForHelp(arguments) ? Defaults.none() : source.get();
            defaults.giveTo(command);
            command.setParameterExceptionHandler((e, all) -> Failure.of(e).blaming(defaults.blame(e)).tell(terminal, System.nanoTime() - begin, all));
            command.setExecutionStrategy(parsed -> {
                try {
                    tell(defaults, last(parsed));
                    return new CommandLine.RunLast().execute(parsed);
                } catch (CommandLine.ExecutionException e) {
                    Throwable cause = e.getCause() == null ? e : e.getCause();
                    Throwable blamed = cause instanceof BadInput ? new BadInput(cause.getMessage() + defaults.blame(last(parsed), cause.getMessage())) : cause;
                    return failed(e.getCommandLine().getCommandSpec().qualifiedName(), blamed, begin, arguments);
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

    /** Help is given whatever is wrong with the file of defaults. */
    private static boolean asksForHelp(String... arguments) {
        return arguments.length == 0 || arguments[0].equals("help") || arguments[0].equals("completion")
                || !Collections.disjoint(HELP, Arrays.asList(arguments));
    }

    /** Options that nobody has typed decide what is found, so they are shown. */
    private void tell(Defaults defaults, CommandLine.ParseResult parsed) {
        String inUse = defaults.inUse(parsed);
        if (!inUse.isEmpty()) {
            terminal.complain(name(parsed) + ": " + inUse);
        }
    }

    private static String name(CommandLine.ParseResult parsed) {
        return last(parsed).commandSpec().qualifiedName();
    }

    private static CommandLine.ParseResult last(CommandLine.ParseResult parsed) {
        return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed;
    }

    /** The command as help, completion and manual pages describe it. */
    static CommandLine described() {
        return new Overlap(Terminal.system(System.out), Defaults::none).commandLine();
    }

    private CommandLine commandLine() {
        CommandLine explore = new CommandLine(new ExploreCommand(terminal));
        ExploreHelp.addTo(explore);
        CommandLine command = new CommandLine(this).addSubcommand(new HelpCommand(terminal)).addSubcommand(explore).addSubcommand(new ReplayCommand(terminal))
                .addSubcommand(new ShrinkCommand(terminal)).addSubcommand(new ConformCommand(terminal)).addSubcommand(new FuzzCommand(terminal))
                .addSubcommand(CampaignCommand.with(terminal)).addSubcommand(CorpusCommand.with(terminal)).addSubcommand(new SchemaCommand(terminal))
                .addSubcommand(new CompletionCommand(terminal));
        helpOnEach(command);
        command.registerConverter(Portfolio.class, Names::strategy).registerConverter(WindowsVersion.class, Names::windows)
                .registerConverter(Profile.class, Names::profile)
                .registerConverter(Bench.Engine.class, Names::engine).registerConverter(Seed.class, Seed::parse).registerConverter(Count.class, Count::parse)
                .registerConverter(Duration.class, Durations::parse).registerConverter(Rule.class, Names::rule);
        command.setUsageHelpAutoWidth(true);
        command.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        command.setOut(new PrintWriter(terminal.out(), true, terminal.out().charset())).setErr(new PrintWriter(terminal.err(), true, terminal.err().charset()));
        return command;
    }

    private static void helpOnEach(CommandLine command) {
        for (CommandLine verb : command.getSubcommands().values()) {
            verb.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
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
