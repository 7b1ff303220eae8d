package dev.overlap.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import dev.overlap.campaign.Sha;
import dev.overlap.command.CorpusReplay.Unexpected;
import dev.overlap.explore.FindingStore;
import dev.overlap.explore.TraceReplayer.Outcome;
import dev.overlap.explore.WholeFile;
import dev.overlap.program.ProgramScenario;
import dev.overlap.report.ExitCode;
import dev.overlap.target.Targets;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code overlap corpus add}. */
@Command(name = "add", sortOptions = false, header = {"Add traces, scripts or inputs to a corpus.", ""}, description = {
    "Each is replayed first, and refused when it does not do what it says, or when the corpus has it already. A trace gets the name of its scenario and of what"
            + " goes wrong in it, in the folder of its reader; one of a program lies in program, under the name of its reader; a script keeps its name.",
    ""}, footer = {"", "Examples:", "  overlap corpus add findings/*.trace", "  overlap corpus add late.trace --name late-callback-after-close",
        "  overlap corpus add ReadBufferFuzzer-1f0a --target ReadBufferFuzzer --name wrapped-length"}) final class CorpusAdd implements Callable<Integer> {

    private static final String VERB = "add";

    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files called *.trace or *.script, or, with --target, inputs.")
    private List<Path> files = List.of();

    @Mixin
    private CorpusOptions options = new CorpusOptions();

    @Option(names = "--name", paramLabel = "NAME",
            description = "What a single file is called in the corpus: small letters, digits and hyphens, without extension.") private @Nullable String name;

    @Option(names = "--target", paramLabel = "TARGET", completionCandidates = Candidates.OfTarget.class,
            description = "The files are inputs of this fuzz target.") private @Nullable String target;

    CorpusAdd(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * What a file would be in the corpus.
     *
     * @param stem where, without number and extension
     * @param core what makes it the same as another
     */
    private record Candidate(Path stem, String extension, byte[] bytes, String core) {
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        check();
        CorpusFolder corpus = options.read();
        CorpusReport report = new CorpusReport(terminal, VERB);
        report.broken(corpus.broken());
        CorpusReplay replay = new CorpusReplay(terminal, options.repertoire());
        Map<String, Path> known = known(corpus);
        List<Json.Added> added = new ArrayList<>();
        List<Json.FileReason> refused = new ArrayList<>();
        for (Path file : files) {
            try {
                Candidate candidate = candidate(file, replay);
                Path alike = known.get(candidate.core());
                if (alike != null) {
                    throw new BadInput(file, "the corpus has it already, as " + alike);
                }
                Path entry = write(candidate);
                known.put(candidate.core(), entry);
                added.add(new Json.Added(file.toString(), entry.toString()));
            } catch (BadInput e) {
                refused.add(new Json.FileReason(file.toString(), e.problemIn(file)));
            }
        }
        int exitCode = ExitCode.of(false, false, false, !refused.isEmpty());
        refused.forEach(each -> terminal.complain("overlap corpus add: not added: " + each.file() + ": " + each.reason()));
        if (options.json()) {
            Json.print(terminal, new Json.CorpusAdded(CorpusReport.head(VERB, begin, exitCode), options.read().counts(), CorpusReport.reasons(corpus.broken()),
                    added, refused));
        } else {
            added.forEach(each -> terminal.out().println("added  " + each.entry()));
        }
        return exitCode;
    }

    private void check() {
        String wanted = target;
        if (wanted != null && !Targets.names().contains(wanted)) {
            throw new BadInput("--target: " + Names.unknown("target", wanted, Targets.names()));
        }
        if (name != null && (files.size() > 1 || !name.matches("[a-z0-9]+(-[a-z0-9]+)*"))) {
            throw new BadInput(
                    files.size() > 1 ? "--name is for a single file" : "--name: '" + name + "' is no name; expected small letters, digits and hyphens");
        }
    }

    // ---------------------------------------------------------------- what a file is

    private Candidate candidate(Path file, CorpusReplay replay) {
        if (target != null) {
            return input(file, target, replay);
        }
        CorpusKind kind = CorpusKind.ofFile(file).orElseThrow(() -> new BadInput(file, "expected a file called " + CorpusKind.TRACES.pattern() + " or "
                + CorpusKind.SCRIPTS.pattern() + ", or --target for an input"));
        return kind == CorpusKind.TRACES ? trace(file, replay) : script(file, replay);
    }

    private Candidate trace(Path file, CorpusReplay replay) {
        Entry.Played played = replay.played(file);
        if (!played.isAsExpected()) {
            throw new BadInput(file, "expects " + played.expected() + ", and shows " + played.actual());
        }
        Trace trace = played.result().outcome() == Outcome.MOVED ? played.result().trace() : played.trace();
        String reader = trace.reader();
        String defect = word(trace.expectedKind());
        int slash = reader.indexOf('/');
        String folder = trace.scenario().equals(ProgramScenario.NAME) ? ProgramScenario.NAME : word(slash < 0 ? reader : reader.substring(0, slash));
        String story = trace.scenario().equals(ProgramScenario.NAME) ? word(reader) : word(trace.scenario());
        Path stem = folder(CorpusKind.TRACES).resolve(folder).resolve(name == null ? story + "-" + defect : name);
        return new Candidate(stem, ".trace", TraceFormat.print(trace).getBytes(StandardCharsets.UTF_8), core(trace));
    }

    private Candidate script(Path file, CorpusReplay replay) {
        Unexpected unexpected = replay.script(file);
        if (unexpected != null) {
            throw new BadInput(file, "expects " + unexpected.expected() + ", was " + unexpected.actual());
        }
        String own = file.getFileName().toString();
        byte[] bytes = bytes(file);
        return new Candidate(folder(CorpusKind.SCRIPTS).resolve(name == null ? word(own.substring(0, own.lastIndexOf('.'))) : name), ".script", bytes,
                Sha.one(bytes));
    }

    private Candidate input(Path file, String wanted, CorpusReplay replay) {
        if (!CorpusFolder.exists(file)) {
            throw new BadInput(file, "no such file");
        }
        CorpusFolder.checkInput(file);
        List<Unexpected> unexpected = replay.inputs(wanted, List.of(file));
        if (!unexpected.isEmpty()) {
            throw new BadInput(file, "throws " + unexpected.getFirst().actual() + "; it can be added when that is mended");
        }
        byte[] bytes = bytes(file);
        return new Candidate(folder(CorpusKind.INPUTS).resolve(wanted).resolve(name == null ? Sha.one(bytes) : name), "", bytes, Sha.one(bytes));
    }

    private Path folder(CorpusKind kind) {
        return options.root().resolve(kind.folder());
    }

    /** A name as files of the corpus have it. */
    private static String word(String text) {
        return FindingStore.word(text).replaceAll("^-|-$", "");
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BadInput(file, BadInput.reason(e));
        }
    }

    // ---------------------------------------------------------------- what the corpus makes of it

    /** What of the corpus may be the same as what is added: the first file of each core. */
    private Map<String, Path> known(CorpusFolder corpus) {
        Map<String, Path> known = new HashMap<>();
        for (CorpusFolder.File entry : corpus.files()) {
            if (entry.kind() == CorpusKind.INPUTS ? entry.target().equals(target) : target == null) {
                known.putIfAbsent(core(entry), entry.path());
            }
        }
        return known;
    }

    private String core(CorpusFolder.File entry) {
        return entry.kind() == CorpusKind.TRACES ? core(TraceFile.read(entry.path(), options.repertoire()).trace()) : Sha.one(bytes(entry.path()));
    }

    /** What of a trace makes it the same as another: what is played and chosen, not within which bounds, nor what is expected. */
    private static String core(Trace trace) {
        return TraceFormat.print(new Trace(trace.scenario(), trace.program(), trace.reader(), new TreeMap<>(), trace.rules(), null, trace.needs(),
                trace.entries()));
    }

    private static Path write(Candidate candidate) {
        Path path = candidate.stem().resolveSibling(candidate.stem().getFileName() + candidate.extension());
        for (int number = 2; CorpusFolder.exists(path); number++) {
            path = candidate.stem().resolveSibling(candidate.stem().getFileName() + "-" + number + candidate.extension());
        }
        try {
            WholeFile.write(path, candidate.bytes());
            return path;
        } catch (UncheckedIOException e) {
            throw BadInput.cannot("write", path, e);
        }
    }
}
