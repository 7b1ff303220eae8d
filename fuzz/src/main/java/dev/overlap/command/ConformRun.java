package dev.overlap.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import dev.overlap.command.Conformance.Outcome;
import dev.overlap.script.Check;
import dev.overlap.script.Variant;
import org.jspecify.annotations.Nullable;

/** What one call of {@code conform} has come to so far. */
final class ConformRun implements Backend.Audience {

    private final Function<Kernel, KnownDifferences> differences;
    private final @Nullable ConformProgress progress;
    private final Map<Path, String> notPlayed = new LinkedHashMap<>();
    private final List<Observation.Part> parts = new ArrayList<>();
    private @Nullable Path last;
    private int played;
    private KnownDifferences known = KnownDifferences.NONE;
    private Conformance conformance = new Conformance(KnownDifferences.NONE);
    private @Nullable Kernel kernel;

    /**
     * Nothing has been played.
     *
     * @param differences what a kernel is known to do otherwise
     * @param progress null when the user need not be told before the end
     */
    ConformRun(Function<Kernel, KnownDifferences> differences, @Nullable ConformProgress progress) {
        this.differences = differences;
        this.progress = progress;
    }

    @Override
    public void begins(Kernel begun) {
        kernel = begun;
        known = differences.apply(begun);
        conformance = new Conformance(known);
    }

    @Override
    public void played(ScriptFile script, Variant variant, List<Check> checks) {
        if (!script.file().equals(last)) {
            last = script.file();
            played++;
        }
        conformance.add(script.file(), variant, checks);
        parts.add(Observation.Part.of(script, variant, checks));
        if (!checks.isEmpty() && checks.stream().allMatch(check -> check.verdict() == Check.Verdict.NOT_APPLICABLE && !check.actual().isEmpty())) {
            notPlayed.put(script.file(), checks.getFirst().actual());
        }
        if (progress != null) {
            progress.played(script);
        }
    }

    Conformance conformance() {
        return conformance;
    }

    /** Writes down what was seen, and returns the file. */
    Path record(Path folder) {
        Kernel is = Objects.requireNonNull(kernel, "a kernel that plays says first which one it is");
        return new Observation(is.title(), is.version(), is.windows(), parts).write(folder, is.label());
    }

    /** The scripts that this kernel cannot be made to play, and why. */
    Map<Path, String> notPlayed() {
        return notPlayed;
    }

    /** Of how many scripts it was told, in one variant at least. */
    int played() {
        return played;
    }

    /** The kernel, to be read: "sim as Windows 10". */
    String who() {
        Kernel is = kernel;
        return is == null ? "no kernel" : is.backend().equals(is.wine() == null ? WindowsBackend.NAME : WineBackend.NAME) ? is.description()
                : is.backend() + " as " + is.title();
    }

    /** What {@code --json} prints. */
    Json.Conformed object(Catalogue catalogue, long nanos, int exitCode) {
        Json.Rows rows = new Json.Rows(conformance.rows().size(), conformance.count("", Outcome.PASSED), conformance.count("", Outcome.FAILED),
                conformance.count("", Outcome.KNOWN_DIFFERENCE), conformance.count("", Outcome.NOT_APPLICABLE), catalogue.leftOut().size());
        Kernel is = kernel;
        return new Json.Conformed(new Json.Head("conform", null, nanos, exitCode, List.of()), is == null ? null : is.backend(), is == null ? null : is.title(),
                is, rows,
                conformance.failures().stream().map(Json.FailedRow::of).toList(),
                notPlayed.entrySet().stream().map(each -> new Json.NotPlayed(each.getKey().toString(), each.getValue())).toList());
    }
}
