package dev.overlap.command;

import static dev.overlap.command.Ran.overlap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.overlap.report.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Campaigns that are ended from outside, in processes of their own: whatever was told is there, and is gone on with. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends signals with kill, and uses sh")
class CampaignProcessTest {

    private static final boolean ACCEPTANCE = Boolean.getBoolean("overlap.acceptance");
    private static final int KILLS = ACCEPTANCE ? 20 : 2;
    private static final String EXECUTIONS = ACCEPTANCE ? "600k" : "60k";
    private static final Pattern TOLD = Pattern.compile("  found \\w+ in \\S+ with \\S+: (\\S+\\.trace)");
    private static final List<String> WRONG = List.of("--reader", "canary/late-callback", "--seed", "1", "--no-canaries");

    @TempDir
    private Path folder = Path.of("");

    private Process start(List<String> prefix, List<String> options, String... more) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), JvmOptions.CONTINUATIONS,
                "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx256m", "-cp", System.getProperty("java.class.path"), "dev.overlap.command.Overlap", "campaign"));
        command.addAll(options);
        command.addAll(List.of(more));
        return new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile()).start();
    }

    private Ran ended(Process process) throws IOException, InterruptedException {
        try {
            assertThat(process.waitFor(ACCEPTANCE ? 600 : 120, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ran(process.exitValue(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    /** Whoever started this JVM in the background may have told it to ignore Ctrl-C, and children do as their parents. */
    private static List<String> heedingInterrupts() throws IOException, InterruptedException {
        List<String> prefix = List.of("env", "--default-signal=INT");
        List<String> probe = new ArrayList<>(prefix);
        probe.add("true");
        return new ProcessBuilder(probe).redirectErrorStream(true).start().waitFor() == 0 ? prefix : List.of();
    }

    private void awaitErr(String text) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.readString(folder.resolve("err")).contains(text)) {
            assertThat(System.nanoTime()).as("time until " + text).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private TreeSet<String> told() throws IOException {
        TreeSet<String> told = new TreeSet<>();
        Matcher line = TOLD.matcher(Files.readString(folder.resolve("err")));
        while (line.find()) {
            told.add(line.group(1));
        }
        return told;
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(folder.resolve("c").resolve(file).toFile());
    }

    private TreeSet<String> files(JsonNode findings, String field) {
        TreeSet<String> files = new TreeSet<>();
        findings.forEach(finding -> files.add("c/" + finding.get(field).asText()));
        return files;
    }

    private void assertNothingIsLostOrBroken(TreeSet<String> told) throws IOException {
        if (Files.exists(folder.resolve("c/campaign.json"))) {
            assertThat(files(json("campaign.json").get("parts").get(0).get("findings"), "file")).containsAll(told);
        } else {
            assertThat(told).isEmpty();
        }
        if (Files.exists(folder.resolve("c/summary.json"))) {
            assertThat(json("summary.json").get("schema").asInt()).isEqualTo(1);
        }
        for (String trace : told) {
            assertThat(overlap("replay", folder.resolve(trace).toString(), "--no-timeline").exitCode()).as(trace).isZero();
        }
    }

    @Test
    void killedAtAnyMomentNothingThatWasToldIsLostAndTheRestIsGoneOnWith() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TreeSet<String> told = new TreeSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            boolean begun = Files.exists(folder.resolve("c/campaign.json"));
            Process process = begun ? start(List.of(), List.of("--resume", "c", "--executions", EXECUTIONS, "--no-canaries"))
                    : start(List.of(), WRONG, "--no-learning", "--executions", EXECUTIONS, "--out", "c");
            process.waitFor(300 + random.nextInt(ACCEPTANCE ? 8_000 : 5_000), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            told.addAll(told());
            assertNothingIsLostOrBroken(told);
        }
        boolean begun = Files.exists(folder.resolve("c/campaign.json"));
        Ran last = ended(begun ? start(List.of(), List.of("--resume", "c", "--executions", EXECUTIONS, "--no-canaries"))
                : start(List.of(), WRONG, "--no-learning", "--executions", EXECUTIONS, "--out", "c"));

        told.addAll(told());
        assertThat(last.exitCode()).as("moments of seed " + seed + ": " + last.err()).isEqualTo(ExitCode.FINDINGS);
        assertNothingIsLostOrBroken(told);
        assertThat(files(json("summary.json").get("findings"), "trace")).isEqualTo(told);
        assertThat(executed()).isEqualTo(Long.parseLong(EXECUTIONS.replace("k", "000")));
        try (Stream<Path> files = Files.walk(folder.resolve("c"))) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".overlap-part"));
        }
    }

    @Test
    void ctrlCEndsWithAReport() throws Exception {
        Process process = start(heedingInterrupts(), WRONG, "--time", "1h", "--out", "c");
        awaitErr("found LATE_CALLBACK");
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor()).isZero();
        long begin = System.nanoTime();
        Ran ran = ended(process);

        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)).isLessThan(30);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(ran.out()).containsPattern("\n\\d findings?, \\d new in ").contains("interrupted\n");
        assertThat(ran.err()).contains("interrupted: here is what there is so far");
        assertThat(json("summary.json").get("interrupted").asBoolean()).isTrue();
        assertThat(json("summary.json").get("exitCode").asInt()).isEqualTo(ExitCode.INTERRUPTED);
        assertNothingIsLostOrBroken(told());
    }

    @Test
    void ctrlCEndsARoundOfAFuzzTargetAndItsJvm() throws Exception {
        Process process = start(heedingInterrupts(), List.of("--engines", "jazzer", "--seed", "1", "--no-canaries", "--time", "1h", "--out", "c"));
        List<ProcessHandle> targets = awaitTargets(process);
        process.waitFor(new Random().nextInt(4_000), TimeUnit.MILLISECONDS);
        targets = Stream.concat(targets.stream(), targets(process).stream()).distinct().toList();
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor()).isZero();
        Ran ran = ended(process);

        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(json("summary.json").get("interrupted").asBoolean()).isTrue();
        assertEnded(targets);

        Ran rest = ended(start(List.of(), List.of("--resume", "c", "--executions", Long.toString(executed() + 20_000), "--no-canaries")));
        assertThat(rest.exitCode()).as(rest.err()).isZero();
        assertThat(executed()).isPositive();
        assertThat(json("summary.json").get("interrupted").asBoolean()).isFalse();
    }

    @Test
    void theJvmOfAFuzzTargetDoesNotOutliveACampaignThatIsKilled() throws Exception {
        Process process = start(List.of(), List.of("--engines", "jazzer", "--seed", "1", "--no-canaries", "--time", "1h", "--out", "c"));
        List<ProcessHandle> targets = awaitTargets(process);
        process.destroyForcibly().waitFor();

        assertEnded(targets);
    }

    private long executed() throws IOException {
        long executions = 0;
        for (JsonNode each : json("summary.json").get("executed")) {
            executions += each.get("executions").asLong();
        }
        return executions;
    }

    private static List<ProcessHandle> targets(Process process) {
        String java = Path.of("bin", "java").toString();
        return process.descendants().filter(each -> each.info().command().orElse("").endsWith(java)).toList();
    }

    private List<ProcessHandle> awaitTargets(Process process) throws IOException, InterruptedException {
        // What looks whether there is a terminal is a child before that, and for a moment one that is called java, too.
        awaitErr("without canaries");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        List<ProcessHandle> running = List.of();
        while (running.isEmpty()) {
            assertThat(process.isAlive()).as("the campaign goes on").isTrue();
            assertThat(System.nanoTime()).as("time until the JVM of a target").isLessThan(deadline);
            Thread.sleep(20);
            running = targets(process);
        }
        return running;
    }

    private static void assertEnded(List<ProcessHandle> processes) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (processes.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void aFolderIsForOneCallAtATimeAndFreeWhenThatIsKilled() throws Exception {
        String place = folder.resolve("c").toString();
        Process process = start(List.of(), WRONG, "--time", "1h", "--out", "c");
        try {
            awaitErr("found LATE_CALLBACK");
            for (Ran second : List.of(overlap("campaign", "--resume", place, "--no-canaries", "--time", "1s"),
                    overlap("campaign", "merge", place, "--out", place))) {
                assertThat(second.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
                assertThat(second.out()).isEmpty();
                assertThat(second.err()).endsWith(place + " is in use by another call of campaign: wait for its end, or name another folder\n").hasLineCount(1);
            }
            // Whoever only looks is in nobody's way.
            assertThat(overlap("campaign", "merge", place, "--out", folder.resolve("glance").toString(), "--keep-inputs").exitCode())
                    .isEqualTo(ExitCode.FINDINGS);
        } finally {
            process.destroyForcibly().waitFor();
        }

        assertThat(overlap("campaign", "--resume", place, "--no-canaries", "--time", "1s").exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void theFirstLineOfProgressComesSoon() throws Exception {
        long best = Long.MAX_VALUE;
        // The best of three, because whoever else uses this machine is no part of it.
        for (int i = 0; i < 3; i++) {
            long begin = System.nanoTime();
            Process process = start(List.of(), List.of("--time", "1h", "--out", "c" + i));
            try {
                awaitErr("the canaries come first");
                best = Math.min(best, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        assertThat(best).isLessThan(ACCEPTANCE ? 2_000 : 10_000);
    }

    @Test
    void aFileThatCannotBeWrittenAnyMoreIsOneLineAndLosesNothing() throws Exception {
        // Files of at most 48 blocks: enough to remember what was found, and not to report it.
        Ran ran = ended(start(List.of("sh", "-c", "ulimit -f 48 && exec \"$@\"", "sh"), WRONG, "--no-learning", "--executions", "60k", "--out", "c"));

        assertThat(ran.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ran.err().lines().filter(line -> line.startsWith("overlap"))).singleElement().asString()
                .startsWith("overlap campaign: cannot write c/").endsWith("; nothing that was told is lost: --resume c goes on from there");
        TreeSet<String> told = told();
        assertNothingIsLostOrBroken(told);

        Ran rest = ended(start(List.of(), List.of("--resume", "c", "--executions", "60k", "--no-canaries")));
        assertThat(rest.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(files(json("summary.json").get("findings"), "trace")).containsAll(told).isNotEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenToIsOneLine() throws Exception {
        Files.writeString(folder.resolve("file"), "");
        for (String place : List.of("file/c", "/proc/self/c")) {
            Ran ran = ended(start(List.of(), WRONG, "--executions", "12k", "--out", place));

            assertThat(ran.exitCode()).as(place).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).startsWith("overlap campaign: cannot write to " + place + ": ").hasLineCount(1);
        }
    }
}
