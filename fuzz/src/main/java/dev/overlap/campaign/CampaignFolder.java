package dev.overlap.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.overlap.explore.WholeFile;
import dev.overlap.report.Reports;

/** What is to be known of a folder before the campaign in it is gone on with. */
public final class CampaignFolder {

    /** What cannot be changed any more. */
    public record Begun(long seed, int shard, int shards, Map<String, String> options) {
    }

    private CampaignFolder() {
    }

    /** Whether there is a campaign in it, and so something to go on with. */
    public static boolean hasCampaign(Path folder) {
        return CampaignFile.isIn(folder);
    }

    /**
     * What the campaign in it was begun with.
     *
     * @throws BadCampaignException when there is none, or several were joined
     */
    public static Begun begun(Path folder) {
        Part part = only(folder);
        return new Begun(part.seed(), part.shard(), part.shards(), part.options());
    }

    /**
     * Copies what is needed to go on with a campaign into another folder, so that it can be gone on with there.
     *
     * <p>What it remembers is read first and written last: a copy of a campaign that goes on meanwhile has the files of all that it remembers.
     *
     * @throws BadCampaignException when there is a campaign in it already, or none to copy
     * @throws UncheckedIOException when something cannot be read or written
     */
    public static void copy(Path from, Path to) {
        Part part = only(from);
        requireNone(to);
        for (String place : List.of(Findings.TRACES, Findings.INPUTS, Findings.CORPUS)) {
            copyAll(from.resolve(place), to.resolve(place));
        }
        WholeFile.write(to.resolve(CampaignFile.NAME), new CampaignFile(List.of(part)).print());
    }

    private static void copyAll(Path from, Path to) {
        if (!Files.exists(from)) {
            return;
        }
        for (Path file : files(from)) {
            try {
                WholeFile.write(to.resolve(from.relativize(file).toString()), Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file + ": " + WholeFile.reason(e), e);
            }
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(file -> !WholeFile.isLeftOver(file)).toList();
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException("cannot read " + folder + ": " + WholeFile.reason(Objects.requireNonNull(e.getCause())), e.getCause());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder + ": " + WholeFile.reason(e), e);
        }
    }

    /** Deletes what a call left that was ended while it wrote a file: where campaigns write, and nothing else. */
    static void clean(Path folder) {
        for (String place : List.of("", Findings.TRACES, Findings.INPUTS, Reports.TESTS)) {
            WholeFile.clean(folder.resolve(place));
        }
        Path grown = folder.resolve(Findings.CORPUS).resolve(Findings.INPUTS);
        if (Files.isDirectory(grown)) {
            try (Stream<Path> targets = Files.list(grown)) {
                targets.forEach(WholeFile::clean);
            } catch (IOException | UncheckedIOException e) {
                // They do no harm.
                return;
            }
        }
    }

    /** That nothing is in it which is somebody else's: what campaigns write would be among it, and in its place. */
    static void requireNoneElses(Path folder) {
        if (CampaignFile.isIn(folder) || Files.exists(folder.resolve(CampaignLock.NAME)) || !Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new BadCampaignException(folder + " has files in it that are no campaign's: name a folder that is empty or does not exist");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder + ": " + WholeFile.reason(e), e);
        }
    }

    static void requireNone(Path folder) {
        if (CampaignFile.isIn(folder)) {
            throw new BadCampaignException(folder + " has a campaign in it already: go on with it with --resume, or name another folder");
        }
    }

    static Part only(Path folder) {
        List<Part> parts = CampaignFile.read(folder).parts();
        if (parts.size() > 1) {
            throw new BadCampaignException("--resume: " + folder + " has several campaigns joined in it; go on with them one by one");
        }
        return parts.getFirst();
    }
}
