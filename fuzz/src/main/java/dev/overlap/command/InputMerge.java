package dev.overlap.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.overlap.campaign.Sha;
import dev.overlap.target.FuzzTarget;
import org.jspecify.annotations.Nullable;

/** Asks Jazzer which inputs of a target reach something that others of them do not: an edge of the code, or a transition of kernel and reader. */
final class InputMerge implements AutoCloseable {

    private final FuzzTarget target;
    private final Duration longest;
    private final Path work;
    private volatile boolean interrupted;
    private boolean tookTooLong;
    private volatile @Nullable TargetJvm running;

    /**
     * Makes its folder.
     *
     * @param longest so long it may take
     */
    InputMerge(FuzzTarget target, Duration longest) {
        this.target = target;
        this.longest = longest;
        try {
            this.work = Files.createTempDirectory("overlap-merge");
        } catch (IOException e) {
            throw new BadInput("cannot make a temporary folder: " + BadInput.reason(e));
        }
    }

    /** Ends what is running. */
    void interrupt() {
        interrupted = true;
        TargetJvm jvm = running;
        if (jvm != null) {
            jvm.close();
        }
    }

    /** Whether it had to be ended before it knew. */
    boolean tookTooLong() {
        return tookTooLong;
    }

    /**
     * Which of the candidates add something to what is kept anyway.
     *
     * @return a smallest set of them that reaches all that they reach together; all of them when it was interrupted or took too long
     * @throws BackendDied when Jazzer fails, which says nothing of any input
     */
    List<Path> adding(List<Path> kept, List<Path> candidates) {
        try {
            Path merged = Files.createDirectory(work.resolve("merged"));
            Path offered = Files.createDirectory(work.resolve("offered"));
            for (Path file : kept) {
                Files.copy(file, merged.resolve(Sha.one(Files.readAllBytes(file))));
            }
            Set<String> before = names(merged);
            for (Path file : candidates) {
                Path copy = offered.resolve(Sha.one(Files.readAllBytes(file)));
                if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
            if (!merge(merged, offered)) {
                return candidates;
            }
            Set<String> chosen = names(merged);
            chosen.removeAll(before);
            List<Path> adding = new ArrayList<>();
            for (Path file : candidates) {
                // Of equal inputs one is enough.
                if (chosen.remove(Sha.one(Files.readAllBytes(file)))) {
                    adding.add(file);
                }
            }
            return adding;
        } catch (IOException e) {
            throw new BadInput("cannot merge the inputs of " + target.name() + ": " + BadInput.reason(e));
        }
    }

    /** Whether it came to its end. */
    private boolean merge(Path merged, Path offered) {
        List<String> arguments = new ArrayList<>(JazzerFlags.watching(target));
        arguments.addAll(List.of("--reproducer_path=" + work, "-merge=1", "-rss_limit_mb=0", "-max_len=" + CorpusFolder.MAX_INPUT_BYTES, merged.toString(),
                offered.toString()));
        try (TargetJvm jvm = TargetJvm.start(work, JazzerJars.classPath(), List.of(), TargetFuzzing.JAZZER, arguments, line -> {})) {
            running = jvm;
            if (interrupted) {
                jvm.close();
            }
            boolean ended = jvm.awaitEnd(longest);
            if (ended && !interrupted && jvm.exitCode() != 0) {
                throw new BackendDied("the inputs of " + target.name() + " could not be merged, " + jvm.lastWords());
            }
            tookTooLong = !ended;
            return ended && !interrupted;
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> names = new HashSet<>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            return names;
        }
    }

    @Override
    public void close() {
        Folders.removeIfPossible(work);
    }
}
