package dev.overlap.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.overlap.finding.HarnessError;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.schedule.Bench;
import dev.overlap.script.Check.Verdict;
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

    private static final List<String> BACKENDS = List.of(SimBackend.NAME);

    private final Terminal terminal;

    @Parameters(arity = "0..*", paramLabel = "FILE|DIR", description = "Scripts, and folders of them. Default: corpus/scripts of the checkout that this command"
            + " belongs to.") private @Nullable List<Path> places;

    @Option(names = "--backend", paramLabel = "NAME", defaultValue = SimBackend.NAME, description = "The kernel: sim, the simulated one, so far the only one.")
    private String backend = SimBackend.NAME;

    @Option(names = "--windows", paramLabel = "VERSION", description = "The version of Windows that the kernel is to be: 7, 8, 10 or 11. Default: 10.")
    private WindowsVersion windows = WindowsVersion.WINDOWS_10;

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
        Conformance conformance = new Conformance();
        SimBackend kernel = new SimBackend(Engines.orBest(engine, terminal), windows);
        for (ScriptFile script : scripts) {
            play(script, kernel, conformance);
        }
        if (junit != null) {
            JUnitXml.write(junit, conformance, System.nanoTime() - begin);
        }
        int exitCode = ExitCode.of(false, false, !conformance.failures().isEmpty(), false);
        if (json) {
            Json.print(terminal, object(conformance, System.nanoTime() - begin, exitCode));
        } else {
            new ConformReport(terminal).print(conformance, scripts.size(), profile());
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

    private static Path corpus() {
        Path scripts = Checkout.scripts();
        if (scripts == null) {
            throw new BadInput("no corpus here: name a script, or a folder of scripts");
        }
        return Checkout.nearby(scripts);
    }

    private String profile() {
        return "Windows " + windows.number();
    }

    private Json.Conformed object(Conformance conformance, long nanos, int exitCode) {
        Json.Rows rows = new Json.Rows(conformance.rows().size(), conformance.count("", Verdict.PASSED), conformance.count("", Verdict.FAILED), 0,
                conformance.count("", Verdict.NOT_APPLICABLE));
        return new Json.Conformed(new Json.Head("conform", null, nanos, exitCode, List.of()), backend, profile(), rows,
                conformance.failures().stream().map(Json.FailedRow::of).toList());
    }
}
