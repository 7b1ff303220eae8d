package dev.overlap.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.overlap.campaign.FuzzRounds;
import dev.overlap.explore.WholeFile;
import dev.overlap.target.FuzzTarget;
import dev.overlap.target.Targets;
import org.jspecify.annotations.Nullable;

/** Rounds of fuzz targets with Jazzer, for campaigns. */
final class JazzerRounds implements FuzzRounds, AutoCloseable {

    private static final String FRESH = ".round";

    private final Terminal terminal;
    private final CampaignProgress progress;
    private final @Nullable String reader;
    private volatile @Nullable TargetFuzzing running;
    private volatile @Nullable InputMerge merging;
    private volatile boolean interrupted;

    /**
     * Makes them.
     *
     * @param reader the id of the reader that plays in targets which play one; null for those that they play by themselves
     */
    JazzerRounds(Terminal terminal, CampaignProgress progress, @Nullable String reader) {
        this.reader = reader;
        this.terminal = terminal;
        this.progress = progress;
    }

    /** Passes on how a round goes: a campaign has one line for all. */
    private final class Relay extends FuzzProgress {
        Relay(long executions, Duration time) {
            super(terminal, executions, time);
        }

        @Override
        void tell() {
            progress.fuzzing(executionsSoFar());
        }

        @Override
        void end() {
            // The campaign goes on.
        }
    }

    @Override
    public Played run(String name, long seed, long executions, Duration longest, Path grown, boolean afresh, Path out) {
        FuzzTarget target = Targets.named(name).orElseThrow();
        long begin = System.nanoTime();
        create(grown);
        int before = inputs(grown).size();
        try (TargetFuzzing fuzzing = new TargetFuzzing(target, target.kind() == FuzzTarget.Kind.SCHEDULE ? reader : null)) {
            running = fuzzing;
            if (interrupted) {
                fuzzing.interrupt();
            }
            Path place = afresh ? fresh(grown) : grown;
            TargetFuzzing.Result result = fuzzing.fuzz(longest, executions, new Seed(seed), place, out, new Relay(executions, longest));
            if (afresh) {
                move(place, grown);
            }
            TargetFuzzing.Thrown thrown = result.thrown();
            double seconds = (System.nanoTime() - begin) / 1e9;
            int entries = inputs(grown).size();
            return new Played(result.executions(), seconds, Math.max(0, seconds - result.nanos() / 1e9), entries, Math.max(0, entries - before),
                    thrown == null ? null : thrown(thrown));
        } finally {
            running = null;
        }
    }

    private static Thrown thrown(TargetFuzzing.Thrown thrown) {
        if (!thrown.unwritten().isEmpty()) {
            throw new BadInput(thrown.unwritten());
        }
        return new Thrown(thrown.what(), thrown.frames(), thrown.input(), thrown.trace());
    }

    @Override
    public void minimise(String name, Path grown, Duration longest) {
        FuzzTarget target = Targets.named(name).orElse(null);
        List<Path> inputs = inputs(grown);
        if (target == null || inputs.isEmpty() || interrupted) {
            return;
        }
        Path seeds = Checkout.inputs();
        Path own = seeds == null ? null : seeds.resolve(name);
        try (InputMerge merge = new InputMerge(target, longest)) {
            merging = merge;
            Set<Path> adding = Set.copyOf(merge.adding(own == null || !Files.isDirectory(own) ? List.of() : inputs(own), inputs));
            for (Path input : inputs) {
                if (!adding.contains(input)) {
                    delete(input);
                }
            }
        } finally {
            merging = null;
        }
    }

    private static List<Path> inputs(Path folder) {
        try {
            return WholeFile.filesIn(folder);
        } catch (IOException e) {
            throw BadInput.cannot("read", folder, e);
        }
    }

    private static Path fresh(Path grown) {
        Path place = grown.resolveSibling(grown.getFileName() + FRESH);
        create(place);
        // Of a round that was cut short.
        inputs(place).forEach(JazzerRounds::delete);
        return place;
    }

    private static void move(Path from, Path to) {
        try {
            for (Path input : inputs(from)) {
                Files.move(input, to.resolve(input.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.delete(from);
        } catch (IOException e) {
            throw BadInput.cannot("write to", to, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw BadInput.cannot("delete", file, e);
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw BadInput.cannot("create", folder, e);
        }
    }

    @Override
    public void interrupt() {
        interrupted = true;
        TargetFuzzing fuzzing = running;
        if (fuzzing != null) {
            fuzzing.interrupt();
        }
        InputMerge merge = merging;
        if (merge != null) {
            merge.interrupt();
        }
    }

    @Override
    public void close() {
        interrupt();
    }
}
