package dev.overlap.planted;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.overlap.target.Targets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On the code as it is no target finds anything in ten minutes; without {@code -Doverlap.acceptance=true}, in some seconds. With {@code -Doverlap.fuzz.seed} from
 * another seed of the fuzzer than 1.
 */
class NothingPlantedTest {

    private static final boolean ALL = Boolean.getBoolean("overlap.acceptance");
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("overlap.fuzz.seconds", ALL ? 600 : 5));
    private static final int SEED = Integer.getInteger("overlap.fuzz.seed", 1);

    @TempDir
    private Path folders = Path.of("");

    @Test
    void noTargetFindsAnything() throws Exception {
        Map<String, Future<FuzzRun>> runs = new LinkedHashMap<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(ALL ? Math.max(1, Runtime.getRuntime().availableProcessors()) : 1)) {
            for (String target : Targets.names()) {
                Path folder = Files.createDirectories(folders.resolve(target));
                runs.put(target, pool.submit(() -> {
                    FuzzRun run = FuzzRun.of(List.of(), target, TIME, SEED, folder);
                    System.out.println(target + ": " + run);
                    return run;
                }));
            }
        }
        for (Map.Entry<String, Future<FuzzRun>> run : runs.entrySet()) {
            assertThat(run.getValue().get().found()).as(run.getKey() + ": " + run.getValue().get().output()).isFalse();
            assertThat(run.getValue().get().executions()).as(run.getKey()).isGreaterThan(100);
        }
    }
}
