package dev.overlap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends signals with kill, and uses sh")
class ProcessTest {

    private static final String SMALL = "-XX:+UseSerialGC";

    @TempDir
    private Path folder = Path.of("");

    private Process start(List<String> prefix, List<String> jvm, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of(SMALL, "-cp", System.getProperty("java.class.path"), "dev.overlap.command.Overlap"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private Ran ended(Process process) throws IOException, InterruptedException {
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ran(process.exitValue(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    /** Whoever started this JVM in the background may have told it to ignore Ctrl-C, and children do as their parents. */
    private List<String> heedingInterrupts() throws IOException, InterruptedException {
        List<String> prefix = List.of("env", "--default-signal=INT");
        List<String> probe = new ArrayList<>(prefix);
        probe.add("true");
        return new ProcessBuilder(probe).redirectErrorStream(true).start().waitFor() == 0 ? prefix : List.of();
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor()).isZero();
    }

    private void awaitOutput(String file, String text) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!Files.readString(folder.resolve(file)).contains(text)) {
            assertThat(System.nanoTime()).as("time until " + text).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    @Test
    void ctrlCStopsAtOnceWithTheSummarySoFarAndTheFindingsOnDisk() throws Exception {
        Process process =
                start(heedingInterrupts(), List.of(JvmOptions.CONTINUATIONS), "explore", "--no-canaries", "--reader", "canary/late-callback", "--time", "1h");
        awaitOutput("err", "found LATE_CALLBACK");
        interrupt(process);
        long begin = System.nanoTime();
        Ran ran = ended(process);

        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)).isLessThan(5);
        assertThat(ran.exitCode()).isEqualTo(130);
        assertThat(ran.out()).containsPattern("\n\\d findings? in ").endsWith("interrupted\n");
        assertThat(folder.resolve("findings")).isNotEmptyDirectory();
    }

    @Test
    void ctrlCStillGivesTheJsonObject() throws Exception {
        Process process = start(heedingInterrupts(), List.of(JvmOptions.CONTINUATIONS), "explore", "--json", "--time", "1h");
        awaitOutput("err", "SEED=");
        Thread.sleep(200);
        interrupt(process);
        Ran ran = ended(process);

        JsonNode json = ran.json();
        assertThat(ran.exitCode()).isEqualTo(130);
        assertThat(json.get("exitCode").intValue()).isEqualTo(130);
    }

    @Test
    void ctrlCEndsReplayingManyTimesWithTheJsonObject() throws Exception {
        Path canary = Path.of("../corpus/traces/canary/lost-wakeup.trace").toAbsolutePath().normalize();
        Process process = start(heedingInterrupts(), List.of(JvmOptions.CONTINUATIONS), "replay", "--json", "--debug", "--times", "1000000", canary.toString());
        awaitOutput("err", "debug: tasks are threads");
        interrupt(process);
        Ran ran = ended(process);

        assertThat(ran.exitCode()).isEqualTo(130);
        assertThat(ran.json().get("exitCode").intValue()).isEqualTo(130);
        assertThat(ran.err()).endsWith("overlap replay: interrupted\n");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs a disk that is always full")
    void whatStdoutDoesNotTakeIsAFailureOfTheHarness() throws Exception {
        for (String verb : List.of("schema", "completion", "--help")) {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), SMALL, "-cp",
                    System.getProperty("java.class.path"), "dev.overlap.command.Overlap", verb).directory(folder.toFile())
                    .redirectOutput(Path.of("/dev/full").toFile()).redirectError(folder.resolve("err").toFile()).start();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(verb).isEqualTo(3);
            assertThat(folder.resolve("err")).content().startsWith("overlap: cannot write to stdout: ").hasLineCount(1);
        }
    }

    @Test
    void aTerminalThatIsDumbGetsNoColours() throws Exception {
        for (String kind : List.of("dumb", "xterm")) {
            List<String> environment = List.of("env", "-u", "NO_COLOR", "CLICOLOR_FORCE=1", "TERM=" + kind);

            assertThat(ended(start(environment, List.of(), "--help")).out().contains("\u001b[")).as(kind).isEqualTo(kind.equals("xterm"));
        }
    }

    @Test
    void aHeapThatIsTooSmallIsAFailureOfTheHarness() throws Exception {
        Ran ran = ended(start(List.of(), List.of("-Xmx8m"), "explore", "--executions", "2000"));

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("raise -Xmx").hasLineCount(1);
    }

    @Test
    void withoutContinuationsItRunsOnThreadsAndSaysSoOnce() throws Exception {
        Ran ran = ended(start(List.of(), List.of(), "explore", "--no-canaries", "--executions", "200"));

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).contains("tasks run on threads").hasLineCount(1);
    }

    @Test
    void withoutContinuationsTheyCannotBeAskedFor() throws Exception {
        Ran ran = ended(start(List.of(), List.of(), "explore", "--engine", "continuations"));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).startsWith("overlap explore: --engine: continuations need a JVM started with --add-exports").hasLineCount(1);
    }

    @Test
    void aPipeThatIsClosedIsNoReasonForAStackTrace() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "\"$@\" | true", "sh", Path.of(System.getProperty("java.home"), "bin", "java").toString(), SMALL,
                JvmOptions.CONTINUATIONS, "-cp", System.getProperty("java.class.path"), "dev.overlap.command.Overlap", "explore", "--no-canaries",
                "--executions", "2000")
                .directory(folder.toFile()).redirectError(folder.resolve("err").toFile()).start();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
        assertThat(folder.resolve("err")).isEmptyFile();
    }

    @Test
    void whoReadsOnlyTheBeginningOfAPipeHasSeenEnough() throws Exception {
        Process process = new ProcessBuilder("bash", "-c", "set -o pipefail; \"$@\" | head -n 1", "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                SMALL, "-cp", System.getProperty("java.class.path"), "dev.overlap.command.Overlap", "schema")
                .directory(folder.toFile()).redirectError(folder.resolve("err").toFile()).start();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(folder.resolve("err")).isEmptyFile();
    }
}
