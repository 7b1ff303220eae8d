package dev.overlap.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.overlap.command.Conformance.Outcome;
import dev.overlap.finding.HarnessError;
import dev.overlap.kernel.Difference;
import dev.overlap.kernel.Profile;
import dev.overlap.schedule.Bench;
import dev.overlap.script.Variant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code overlap conform}: plays the scripts that say what Windows does, and says which rows of the catalogue a kernel keeps. */
@Command(name = "conform", sortOptions = false, header = {"Compare a kernel with what Windows does, row by row.", ""}, description = {
    "Plays the scripts of corpus/scripts, in which each line says what a call answers and which @|bold rows|@ of the conformance catalogue it stands for."
            + " A row is passed when all of its lines were as they say; not applicable when none of them counts for this version of Windows.",
    ""}, footer = {"", "Examples:", "  overlap conform", "  overlap conform --windows 7 --junit target/conformance.xml",
        "  overlap conform corpus/scripts/blocking-rw.script"}) final class ConformCommand implements Callable<Integer> {

    private static final Catalogue NO_CATALOGUE = new Catalogue(Set.of(), Map.of());
    private static final List<String> BACKENDS = List.of(SimBackend.NAME);

    private final Terminal terminal;

    @Parameters(arity = "0..*", paramLabel = "FILE|DIR", description = "Scripts, and folders of them. Default: corpus/scripts of the checkout that this command"
            + " belongs to.") private @Nullable List<Path> places;

    @Option(names = "--backend", paramLabel = "NAME", defaultValue = SimBackend.NAME, description = "The kernel: sim, the simulated one, so far the only one.")
    private String backend = SimBackend.NAME;

    @Option(names = "--windows", paramLabel = "PROFILE",
            description = "What the kernel is to be: Windows 7, 8, 10 or 11, or wine-8.0, whose rows that are known"
                    + " to differ from Windows are counted by themselves. Default: 10.") private Profile profile = Profile.WINDOWS_10;

    @Option(names = "--engine", paramLabel = "NAME", description = "How tasks are run: continuations (fast) or threads; results do not depend on it.")
    private Bench.@Nullable Engine engine;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the rows as JUnit XML, a test case each.")
    private @Nullable Path junit;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    ConformCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        if (!BACKENDS.contains(backend)) {
            throw new BadInput("--backend: " + Names.unknown("kernel", backend, BACKENDS));
        }
        List<ScriptFile> scripts = new ArrayList<>();
        for (Path file : files()) {
            scripts.add(ScriptFile.read(file));
        }
        Conformance conformance = new Conformance(Difference.rowsOf(profile).keySet());
        SimBackend kernel = new SimBackend(Engines.orBest(engine, terminal), profile);
        for (ScriptFile script : scripts) {
            play(script, kernel, conformance);
        }
        if (junit != null) {
            JUnitXml.write(junit, conformance, System.nanoTime() - begin);
        }
        Catalogue catalogue = places == null ? catalogue() : NO_CATALOGUE;
        Set<String> missing = catalogue.missing(conformance.rows().keySet());
        int exitCode = ExitCode.of(false, false, !conformance.failures().isEmpty() || !missing.isEmpty(), false);
        if (json) {
            Json.print(terminal, object(conformance, catalogue, System.nanoTime() - begin, exitCode));
        } else {
            new ConformReport(terminal).print(conformance, catalogue, scripts.size(), profile());
        }
        if (!missing.isEmpty()) {
            terminal.err().println("overlap conform: no script has " + String.join(", ", missing) + ", and " + Catalogue.FILE + " does not say why");
        }
        return exitCode;
    }

    private static void play(ScriptFile script, SimBackend kernel, Conformance conformance) {
        try {
            for (Variant variant : script.script().variants()) {
                conformance.add(script.file(), variant, kernel.play(script.script(), variant));
            }
        } catch (HarnessError e) {
            throw new HarnessError(script.file() + ": " + e.getMessage(), e);
        }
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

    private String profile() {
        return profile == Profile.WINE_8_0 ? "Wine 8.0" : "Windows " + profile.label();
    }

    private Json.Conformed object(Conformance conformance, Catalogue catalogue, long nanos, int exitCode) {
        Json.Rows rows = new Json.Rows(conformance.rows().size(), conformance.count("", Outcome.PASSED), conformance.count("", Outcome.FAILED),
                conformance.count("", Outcome.KNOWN_DIFFERENCE),
                conformance.count("", Outcome.NOT_APPLICABLE), catalogue.leftOut().size());
        return new Json.Conformed(new Json.Head("conform", null, nanos, exitCode, List.of()), backend, profile(), rows,
                conformance.failures().stream().map(Json.FailedRow::of).toList());
    }
}
