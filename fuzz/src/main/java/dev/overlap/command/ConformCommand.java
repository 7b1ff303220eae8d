package dev.overlap.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.overlap.kernel.Profile;
import dev.overlap.report.ExitCode;
import dev.overlap.schedule.Bench;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code overlap conform}: plays the scripts that say what Windows does, and says which rows of the catalogue a kernel keeps. */
@Command(name = "conform", sortOptions = false, header = {"Compare a kernel with what Windows does, row by row.", ""}, description = {
    "Plays the scripts of corpus/scripts, in which each line says what a call answers and which @|bold rows|@ of the conformance catalogue it stands for."
            + " A row is passed when all of its lines were as they say; not applicable when none of them counts for this version of Windows.",
    ""}, footer = {"", "Examples:", "  overlap conform", "  overlap conform --windows 7 --junit target/conformance.xml",
        "  overlap conform corpus/scripts/blocking-rw.script", "  overlap conform --backend wine"}) final class ConformCommand implements Callable<Integer> {

    private static final Catalogue NO_CATALOGUE = new Catalogue(Set.of(), Map.of());

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "FILE|DIR", description = "Scripts, and folders of them. Default: corpus/scripts of the checkout that this command"
            + " belongs to.") private @Nullable List<Path> places;

    @Option(names = "--backend", paramLabel = "KERNEL", completionCandidates = Candidates.OfBackend.class, defaultValue = SimBackend.NAME,
            description = "The kernel: sim, the simulated one; windows, the"
                    + " one of this machine; wine, that of Wine, for which a Java for Windows is started. Default: sim.") private String backend =
                            SimBackend.NAME;

    @Option(names = "--windows", paramLabel = "PROFILE", completionCandidates = Candidates.OfProfile.class,
            description = "What the simulated kernel is to be: Windows 7, 8, 10 or 11, or wine-8.0, whose rows that are known"
                    + " to differ from Windows are counted by themselves. Default: 10.") private @Nullable Profile profile;

    @Option(names = "--engine", paramLabel = "ENGINE", completionCandidates = Candidates.OfEngine.class,
            description = "How tasks are run: continuations (fast) or threads; results do not depend on it.") private Bench.@Nullable Engine engine;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the rows as JUnit XML, a test case each.")
    private @Nullable Path junit;

    @Option(names = "--record", paramLabel = "DIR",
            description = "Write what the kernel was seen to do into this folder: the scripts with its answers filled in, as"
                    + " one text file named after the kernel.") private @Nullable Path recordings;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    ConformCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        Backend kernel = backend();
        List<ScriptFile> scripts = new ArrayList<>();
        for (Path file : files()) {
            scripts.add(ScriptFile.read(file));
        }
        if (junit != null) {
            Folders.spare("--junit", junit, scripts.stream().map(ScriptFile::file).toList());
        }
        ConformProgress progress = kernel instanceof SimBackend ? null : new ConformProgress(terminal, scripts.size());
        ConformRun run = new ConformRun(this::known, progress);
        boolean interrupted = play(kernel, scripts, run, progress);
        Conformance conformance = run.conformance();
        Catalogue catalogue = places == null && !interrupted ? catalogue() : NO_CATALOGUE;
        Set<String> missing = catalogue.missing(conformance.rows().keySet());
        int exitCode = ExitCode.of(false, interrupted, !conformance.failures().isEmpty() || !missing.isEmpty(), false);
        if (!json) {
            // Before the files: when one cannot be written, what the run came to is told all the same. With --json there is one object, and then it says that.
            new ConformReport(terminal).print(run, catalogue, interrupted);
        }
        if (junit != null) {
            ConformXml.write(junit, conformance, System.nanoTime() - begin);
        }
        if (recordings != null && !interrupted) {
            Path file = run.record(recordings);
            terminal.err().println("overlap conform: recorded in " + file);
        }
        if (json) {
            Json.print(terminal, run.object(catalogue, System.nanoTime() - begin, exitCode));
        }
        if (interrupted) {
            terminal.err().println("overlap conform: interrupted");
        } else if (!missing.isEmpty()) {
            terminal.err().println("overlap conform: no script has " + String.join(", ", missing) + ", and " + Catalogue.FILE + " does not say why");
        }
        return exitCode;
    }

    private Backend backend() {
        ParseResult given = spec.commandLine().getParseResult();
        boolean windows = given.hasMatchedOption("--windows");
        if (!backend.equals(SimBackend.NAME) && Backend.NAMES.contains(backend) && (windows || given.hasMatchedOption("--engine"))) {
            throw new BadInput("--backend: " + backend + " is what it is: " + (windows ? "--windows" : "--engine") + " is for the simulated kernel");
        }
        return switch (backend) {
            case SimBackend.NAME -> new SimBackend(Engines.orBest(engine, terminal), simulated());
            case WindowsBackend.NAME -> new WindowsBackend(WindowsBackend.NAME);
            case WineBackend.NAME -> new WineBackend(System.getenv());
            default -> throw new BadInput("--backend: " + Names.unknown("kernel", backend, Backend.NAMES));
        };
    }

    private Profile simulated() {
        return profile == null ? Profile.WINDOWS_10 : profile;
    }

    /** Plays all; says whether Ctrl-C has ended it before. */
    private static boolean play(Backend kernel, List<ScriptFile> scripts, ConformRun run, @Nullable ConformProgress progress) {
        AtomicBoolean pressed = new AtomicBoolean();
        try (Interrupt interrupt = Interrupt.handledBy(() -> {
            pressed.set(true);
            kernel.interrupt();
        })) {
            kernel.play(scripts, run);
        } finally {
            if (progress != null) {
                progress.end();
            }
        }
        return pressed.get();
    }

    /** What a kernel is known to do otherwise: data for a real one, the model's own list for the simulated one. */
    private KnownDifferences known(Kernel kernel) {
        if (backend.equals(SimBackend.NAME)) {
            return KnownDifferences.of(simulated());
        }
        Path scripts = Checkout.scripts();
        Path file = scripts == null ? null : scripts.resolve(KnownDifferences.file(kernel.label()));
        return file != null && Files.exists(file) ? KnownDifferences.read(Checkout.nearby(file)) : KnownDifferences.NONE;
    }

    private List<Path> files() {
        Set<Path> files = new LinkedHashSet<>();
        for (Path place : places == null ? List.of(corpus()) : places) {
            files.addAll(ScriptFile.find(place));
        }
        return List.copyOf(files);
    }

    /** The list beside the scripts of the checkout, if there is one. */
    private static Catalogue catalogue() {
        Path file = corpus().resolve(Catalogue.FILE);
        return Files.exists(file) ? Catalogue.read(file) : NO_CATALOGUE;
    }

    private static Path corpus() {
        Path scripts = Checkout.scripts();
        if (scripts == null) {
            throw new BadInput("no corpus here: name a script, or a folder of scripts");
        }
        return Checkout.nearby(scripts);
    }
}
