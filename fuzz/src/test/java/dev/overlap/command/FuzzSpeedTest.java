package dev.overlap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.overlap.target.FuzzTarget;
import dev.overlap.target.ReaderProgramFuzzer;
import dev.overlap.target.Targets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Jazzer and the feedback of states cost: the CPU time of an execution with them, and of the same inputs in a loop without, each in a JVM of its own, by turns.
 *
 * <p>CPU time of the thread that plays, because the machine may be busy with something else; the compiler's threads do not count, but the time until it has done most of
 * its work is left out on both sides. The inputs of the loop are a sample of those that Jazzer has made while it was measured.
 */
class FuzzSpeedTest {

    /** Executions a second with Jazzer as a share of those without. */
    private static final double WANTED = 0.4;
    /** What a short run, most of it before the compiler is done, never falls below, unless the flags are wrong: with all of sim watched it is a tenth. */
    private static final double SHORT_RUN = 0.15;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final FuzzTarget TARGET = Targets.named("ReaderProgramFuzzer").orElseThrow();

    @TempDir
    private Path folder = Path.of("");

    /** The target, and a clock around it. */
    public static final class Measured {

        private static final SpeedClock CLOCK = SpeedClock.ofThisJvm();

        private Measured() {
        }

        /** Called by Jazzer. */
        public static void fuzzerTestOneInput(byte[] input) {
            CLOCK.next(input);
            ReaderProgramFuzzer.fuzzerTestOneInput(input);
        }

        /** The loop. */
        public static void main(String[] arguments) throws Exception {
            List<byte[]> inputs = SpeedClock.sampled();
            for (int i = 0; !CLOCK.isOver(); i = (i + 1) % inputs.size()) {
                fuzzerTestOneInput(inputs.get(i));
            }
        }
    }

    private double nanos(String classPath, String main, List<String> arguments, List<String> options) throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (TargetJvm jvm = TargetJvm.start(folder, classPath, options, main, arguments, lines::add)) {
            assertThat(jvm.awaitEnd(PATIENCE)).as("ended in time").isTrue();
            assertThat(jvm.exitCode()).as(jvm.lastWords()).isZero();
        }
        return lines.stream().filter(line -> line.startsWith(SpeedClock.NANOS))
                .mapToDouble(line -> Double.parseDouble(line.substring(SpeedClock.NANOS.length())))
                .findFirst().orElseThrow();
    }

    /** One round: the share of executions that Jazzer leaves. */
    private double round(int seed, int warmUp, int executions) throws Exception {
        Path grown = Files.createDirectories(folder.resolve("corpus" + seed));
        FuzzTarget measured = new FuzzTarget(Measured.class, "", TARGET.maxBytes(), TARGET.kind(), "", TARGET.packages());
        List<String> arguments = new ArrayList<>(JazzerFlags.watching(measured));
        // A few more than are measured, for not all of them are counted alike.
        arguments.addAll(JazzerFlags.running(measured, PATIENCE, warmUp + executions + warmUp / 10, new Seed(seed), folder));
        arguments.addAll(JazzerFlags.inputs(TARGET, grown));
        List<String> options = SpeedClock.options(warmUp, executions, folder.resolve("inputs" + seed));
        double with = nanos(JazzerJars.classPath(), TargetFuzzing.JAZZER, arguments, options);
        double without = nanos(JazzerJars.ownPath(), Measured.class.getName(), List.of(), options);
        System.out.printf(Locale.ROOT, "%s: %.1f us an execution with Jazzer, %.1f us in a loop without: %.2f times as many a second%n", TARGET.name(),
                with / 1e3,
                without / 1e3, without / with);
        return without / with;
    }

    @Test
    void jazzerDoesNotWatchWhatItNeedNot() throws Exception {
        assertThat(round(1, 20_000, 20_000)).isGreaterThan(SHORT_RUN);
    }

    @Tag("acceptance")
    @Test
    void jazzerLeavesFourTenthsOfTheExecutions() throws Exception {
        double[] rounds = new double[3];
        for (int i = 0; i < rounds.length; i++) {
            rounds[i] = round(i + 1, 250_000, 700_000);
        }
        Arrays.sort(rounds);
        assertThat(rounds[1]).as("the median").isGreaterThanOrEqualTo(WANTED);
    }
}
