package dev.overlap.command;

import static dev.overlap.command.Ran.overlap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.overlap.canary.Canaries;
import dev.overlap.canary.Canary;
import dev.overlap.explore.DecisiveStep;
import dev.overlap.explore.Exploration;
import dev.overlap.finding.Finding;
import dev.overlap.finding.Kind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Replaying and shrinking, with a trace that {@code explore} has just written. */
class ReplayCommandTest {

    private static final Canary CANARY = Canaries.all().stream().filter(canary -> canary.id().equals("canary/data-race")).findFirst().orElseThrow();

    @TempDir
    private static Path found = Path.of("");
    private static String trace = "";

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void findTheCanary() throws IOException {
        overlap("explore", "--no-canaries", "--reader", CANARY.id(), "--scenario", CANARY.scenario(), "--executions",
                Integer.toString(Exploration.CANARY_BUDGET), "--seed", "3", "--out", found.toString());
        try (Stream<Path> files = Files.list(found)) {
            trace = Files.readString(files.filter(file -> file.toString().contains("data-race.")).findFirst().orElseThrow());
        }
    }

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String line(String name) {
        return trace.lines().filter(line -> line.startsWith(name + " ")).findFirst().orElseThrow();
    }

    // ---------------------------------------------------------------- outcomes

    @Test
    void oneFileIsReplayedWithItsTimeline() {
        Ran ran = overlap("replay", file("race.trace", trace).toString());

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("reproduced  " + folder.resolve("race.trace") + "  DATA_RACE  ").contains("\n  step  ", "\n\u25ba ");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has other permissions")
    void aFolderBelowThatCannotBeReadIsBrokenAndTheRestIsReplayed() throws IOException {
        file("a.trace", trace);
        Path closed = Files.createDirectory(folder.resolve("closed"), PosixFilePermissions.asFileAttribute(Set.of()));
        assumeThat(Files.isReadable(closed)).as("root reads everything").isFalse();

        Ran ran = overlap("replay", folder.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).isEqualTo("overlap replay: broken: " + closed + ": permission denied\n");
        assertThat(ran.out()).startsWith("reproduced  " + folder.resolve("a.trace"));
    }

    @Test
    void aFolderIsReplayedInOrderWithoutTimelines() {
        file("b.trace", trace);
        file("a.trace", trace);
        file("notes.txt", "not a trace, and not asked for");

        Ran ran = overlap("replay", folder.toString());

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().lines()).hasSize(3);
        assertThat(ran.out()).containsSubsequence("a.trace", "b.trace", "2 entries \u00b7 2 reproduced \u00b7 all as expected\n");
    }

    @Test
    void theCorpusIsItsFolderOfTraces() throws IOException {
        Files.createDirectory(folder.resolve("traces"));
        file("traces/race.trace", trace);

        assertThat(overlap("replay", "--corpus", folder.toString()).out()).startsWith("reproduced  " + folder.resolve("traces/race.trace")).hasLineCount(1);
    }

    @Test
    void anEmptyFolderIsNotASuccess() {
        assertThat(overlap("replay", folder.toString())).isEqualTo(new Ran(2, "", "overlap replay: " + folder + ": no file in it is called *.trace\n"));
    }

