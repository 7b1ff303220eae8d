package dev.overlap.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.overlap.campaign.FuzzRounds;
import dev.overlap.report.ExitCode;
import dev.overlap.target.Targets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code overlap corpus prune}. */
@Command(name = "prune", sortOptions = false, header = {"Find, and delete, entries that add no state.", ""}, description = {
    "A trace adds nothing when other entries show its finding, and together reach every coverage mark that it reaches and go, with its reader, through every"
            + " transition that it goes through, from state to state: which task is about to do what, and what is behind the locks."
            + " An input adds nothing when others of its target reach every edge and transition that it does. Scripts are never pruned: each line of them says"
            + " something of its own.",
    "",
    "What is there for a reason that cannot be measured stays, unless there is --force: traces of canaries, traces that expect to be clean (each was"
            + " a defect once, or a false alarm, or leads through a rare path), and inputs that somebody has given a name.",
    ""}, footer = {"", "Examples:", "  overlap corpus prune", "  overlap corpus prune --delete"}) final class CorpusPrune implements Callable<Integer> {

    private static final String VERB = "prune";
    /** How fuzzers name inputs; whoever calls one otherwise has looked at it. */
    private static final Pattern MADE_BY_A_FUZZER = Pattern.compile("[0-9a-f]{40}");

    private final Terminal terminal;
    private volatile boolean interrupted;
    private volatile @Nullable InputMerge running;

    @Mixin
    private CorpusOptions options = new CorpusOptions();

    @Option(names = "--delete", description = "Delete them. Default: only name them.")
    private boolean delete;

    @Option(names = "--force", description = "Spare nothing: traces of canaries and of what was fixed, and inputs with a name, too.")
    private boolean force;

    CorpusPrune(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        CorpusFolder corpus = options.read();
        CorpusReport report = new CorpusReport(terminal, VERB);
        report.broken(corpus.broken());
        List<Json.FileReason> nothing = new ArrayList<>();
        try (Interrupt interrupt = Interrupt.handledBy(this::interrupt)) {
            nothing.addAll(new TracePruning(terminal, options.repertoire(), force, () -> interrupted).addNothing(corpus.of(CorpusKind.TRACES)));
            corpus.inputs().forEach((target, inputs) -> nothing.addAll(inputsThatAddNothing(target, inputs)));
        }
        if (interrupted) {
            // Whoever ends it does not want it, or not yet: nothing is deleted.
            nothing.clear();
        }
        if (delete) {
            nothing.forEach(each -> delete(Path.of(each.file())));
        }
        int exitCode = ExitCode.of(false, interrupted, false, !corpus.broken().isEmpty());
        if (options.json()) {
            Json.print(terminal, new Json.CorpusPruned(CorpusReport.head(VERB, begin, exitCode), corpus.counts(), CorpusReport.reasons(corpus.broken()), delete,
                    nothing));
        } else {
            nothing.forEach(each -> terminal.out().println((delete ? "deleted  " : "adds nothing  ") + each.file() + "  " + each.reason()));
            report.sum(corpus, interrupted ? "interrupted, so nothing is said of them"
                    : nothing.size() + (delete ? " deleted" : " that add nothing" + (nothing.isEmpty() ? "" : ", --delete deletes them")));
        }
        if (interrupted) {
            terminal.err().println("overlap corpus prune: interrupted");
        }
        return exitCode;
    }

    private void interrupt() {
        interrupted = true;
        InputMerge merge = running;
        if (merge != null) {
            merge.interrupt();
        }
    }

    private List<Json.FileReason> inputsThatAddNothing(String target, List<Path> inputs) {
        Map<Boolean, List<Path>> candidates = inputs.stream()
                .collect(Collectors.partitioningBy(file -> force || MADE_BY_A_FUZZER.matcher(file.getFileName().toString()).matches()));
        List<Path> offered = candidates.getOrDefault(true, List.of());
        if (offered.isEmpty() || interrupted) {
            return List.of();
        }
        try (InputMerge merge = new InputMerge(Targets.named(target).orElseThrow(), FuzzRounds.LONGEST_MERGE)) {
            running = merge;
            if (interrupted) {
                merge.interrupt();
            }
            Set<Path> adding = Set.copyOf(merge.adding(candidates.getOrDefault(false, List.of()), offered));
            if (merge.tookTooLong()) {
                throw new BackendDied("the inputs of " + target + " could not be merged within " + FuzzRounds.LONGEST_MERGE.toMinutes() + " minutes");
            }
            return offered.stream().filter(file -> !adding.contains(file))
                    .map(file -> new Json.FileReason(file.toString(), "the other inputs of " + target + " reach all that it does")).toList();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw BadInput.cannot("delete", file, e);
        }
    }
}
