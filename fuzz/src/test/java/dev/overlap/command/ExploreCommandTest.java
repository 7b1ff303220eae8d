package dev.overlap.command;

import static dev.overlap.command.Ran.overlap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.overlap.explore.ExploreSummary;
import dev.overlap.explore.Reported;
import dev.overlap.finding.Finding;
import dev.overlap.finding.Kind;
import dev.overlap.scenario.Scenarios;
import dev.overlap.trace.Trace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExploreCommandTest {

    private static final String CANARY = "canary/late-callback";

    @TempDir
    private Path folder = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void names() {
        out = folder.resolve("found");
    }

    private Ran explore(String... more) {
        List<String> arguments = new ArrayList<>(List.of("explore", "--executions", "2000", "--seed", "1", "--out", out.toString()));
        arguments.addAll(Arrays.asList(more));
        return overlap(arguments.toArray(String[]::new));
    }

    private Ran exploreCanary(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--no-canaries", "--reader", CANARY));
        arguments.addAll(Arrays.asList(more));
        return explore(arguments.toArray(String[]::new));
    }

    @Test
    void thePipeReaderIsExploredAndTheCanariesAreFound() {
        Ran ran = explore("--threads", "2");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).startsWith("SEED=1 scenarios=" + Scenarios.all().size() + " readers=4 strategies=portfolio threads=2 windows=10\n");
        assertThat(ran.out()).containsPattern("\nno finding in 2,000 executions \u00b7 canaries 10 of 10 found \u00b7 100 replayed, all identical\n");
        assertThat(out).doesNotExist();
    }

    @Test
    void aFindingIsShownStoredAndReplayed() throws IOException {
        Ran ran = exploreCanary();

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).contains("\nLATE_CALLBACK  ", "  step  ", "\u25ba ", "\u21d2 LATE_CALLBACK: ")
                .containsPattern("\n\\d findings? in 2,000 executions \u00b7 canaries not played \u00b7 ");
        Path trace = firstTrace();
        assertThat(ran.out()).contains("  trace   " + trace, "replay " + trace);
        assertThat(overlap("replay", trace.toString()).exitCode()).isZero();
    }

    @Test
    void randomProgramsAreShownStoredAndReplayed() throws IOException {
        Ran ran = exploreCanary("--random-programs");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).startsWith("SEED=1 scenarios=1 ").contains("  program with " + CANARY, "\n  pipe ", "\u21d2 LATE_CALLBACK: ");
        assertThat(overlap("replay", firstTrace().toString()).exitCode()).isZero();
    }

    @Test
    void randomProgramsAreForTheSimulatedKernel() {
        Ran ran = overlap("explore", "--random-programs", "--backend", "wine");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("--random-programs");
    }

    @Test
    void theFaultCoverageIsATableOfCallSitesAndErrors() {
        Ran ran = explore("--no-canaries", "--fault-coverage");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).startsWith("SEED=1 scenarios=" + Scenarios.all().stream().filter(scenario -> scenario.faults() > 0).count() + " ")
                .containsPattern("\n +[1-9]\\d*  ERROR_")
                .containsPattern("\nfault coverage: 20 call sites, 44 failures, \\d+ of them survived fewer than 100 times\n")
                .containsPattern("\n  EventSignal:\\d+  ReadFile\n +\\d+  ERROR_NOT_ENOUGH_MEMORY \\(8\\)\n")
                .containsPattern("\n  CompletionPortSignal:\\d+  CloseHandle\n +\\d+  ERROR_INVALID_HANDLE \\(6\\)\n");
    }

    @Test
    void theFaultCoverageOfAScenarioWithoutFaultsIsEmpty() {
        assertThat(explore("--no-canaries", "--fault-coverage", "--scenario", "steady-stream").out())
                .contains("44 failures, 44 of them survived fewer than 100 times");
    }

    @Test
    void theFaultCoverageIsInTheJsonWhenItIsAskedFor() {
        JsonNode faults = explore("--no-canaries", "--fault-coverage", "--json").json().get("faults");
        assertThat(faults).hasSize(44).allSatisfy(fault -> {
            assertThat(fault.get("site").asText()).matches("\\w+:\\d+");
            assertThat(fault.get("survived").asLong()).isNotNegative();
        });
        assertThat(faults).anySatisfy(fault -> assertThat(fault.get("survived").asLong()).isPositive());
        assertThat(explore("--no-canaries", "--json").json().has("faults")).isFalse();
    }

    private Path firstTrace() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.sorted().findFirst().orElseThrow();
        }
    }

    @Test
    void whereThereIsNothingButAsciiThereIsNothingButAscii() {
        Ran ran = overlap(true, "explore", "--executions", "2000", "--seed", "1", "--out", out.toString(), "--no-canaries", "--reader", CANARY);

        assertThat(ran.out()).contains("\n> ", "\n=> LATE_CALLBACK: ", " executions - canaries not played - ").matches("\\A\\p{ASCII}*\\z");
    }

    @Test
    void theSameSeedShowsTheSameWithAnyNumberOfThreadsAndOnBothEngines() {
        String one = exploreCanary("--threads", "1").out();

        assertThat(exploreCanary("--threads", "2").out()).isEqualTo(one.replace("threads=1", "threads=2"));
        assertThat(exploreCanary("--threads", "1", "--engine", "threads").out()).isEqualTo(one);
    }

    @Test
    void jsonIsOneObjectWithTheDocumentedFields() {
        Ran ran = overlap("explore", "--executions", "2000", "--seed", "commit", "--out", out.toString(), "--json");

        JsonNode json = ran.json();
        assertThat(json.fieldNames()).toIterable().containsExactly("schema", "version", "command", "seed", "seconds", "exitCode", "findings", "executions",
                "executionsPerSecond", "steps", "states", "transitions", "canaries", "replayed", "marks");
        assertThat(json.get("schema").intValue()).isEqualTo(1);
        assertThat(json.get("command").textValue()).isEqualTo("explore");
        assertThat(json.get("seed").longValue()).isEqualTo(Seed.parse("commit").value());
        assertThat(json.get("exitCode").intValue()).isEqualTo(ran.exitCode());
        assertThat(json.get("executions").longValue()).isEqualTo(2000);
        assertThat(json.get("canaries").toString()).isEqualTo("{\"expected\":10,\"found\":10}");
        assertThat(json.get("replayed").toString()).isEqualTo("{\"checked\":100,\"diverged\":0}");
        assertThat(json.get("findings")).isEmpty();
        assertThat(json.get("marks").get("ReaderMark.SYNCHRONOUS_COMPLETION").isIntegralNumber()).isTrue();
        assertThat(ran.err()).startsWith("SEED=");
    }

    @Test
    void onlyRulesThatWereGivenHaveToMatch() {
        String rule = "fail CreateEvent #77 with ERROR_NOT_ENOUGH_MEMORY";

        assertThat(explore("--no-canaries", "--random-programs", "--rule", rule).err())
                .isEqualTo("overlap explore: a rule never matched, in none of 2,000 executions: " + rule + "\n");
    }

    @Test
    void aFindingInJsonNamesItsTrace() {
        JsonNode finding = exploreCanary("--json").json().get("findings").get(0);

        assertThat(finding.fieldNames()).toIterable().containsExactly("kind", "scenario", "reader", "message", "trace");
        assertThat(finding.get("kind").textValue()).isEqualTo("LATE_CALLBACK");
        assertThat(finding.get("reader").textValue()).isEqualTo(CANARY);
        assertThat(finding.get("trace").textValue()).startsWith(out.toString()).endsWith(".trace");
    }

    @Test
    void whatCannotBeStoredIsSaidBeforeAnythingIsPlayed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        out = file.resolve("below");

        Ran ran = exploreCanary();

        assertThat(ran).isEqualTo(new Ran(2, "", "overlap explore: --out: cannot write to " + out + ": " + file + " is a file, not a directory\n"));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs a folder in which not even root can make a file")
    void aFolderThatTakesNoFilesIsOneToo() {
        out = Path.of("/proc/overlap");

        assertThat(exploreCanary().err()).startsWith("overlap explore: --out: cannot write to /proc/overlap: ").hasLineCount(1);
    }

    @Test
    void aFindingThatCannotBeStoredIsShownAllTheSame() throws IOException {
        exploreCanary();
        Path name = firstTrace().getFileName();
        out = folder.resolve("occupied");
        Files.createDirectories(out.resolve(name).resolve("by a folder"));

        Ran ran = exploreCanary("--threads", "1");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).contains("\nLATE_CALLBACK  ", "\u21d2 LATE_CALLBACK: ", "\n  (not stored; ");
        assertThat(ran.err()).contains("overlap explore: its trace is printed here, because it could not be stored: cannot write " + out.resolve(name) + ": ");
        String printed = ran.err().replaceFirst("(?s).*(?=overlap trace 1)", "").replaceFirst("(?s)(\nend  [^\n]*\n).*", "$1");
        Path saved = Files.writeString(folder.resolve("saved.trace"), printed);
        assertThat(overlap("replay", saved.toString()).out()).startsWith("reproduced  ");
    }

    @ParameterizedTest
    @CsvSource({"false,false,false,0", "false,false,true,1", "false,true,true,130", "true,false,true,3", "true,true,false,3"})
    void theExitCodeSaysTheWorst(boolean missed, boolean interrupted, boolean found, int exitCode) {
        assertThat(ExploreCommand.exitCode(summary(missed ? 1 : 0, 0, interrupted, found ? List.of(reported(Kind.LOST_DATA)) : List.of()))).isEqualTo(exitCode);
    }

    @Test
    void aRunThatDoesNotRepeatItselfHasFailed() {
        assertThat(ExploreCommand.exitCode(summary(0, 1, false, List.of(reported(Kind.NONDETERMINISM))))).isEqualTo(3);
    }

    private static ExploreSummary summary(int missed, long diverged, boolean interrupted, List<Reported> findings) {
        return new ExploreSummary(1, 1, 1, 1, 1, 1, findings, 1, List.of(), missed == 0 ? List.of() : List.of(CANARY), 1, diverged, Map.of(), List.of(),
                interrupted);
    }

    private static Reported reported(Kind kind) {
        Trace trace = new Trace("steady-stream", "pipe-reader/registered-wait", new TreeMap<>(), kind + "  gone", "npfs", List.of());
        return new Reported(0, new Finding(kind, "gone", "owner", 1), trace, "", null, "random-walk");
    }

    // ---------------------------------------------------------------- real kernels

    @Test
    void aRealKernelIsWhatItIs() {
        assertThat(overlap("explore", "--backend", "foo")).isEqualTo(new Ran(2, "",
                "overlap explore: --backend: unknown kernel 'foo'; known: sim, windows, wine\n"));
        assertThat(overlap("explore", "--backend", "wine", "--strategy", "pct")).isEqualTo(new Ran(2, "",
                "overlap explore: --backend: wine is what it is: --strategy is for the simulated kernel\n"));
        assertThat(overlap("explore", "--backend", "wine", "--scenario", "steady-streem").exitCode()).isEqualTo(2);
    }
}
