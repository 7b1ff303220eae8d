package dev.overlap.command;

import static dev.overlap.command.Ran.overlap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.overlap.report.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small campaigns, with a reader that is known to be wrong. */
class CampaignCommandTest {

    private static final List<String> WRONG = List.of("--reader", "canary/late-callback", "--scenario", "steady-stream", "--scenario", "stop-races-completion",
            "--seed", "1");
    /** Three rounds, the last one not whole. */
    private static final List<String> SHORT = List.of("--executions", "30k", "--no-learning", "--no-canaries");

    @TempDir
    private Path folder = Path.of("");

    private Ran campaign(List<String> options, String... more) {
        List<String> all = new ArrayList<>(List.of("campaign"));
        all.addAll(options);
        all.addAll(List.of(more));
        return overlap(all.toArray(String[]::new));
    }

    private Ran shortOne(String out, String... more) {
        List<String> options = new ArrayList<>(WRONG);
        options.addAll(SHORT);
        options.addAll(List.of("--out", place(out)));
        return campaign(options, more);
    }

    private String place(String name) {
        return folder.resolve(name).toString();
    }

    private JsonNode summary(String name) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(name).resolve("summary.json").toFile());
    }

    private Map<String, String> files(String name) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder.resolve(name))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.resolve(name).relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    private static long executions(JsonNode summary) {
        long sum = 0;
        for (JsonNode each : summary.get("executed")) {
            sum += each.get("executions").asLong();
        }
        return sum;
    }

    // ---------------------------------------------------------------- one campaign

    @Test
    void whatIsFoundIsToldOnceAndItsTraceRepeatsIt() throws IOException {
        Ran ran = shortOne("c");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
        JsonNode summary = summary("c");
        assertThat(summary.get("findings")).isNotEmpty();
        assertThat(summary.get("findings").findValuesAsText("fingerprint")).doesNotHaveDuplicates();
        assertThat(executions(summary)).isEqualTo(30_000);
        for (JsonNode finding : summary.get("findings")) {
            Path trace = folder.resolve("c").resolve(finding.get("trace").asText());
            assertThat(ran.err()).contains(trace.toString());
            assertThat(overlap("replay", trace.toString(), "--no-timeline").exitCode()).isZero();
            assertThat(finding.get("frames").get(0).get("className").asText()).startsWith("dev.overlap.canary.");
        }
        assertThat(files("c").keySet()).noneMatch(file -> file.endsWith(".overlap-part"));
    }

    @Test
    void eachClaimHasItsVerdict() throws IOException {
        shortOne("c");

        Map<Integer, String> verdicts = new TreeMap<>();
        summary("c").get("claims").forEach(claim -> verdicts.put(claim.get("number").asInt(), claim.get("verdict").asText()));
        assertThat(verdicts).hasSize(9).containsEntry(7, "refuted");
        assertThat(verdicts.remove(9)).as("what is said of Windows rests on scripts").isEqualTo("held");
        // Without canaries nobody knows whether anything would have been found.
        assertThat(verdicts.values()).containsOnly("refuted", "not exercised");
    }

    @Test
    void theCanariesMakeClaimsWorthSomething() throws IOException {
        Ran ran =
                campaign(List.of("--executions", "24k", "--no-learning", "--engines", "explore", "--scenario", "stop-races-completion", "--seed", "1", "--out",
                        place("c")));

        assertThat(ran.exitCode()).isZero();
        assertThat(summary("c").get("canaries").get("found").asInt()).isEqualTo(summary("c").get("canaries").get("expected").asInt()).isPositive();
        assertThat(summary("c").get("claims").get(3).get("verdict").asText()).isEqualTo("held");
        assertThat(ran.err()).startsWith("  00:00  the canaries come first\n");
    }

    @Test
    void aFolderWithACampaignIsNotBegunAnew() throws IOException {
        shortOne("c");
        Map<String, String> before = files("c");

        Ran again = shortOne("c");

        assertThat(again.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(again.err().lines().toList().getLast()).contains("has a campaign in it already", "--resume");
        assertThat(files("c")).isEqualTo(before);
    }

    @Test
    void aFolderWithFilesOfSomebodyElseIsLeftAlone() throws IOException {
        Files.createDirectories(folder.resolve("thesis/traces"));
        Files.writeString(folder.resolve("thesis/summary.md"), "mine");
        Map<String, String> before = files("thesis");
        shortOne("c");

        for (Ran ran : List.of(shortOne("thesis"), overlap("campaign", "--resume", place("c"), "--out", place("thesis")),
                overlap("campaign", "merge", place("c"), "--out", place("thesis")))) {
            assertThat(ran.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).hasLineCount(1).endsWith(
                    place("thesis") + " has files in it that are no campaign's: name a folder that is empty or does not exist\n");
        }
        assertThat(files("thesis")).isEqualTo(before);
    }

    @Test
    void anEmptyNameIsNoFolder() {
        String empty = "the name of the folder is empty; the current folder is .\n";

        assertThat(overlap("campaign", "--out", "", "--time", "1s")).isEqualTo(new Ran(2, "", "overlap campaign: --out: " + empty));
        assertThat(overlap("campaign", "--resume", "", "--time", "1s")).isEqualTo(new Ran(2, "", "overlap campaign: --resume: " + empty));
        assertThat(overlap("campaign", "merge", "c", "--out", "")).isEqualTo(new Ran(2, "", "overlap campaign merge: --out: " + empty));
    }

    @Test
    void whatCannotBeJoinedMakesNoFolder() {
        assertThat(overlap("campaign", "merge", place("nowhere"), "--out", place("joined")).exitCode()).isEqualTo(ExitCode.BAD_INPUT);

        assertThat(folder.resolve("joined")).doesNotExist();
    }

    @Test
    void aLearningCampaignRunsEverythingOnceAndThenWhatIsWorthMost() throws IOException {
        Ran ran = campaign(WRONG, "--executions", "80k", "--no-canaries", "--out", place("c"), "--json");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(ran.json().get("executed")).hasSize(3);
        assertThat(executions(ran.json())).isEqualTo(80_000);
        assertThat(ran.out()).isEqualTo(Files.readString(folder.resolve("c/summary.json")));
    }

    // ---------------------------------------------------------------- going on

    @Test
    void aCampaignGoesOnWhereItWas() throws IOException {
        shortOne("whole");
        campaign(WRONG, "--executions", "12k", "--no-learning", "--no-canaries", "--out", place("halves"));
        assertThat(summary("halves").get("findings")).hasSizeLessThan(summary("whole").get("findings").size());

        Ran ran = overlap("campaign", "--resume", place("halves"), "--executions", "30k", "--no-canaries");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(summary("halves").get("findings").findValuesAsText("fingerprint"))
                .isEqualTo(summary("whole").get("findings").findValuesAsText("fingerprint"));
        assertThat(executions(summary("halves"))).isEqualTo(30_000);
        assertThat(summary("halves").get("findings").get(0).get("known").asBoolean()).isTrue();
        assertThat(summary("halves").get("news").get("findings").toString())
                .doesNotContain(summary("halves").get("findings").get(0).get("fingerprint").asText());
    }

    @Test
    void onlyWhatACampaignItselfLeftBehindIsClearedAway() throws IOException {
        shortOne("c");
        List<Path> own = Stream.of("campaign.json", "traces/a.trace", "inputs/a", "tests/A.java", "corpus/inputs/ReadBufferFuzzer/a")
                .map(name -> folder.resolve("c/" + name + ".overlap-part")).toList();
        List<Path> foreign =
                Stream.of("notes.part", "traces/download.part", "mine/x.overlap-part", "mine/deeper/y.part").map(folder.resolve("c")::resolve).toList();
        for (Path file : Stream.concat(own.stream(), foreign.stream()).toList()) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "left");
        }

        overlap("campaign", "--resume", place("c"), "--executions", "30k", "--no-canaries");

        assertThat(own).noneMatch(Files::exists);
        assertThat(foreign).allMatch(Files::exists);
    }

    @Test
    void aCopyIsGoneOnWithWhereTheOriginalIsToStay() throws IOException {
        campaign(WRONG, "--executions", "12k", "--no-learning", "--no-canaries", "--out", place("first"));
        Map<String, String> before = files("first");

        Ran ran = overlap("campaign", "--resume", place("first"), "--out", place("second"), "--executions", "24k", "--no-canaries");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(files("first")).isEqualTo(before);
        assertThat(executions(summary("second"))).isEqualTo(24_000);
        assertThat(files("second/traces")).containsAllEntriesOf(files("first/traces"));
        assertThat(overlap("campaign", "--resume", place("first"), "--out", place("second")).err()).contains("has a campaign in it already");
    }

    @Test
    void shardsThatLearnShareTheExecutions() throws IOException {
        campaign(WRONG, "--executions", "25k", "--shard", "1/2", "--no-canaries", "--engines", "explore", "--out", place("one"));
        campaign(WRONG, "--executions", "25k", "--shard", "2/2", "--no-canaries", "--engines", "explore", "--out", place("two"));

        overlap("campaign", "merge", place("one"), place("two"), "--out", place("both"));

        assertThat(executions(summary("one"))).isEqualTo(12_500);
        assertThat(executions(summary("both"))).isEqualTo(25_000);
    }

    /** A reader of somebody else's is known with --classpath alone, and a trace may be lost: what they have shown was found all the same. */
    @Test
    void whatCannotBePlayedHereWasFoundAllTheSame() throws IOException {
        String late = "Canaries.all().stream().filter(c -> c.id().equals(\"canary/late-callback\")).findFirst().orElseThrow().factory()";
        Path classes = Files.createDirectories(folder.resolve("classes"));
        new OwnProject(classes).withReader("\"own/late\"", late, "PipeReader");
        Ran begun = overlap("campaign", "--classpath", classes.toString(), "--engines", "explore", "--scenario", "steady-stream", "--seed", "1", "--executions",
                "12k", "--no-learning", "--no-canaries", "--out", place("c"));
        assertThat(begun.exitCode()).as(begun.err()).isEqualTo(ExitCode.FINDINGS);
        JsonNode before = summary("c");

        Ran merged = overlap("campaign", "merge", place("c"), "--out", place("merged"));

        String trace = before.get("findings").get(0).get("trace").asText();
        assertThat(merged.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(merged.err()).contains("overlap campaign: " + folder.resolve("c").resolve(trace)
                + " cannot be played here: reader own/late is not known; it counts as a finding all the same\n");
        for (String field : List.of("fingerprint", "kind", "message", "scenario", "reader", "trace", "traceText")) {
            assertThat(summary("merged").get("findings").findValuesAsText(field)).as(field).isEqualTo(before.get("findings").findValuesAsText(field));
        }
        assertThat(summary("merged").get("claims").findValuesAsText("verdict")).isEqualTo(before.get("claims").findValuesAsText("verdict")).contains("refuted");
        assertThat(files("merged/traces")).isEqualTo(files("c/traces"));

        Files.writeString(folder.resolve("merged").resolve(trace), "no trace");
        Ran torn = overlap("campaign", "merge", place("merged"), "--out", place("torn"), "--classpath", classes.toString());
        Files.delete(folder.resolve("c").resolve(trace));
        Ran resumed = overlap("campaign", "--resume", place("c"), "--classpath", classes.toString(), "--executions", "12k", "--no-canaries");

        assertThat(torn.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(torn.err()).contains(trace + " is no trace: line 1, ");
        assertThat(resumed.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(resumed.err()).contains(trace + " cannot be read: no such file; it counts as a finding all the same\n");
        for (String name : List.of("torn", "c")) {
            assertThat(summary(name).get("findings").findValuesAsText("fingerprint")).as(name)
                    .isEqualTo(before.get("findings").findValuesAsText("fingerprint"));
            assertThat(summary(name).get("claims").findValuesAsText("verdict")).as(name).isEqualTo(before.get("claims").findValuesAsText("verdict"));
        }
        assertThat(summary("c").get("findings").get(0).get("trace").isNull()).isTrue();
    }

    @Test
    void whatWasBegunCannotBeChanged() {
        shortOne("c");

        Ran ran = overlap("campaign", "--resume", place("c"), "--seed", "2");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ran.err()).isEqualTo("overlap campaign: --resume goes on with what was begun: leave out --seed\n");
    }

    @Test
    void aBrokenMemoryIsBadInputAndStaysAsItIs() throws IOException {
        Path broken = Files.createDirectories(folder.resolve("c")).resolve("campaign.json");
        for (String text : List.of("", "{}", "[1]", "{\"schema\":1,\"parts\":[]}", "{\"schema\":2,\"parts\":[{}]}", "null")) {
            Files.writeString(broken, text);
            Ran ran = overlap("campaign", "--resume", place("c"));
            assertThat(ran.exitCode()).as(text).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(ran.err()).startsWith("overlap campaign: --resume: " + broken + ": not what a campaign remembers").hasLineCount(1);
            assertThat(broken).hasContent(text);
        }
    }

    // ---------------------------------------------------------------- shards

    @Test
    void shardsFindTogetherWhatAnUndividedCampaignFinds() throws IOException {
        shortOne("whole");
        shortOne("one", "--shard", "1/2", "--threads", "1");
        shortOne("two", "--shard", "2/2");

        Ran ran = overlap("campaign", "merge", place("one"), place("two"), place("one"), "--out", place("both"));

        assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(summary("both").get("findings")).isEqualTo(summary("whole").get("findings"));
        assertThat(executions(summary("both"))).isEqualTo(30_000);
        assertThat(summary("both").get("shards").toString()).isEqualTo("[\"1/2\",\"2/2\"]");
        assertThat(summary("both").get("marks")).isEqualTo(summary("whole").get("marks"));
        Map<String, String> traces = files("both/traces");
        assertThat(traces).isEqualTo(files("whole/traces")).isNotEmpty();

        Ran again = overlap("campaign", "merge", place("both"), place("two"), "--out", place("both"), "--json");
        assertThat(again.json().get("command").asText()).isEqualTo("campaign merge");
        assertThat(executions(summary("both"))).isEqualTo(30_000);
        assertThat(files("both/traces")).isEqualTo(traces);
    }

    /** Each target has a JVM and a corpus of its own, which begins with its seeds in every round: who ran the rounds before does not matter. */
    @Test
    void shardsOfFuzzTargetsFindTogetherWhatAnUndividedCampaignFinds() throws IOException {
        List<String> options = List.of("--engines", "jazzer", "--reader", "canary/late-callback", "--seed", "1", "--executions",
                Boolean.getBoolean("overlap.acceptance") ? "240k" : "60k", "--no-learning", "--no-canaries");
        campaign(options, "--out", place("whole"));
        campaign(options, "--out", place("one"), "--shard", "1/2");
        campaign(options, "--out", place("two"), "--shard", "2/2");

        Ran ran = overlap("campaign", "merge", place("one"), place("two"), "--out", place("both"));

        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.FINDINGS);
        assertThat(summary("both").get("findings")).isEqualTo(summary("whole").get("findings")).isNotEmpty();
        assertThat(executions(summary("both"))).isEqualTo(executions(summary("whole"))).isPositive();
        // What reaches nothing that others do not is left out when they are joined.
        assertThat(names("both/corpus/inputs")).hasSizeLessThan(names("whole/corpus/inputs").size()).isSubsetOf(names("whole/corpus/inputs")).isNotEmpty();
        assertThat(Stream.concat(names("one/corpus/inputs").stream(), names("two/corpus/inputs").stream()))
                .hasSameElementsAs(names("whole/corpus/inputs"));
    }

    private List<String> names(String name) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve(name))) {
            return all.filter(Files::isRegularFile).map(file -> folder.resolve(name).relativize(file).toString()).sorted().toList();
        }
    }

    @Test
    void partsThatOverlapAreNotJoined() {
        shortOne("whole");
        shortOne("half", "--shard", "1/2");

        Ran ran = overlap("campaign", "merge", place("whole"), place("half"), "--out", place("both"));

        assertThat(ran.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ran.err()).contains("some rounds would count twice").hasLineCount(1);
    }

    @Test
    void aShardIsOneOfThem() {
        for (String shard : List.of("0/2", "3/2", "x", "1", "1/99999")) {
            Ran ran = shortOne("c", "--shard", shard);
            assertThat(ran.exitCode()).as(shard).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(ran.err()).startsWith("overlap campaign: --shard: '" + shard + "' is no shard").hasLineCount(1);
        }
    }
}
