package dev.overlap.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.overlap.explore.Repertoire;
import dev.overlap.explore.WholeFile;
import dev.overlap.target.Targets;

/**
 * A corpus on disk: what in it can be read, and what is broken, foreign, empty or too large, each with the reason. Contents are not kept.
 *
 * @param root the folder, with the folders of the kinds in it
 * @param files what can be read, by name
 * @param broken what cannot, by name
 */
record CorpusFolder(Path root, List<File> files, List<Entry.Broken> broken) {

    /** Larger ones are not made, and would not be read. */
    static final long MAX_INPUT_BYTES = 1 << 20;

    /** What lies beside entries and is none: texts about them, words for fuzzers, and what version control and build tools want. */
    private static final Pattern BESIDE = Pattern.compile("README\\.md|rows\\.txt|known-differences-[\\w.-]+\\.txt|\\w+\\.dict|\\.git(keep|ignore|attributes)");
    private static final String OBSERVATIONS = "observations";

    /** An entry that can be read. */
    record File(CorpusKind kind, Path path) {

        /** The fuzz target of an input. */
        String target() {
            return path.getName(path.getNameCount() - 2).toString();
        }
    }

    /**
     * Looks at every file.
     *
     * @throws BadInput when there is no such folder, or none of the kinds' folders is in it
     */
    static CorpusFolder read(Path root, Repertoire repertoire) {
        if (!Files.isDirectory(root)) {
            throw new BadInput("--corpus: " + root + (Files.exists(root) ? " is not a directory" : ": no such directory"));
        }
        Look look = new Look(root, repertoire);
        try {
            Files.walkFileTree(root, look);
        } catch (IOException e) {
            throw BadInput.cannot("read", root, e);
        }
        look.files.sort(Comparator.comparing(File::path));
        look.broken.sort(Comparator.comparing(Entry.Broken::file));
        return new CorpusFolder(root, List.copyOf(look.files), List.copyOf(look.broken));
    }

    /** The entries of a kind. */
    List<Path> of(CorpusKind kind) {
        return files.stream().filter(file -> file.kind() == kind).map(File::path).toList();
    }

    /** The inputs by target. */
    Map<String, List<Path>> inputs() {
        Map<String, List<Path>> inputs = new TreeMap<>();
        files.stream().filter(file -> file.kind() == CorpusKind.INPUTS)
                .forEach(file -> inputs.computeIfAbsent(file.target(), target -> new ArrayList<>()).add(file.path()));
        return inputs;
    }

    /** How many there are of each kind. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (CorpusKind kind : CorpusKind.values()) {
            counts.put(kind.folder(), of(kind).size());
        }
        return counts;
    }

    /** Visits all files; what is wrong with one is no reason not to look at the next. */
    private static final class Look extends SimpleFileVisitor<Path> {
        private final Path root;
        private final Repertoire repertoire;
        private final List<File> files = new ArrayList<>();
        private final List<Entry.Broken> broken = new ArrayList<>();

        Look(Path root, Repertoire repertoire) {
            this.root = root;
            this.repertoire = repertoire;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            try {
                look(path);
            } catch (BadInput e) {
                broken.add(new Entry.Broken(path, e.problemIn(path)));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException why) {
            broken.add(new Entry.Broken(path, BadInput.reason(why)));
            return FileVisitResult.CONTINUE;
        }

        private void look(Path path) {
            Path place = root.relativize(path);
            String top = place.getName(0).toString();
            if (WholeFile.isLeftOver(path)) {
                throw new BadInput("left behind by a writer that was ended: may be deleted");
            }
            if (BESIDE.matcher(path.getFileName().toString()).matches() || place.getNameCount() > 1 && top.equals(OBSERVATIONS)) {
                return;
            }
            CorpusKind kind = place.getNameCount() < 2 ? null : CorpusKind.ofFolder(top).orElse(null);
            if (kind == null) {
                throw new BadInput("not an entry: entries are in " + CorpusKind.TRACES.folder() + ", " + CorpusKind.SCRIPTS.folder() + " and "
                        + CorpusKind.INPUTS.folder());
            }
            if (!kind.isNamed(path)) {
                throw new BadInput("not a " + kind.one() + ": they are called " + kind.pattern());
            }
            check(kind, path, place);
            files.add(new File(kind, path));
        }

        private void check(CorpusKind kind, Path path, Path place) {
            switch (kind) {
                case TRACES -> TraceFile.read(path, repertoire);
                case SCRIPTS -> ScriptFile.read(path);
                case INPUTS -> {
                    String target = place.getNameCount() == 3 ? place.getName(1).toString() : "";
                    if (!Targets.names().contains(target)) {
                        throw new BadInput("not an input: they are in " + kind.pattern()
                                + (target.isEmpty() ? "" : "; " + Names.unknown("target", target, Targets.names())));
                    }
                    checkInput(path);
                }
            }
        }
    }

    /**
     * Looks whether a file can be an input.
     *
     * @throws BadInput when it cannot, and why
     */
    static void checkInput(Path path) {
        try {
            if (!Files.isRegularFile(path)) {
                throw new BadInput(path, "not a file");
            }
            long bytes = Files.size(path);
            if (bytes == 0) {
                throw new BadInput(path, "not an input: empty, with which every fuzzer begins anyway");
            } else if (bytes > MAX_INPUT_BYTES) {
                throw new BadInput(path, "not an input: larger than 1 MB");
            } else if (!Files.isReadable(path)) {
                throw new AccessDeniedException(path.toString());
            }
        } catch (IOException e) {
            throw new BadInput(path, BadInput.reason(e));
        }
    }

    /** Whether a file is there, whatever it is. */
    static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
