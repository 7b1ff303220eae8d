package dev.overlap.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.overlap.explore.Repertoire;
import dev.overlap.explore.WholeFile;
import dev.overlap.report.Claim;
import dev.overlap.report.Defect;
import dev.overlap.report.Reports;
import dev.overlap.report.Sources;
import dev.overlap.report.Summary;
import dev.overlap.schedule.Bench;
import org.jspecify.annotations.Nullable;

/**
 * Joins what several campaigns, or the shards of one, have come to: as if it had been one.
 *
 * <p>What ran the same rounds counts once: the same campaign twice, also where it was joined before, and two that were begun with the same seed, shard and options.
 */
public final class Join implements AutoCloseable {

    private final Path out;
    private final Repertoire repertoire;
    private final Bench.Engine engine;
    private final Consumer<String> warnings;
    /** By what makes them run the same rounds. */
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, Path> folders = new TreeMap<>();
    private final List<Path> from = new ArrayList<>();
    /** Of {@code out}: taken when it is read, or before anything is written, so that what cannot be joined makes no folder. */
    private @Nullable CampaignLock lock;

    /**
     * Makes one of nothing.
     *
     * @param out gets the result
     * @param warnings is told what does not count, a line each
     */
    public Join(Path out, Repertoire repertoire, Bench.Engine engine, Consumer<String> warnings) {
        this.out = out;
        this.repertoire = repertoire;
        this.engine = engine;
        this.warnings = warnings;
    }

    /**
     * Adds what is in a folder.
     *
     * @throws BadCampaignException when that is no campaign, or a shard of another division than those before, or it is to get the result and is in use
     */
    public void add(Path folder) {
        if (CampaignFile.isIn(folder) && isSame(folder, out)) {
            lock();
        }
        from.add(folder);
        for (Part part : CampaignFile.read(folder).parts()) {
            String rounds = part.seed() + " " + part.name() + " " + part.options();
            Part known = parts.get(rounds);
            if (known != null && !known.id().equals(part.id())) {
                warnings.accept(folder + " and " + folders.get(known.id()) + " ran the same rounds, those of shard " + part.name() + " of seed " + part.seed()
                        + ": they count once");
            }
            if (known == null || known.seconds() < part.seconds()) {
                parts.put(rounds, part);
            }
            folders.put(part.id(), folder);
            checkDivision(folder, part);
        }
    }

    private void lock() {
        if (lock == null) {
            lock = CampaignLock.of(out, true);
        }
    }

    private void checkDivision(Path folder, Part part) {
        for (Part other : parts.values()) {
            if (other.seed() == part.seed() && other.options().equals(part.options()) && other.shards() != part.shards()) {
                throw new BadCampaignException(
                        folder + " is shard " + part.name() + " of seed " + part.seed() + ", and " + folders.get(other.id()) + " is shard "
                                + other.name() + ": some rounds would count twice");
            }
        }
    }

    /**
     * Writes the result.
     *
     * @param fuzzing leaves only inputs that reach something; null when inputs are joined as they are
     * @throws BadCampaignException when another call, another campaign, or somebody else's files are in the folder for it
     * @throws UncheckedIOException when something cannot be written
     */
    public Outcome write(Sources sources, String version, Claim.@Nullable Rows rows, @Nullable FuzzRounds fuzzing) {
        if (CampaignFile.isIn(out) && from.stream().noneMatch(folder -> isSame(folder, out))) {
            throw new BadCampaignException(out + " has a campaign in it already, which is not one of those that are joined");
        }
        lock();
        List<Part> all = List.copyOf(parts.values());
        Map<String, Defect> defects = new TreeMap<>();
        for (Found found : Summaries.firstWays(all)) {
            Path folder = folderOf(found);
            Findings.Retold retold = new Findings(folder, repertoire, engine).again(found);
            if (retold.trouble() != null) {
                warnings.accept(retold.trouble());
            }
            if (retold.defect() != null) {
                if (retold.defect().trace() != null) {
                    copy(folder.resolve(found.file()), out.resolve(found.file()));
                }
                defects.put(found.fingerprint(), retold.defect());
            }
        }
        joinInputs(fuzzing);
        Summary summary = Summaries.of("campaign merge", all, defects, version, rows);
        WholeFile.write(out.resolve(CampaignFile.NAME), new CampaignFile(all).print());
        Reports.write(out, summary, sources);
        return new Outcome(summary, summary.canaries().missed(), all.stream().mapToLong(Part::diverged).sum(), summary.interrupted());
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    private Path folderOf(Found found) {
        Part part = parts.values().stream().filter(each -> each.findings().contains(found)).findFirst().orElseThrow();
        return Objects.requireNonNull(folders.get(part.id()));
    }

    private static void copy(Path file, Path target) {
        try {
            WholeFile.write(target, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + WholeFile.reason(e), e);
        }
    }

    private void joinInputs(@Nullable FuzzRounds fuzzing) {
        Map<String, Path> targets = new TreeMap<>();
        for (Path folder : from) {
            for (Path target : list(folder.resolve(Findings.CORPUS).resolve(Findings.INPUTS))) {
                Path joined = out.resolve(Findings.CORPUS).resolve(Findings.INPUTS).resolve(target.getFileName().toString());
                for (Path input : list(target)) {
                    if (!isSame(folder, out) && !WholeFile.isLeftOver(input)) {
                        copy(input, joined.resolve(input.getFileName().toString()));
                    }
                    // A target that has added nothing has an empty folder.
                    targets.put(target.getFileName().toString(), joined);
                }
            }
        }
        if (fuzzing != null) {
            targets.forEach((target, inputs) -> fuzzing.minimise(target, inputs, FuzzRounds.LONGEST_MERGE));
        }
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder + ": " + WholeFile.reason(e), e);
        }
    }

    /** Gives the folder of the result back. */
    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }
}