    @Test
    void aFindingThatIsGoneIsNotAsExpected() {
        Ran ran = overlap("replay", "--no-timeline", file("fixed.trace", trace.replace("canary/data-race", "pipe-reader/threadpool-wait")).toString());

        assertThat(ran.out()).startsWith("clean       ").contains("expected DATA_RACE  ", "was clean").hasLineCount(1);
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @Test
    void aFixedBugsEntryExpectsToBeClean() {
        String fixed = trace.replace("canary/data-race", "pipe-reader/threadpool-wait").replace(line("expect"), "expect    clean").replaceAll("(?s)\n#.*",
                "\n#task  point  at  choice  kind\nend  0 choices\n");

        assertThat(overlap("replay", file("fixed.trace", fixed).toString()).exitCode()).isZero();
    }

    @Test
    void aStaleEntryOfACanaryFails() {
        Ran ran = overlap("replay", "--no-timeline", file("stale.trace", trace.replace(line("expect"), "expect    LOST_DATA  something else")).toString());

        assertThat(ran.out()).startsWith("stale       ").contains("expected LOST_DATA  something else, was DATA_RACE").doesNotContain("warning");
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @Test
    void aStaleEntryOfAnotherReaderIsAWarning() {
        String row = trace.lines().filter(line -> line.endsWith(" task")).findFirst().orElseThrow();
        String impossible = trace.replace("canary/data-race", "pipe-reader/threadpool-wait").replace(row, row.replaceFirst("(run|step) \\S+", "run nobody"));

        Ran ran = overlap("replay", "--no-timeline", file("stale.trace", impossible).toString());

        assertThat(ran.out()).startsWith("stale       ").contains("warning: expected DATA_RACE");
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void whatIsNoTraceIsBrokenAndTheOthersAreReplayedAllTheSame() throws IOException {
        file("a.trace", trace.substring(0, trace.length() / 2));
        file("b.trace", trace.replace("scenario  ", "scenario  un"));
        file("c.trace", trace.replace("windows=10", "windows=95"));
        file("d.trace", trace.replace("overlap trace 1", "overlap trace 77"));
        file("e.trace", "\u001b[2Jfrom elsewhere");
        Files.write(folder.resolve("f.trace"), new byte[] {(byte) 0xFF, 0, 1});
        file("g.trace", trace);

        Ran ran = overlap("replay", folder.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).startsWith("reproduced  ").endsWith("7 entries \u00b7 1 reproduced \u00b7 6 broken \u00b7 6 not as expected\n").hasLineCount(2);
        assertThat(ran.err()).hasLineCount(6).contains("a.trace: line ", "did you mean " + CANARY.scenario(), "option windows=95 is not known",
                "version \"77\" is not known", "not a text in UTF-8").doesNotContain("\u001b");
    }

    // ---------------------------------------------------------------- options

    @Test
    void manyReplaysAreIdenticalOnBothEngines() {
        String file = file("race.trace", trace).toString();

        Ran ran = overlap("replay", "--times", "50", file);

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).endsWith("1 entry \u00b7 1 reproduced \u00b7 each replayed 50 times, all identical \u00b7 all as expected\n");
        assertThat(overlap("replay", "--times", "50", "--engine", "threads", file)).isEqualTo(ran);
    }

    @Test
    void aDebuggerIsTakenToTheDecisiveStep() {
        Ran ran = overlap("replay", "--debug", file("race.trace", trace).toString());

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).contains("dev.overlap.explore.DecisiveStep.reached", "jdwp");
        assertThat(DecisiveStep.last()).isNotNull().extracting(Finding::kind).isEqualTo(Kind.DATA_RACE);
    }

    @Test
    void jsonHasTheDocumentedFieldsAndAnObjectForEachEntry() {
        file("a.trace", trace);
        file("b.trace", "nothing");

        Ran ran = overlap("replay", "--json", folder.toString());

        JsonNode json = ran.json();
        assertThat(json.fieldNames()).toIterable().containsExactly("schema", "version", "command", "seed", "seconds", "exitCode", "findings", "entries",
                "reproduced", "moved", "clean", "stale", "broken", "asExpected");
        assertThat(json.get("exitCode").intValue()).isEqualTo(2).isEqualTo(ran.exitCode());
        assertThat(json.get("seed").isNull()).isTrue();
        JsonNode first = json.get("entries").get(0);
        assertThat(first.fieldNames()).toIterable().containsExactly("file", "outcome", "step", "expected", "actual");
        assertThat(first.get("outcome").textValue()).isEqualTo("reproduced");
        assertThat(first.get("expected")).isEqualTo(first.get("actual"));
        assertThat(json.get("entries").get(1).get("outcome").textValue()).isEqualTo("broken");
        assertThat(List.of(json.get("reproduced").intValue(), json.get("broken").intValue(), json.get("asExpected").intValue())).containsExactly(1, 1, 1);
    }

    // ---------------------------------------------------------------- as a page

    @Test
    void aTraceBecomesAPage() throws IOException {
        Path page = folder.resolve("new/race.html");

        Ran ran = overlap("replay", "--html", page.toString(), file("race<b>.trace", trace).toString());

        assertThat(ran.exitCode()).isZero();
        assertThat(Files.readString(page))
                .contains("race&lt;b&gt;.trace", "<h3 id=\"finding-1-title\">DATA_RACE</h3>", "class=\"decisive\"", "DataRace.java:39")
                .doesNotContain("<script", "race<b>");
        try (Stream<Path> files = Files.list(folder.resolve("new"))) {
            assertThat(files).containsExactly(page);
        }
    }

    @Test
    void aCleanTraceBecomesAPageToo() throws IOException {
        Path page = folder.resolve("clean.html");

        overlap("replay", "--html", page.toString(), file("fixed.trace", trace.replace("canary/data-race", "pipe-reader/threadpool-wait")).toString());

        assertThat(Files.readString(page)).contains("Nothing is found.", "class=\"timeline\"").doesNotContain("decisive\" id");
    }

    @Test
    void aPageThatCannotBeWrittenIsSaidInOneLine() {
        Path file = file("race.trace", trace);

        Ran ran = overlap("replay", "--no-timeline", "--html", file.resolve("below.html").toString(), file.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).isEqualTo("overlap replay: cannot write " + file.resolve("below.html") + ": " + file + " is a file, not a directory\n");
    }

    @Test
    void aTraceIsNotWrittenOverByItsPage() throws IOException {
        Path file = file("race.trace", trace);
        Path same = folder.resolve("x/../race.trace");
        Files.createDirectory(folder.resolve("x"));

        assertThat(overlap("replay", file.toString(), "--html", same.toString()))
                .isEqualTo(new Ran(2, "", "overlap replay: --html: " + same + " is read as well, and would be written over: name another file\n"));
        assertThat(file).hasContent(trace);
    }

    @Test
    void aPageShowsOneTrace() {
        file("a.trace", trace);
        file("b.trace", trace);

        Ran ran = overlap("replay", "--html", folder.resolve("x.html").toString(), folder.toString());

        assertThat(ran).isEqualTo(new Ran(2, "", "overlap replay: --html: a page shows one trace, and 2 are named: name one file\n"));
        assertThat(folder.resolve("x.html")).doesNotExist();
    }

    // ---------------------------------------------------------------- shrink

    @Test
    void shrinkingGoesOnInPlaceUntilNothingCanBeLeftOut() throws IOException {
        Path file = file("race.trace", trace);
        String before = "";
        Ran ran = new Ran(0, "", "");
        for (int i = 0; i < 10 && !before.equals(Files.readString(file)); i++) {
            before = Files.readString(file);
            ran = overlap("shrink", file.toString());
            assertThat(ran.exitCode()).isZero();
        }

        assertThat(ran.out()).endsWith(": " + file + " stays as it is\n");
        assertThat(overlap("replay", "--no-timeline", file.toString()).out()).startsWith("reproduced  ");
    }

    @Test
    void theResultCanGoElsewhere() {
        Path target = folder.resolve("new/plainer.trace");

        Ran ran = overlap("shrink", file("race.trace", trace).toString(), "--out", target.toString(), "--json");

        assertThat(ran.json().get("choices").get("after").intValue()).isLessThanOrEqualTo(ran.json().get("choices").get("before").intValue());
        assertThat(overlap("replay", target.toString()).exitCode()).isZero();
    }

    @Test
    void whatShowsNoFindingIsLeftAlone() throws IOException {
        String fixed = trace.replace("canary/data-race", "pipe-reader/threadpool-wait");
        Path file = file("fixed.trace", fixed);

        Ran ran = overlap("shrink", file.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).startsWith("overlap shrink: " + file + ": the trace does not show its finding any more").hasLineCount(1);
        assertThat(Files.readString(file, StandardCharsets.UTF_8)).isEqualTo(fixed);
    }

    @Test
    void theResultGoesInPlaceOnlyWhenNoPlaceIsNamed() {
        Path file = file("race.trace", trace);

        assertThat(overlap("shrink", file.toString(), "--out", file.toString()))
                .isEqualTo(new Ran(2, "", "overlap shrink: --out: " + file + " is read as well, and would be written over: name another file\n"));
        assertThat(file).hasContent(trace);
    }

    @Test
    void whatCannotBeWrittenIsSaid() {
        Path file = file("race.trace", trace);

        Ran ran = overlap("shrink", file.toString(), "--out", file.resolve("below").toString());

        assertThat(ran).isEqualTo(new Ran(2, "", "overlap shrink: cannot write " + file.resolve("below") + ": " + file + " is a file, not a directory\n"));
    }
}
