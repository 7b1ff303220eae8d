package dev.overlap.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import dev.overlap.report.JUnitXml.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

/** JUnit's XML, GitHub's annotations and its summary of a job, and that files are written whole. */
class FormsTest {

    private static final Sources SOURCES = Sources.below(Samples.TOP);

    // ---------------------------------------------------------------- JUnit's XML

    @Test
    void aSummaryIsValidBySurefiresSchema() throws IOException, SAXException {
        List<Defect> findings = new ArrayList<>(Samples.CANARIES.stream().map(Samples::canary).toList());
        findings.add(Samples.hostile());
        String xml = CampaignXml.print(Samples.summary(findings));

        Schemas.assertIsJUnitXml(xml);
        assertThat(xml).contains("failures=\"12\"", "skipped=\"1\"", "at dev.overlap.canary.DataRace.read(DataRace.java:39)", "type=\"DATA_RACE\"",
                "<property name=\"seed\" value=\"5837219\"/>");
        Schemas.assertIsJUnitXml(CampaignXml.print(Samples.summary(List.of())));
    }

    @Test
    void theSchemaIsNotTooKind() {
        String xml = JUnitXml.print("suite", 1, Map.of(), List.of(Case.passed("a", "b", 0)));

        assertThatCode(() -> Schemas.assertIsJUnitXml(xml)).doesNotThrowAnyException();
        assertThatCode(() -> Schemas.assertIsJUnitXml(xml.replace(" time=", " times="))).isInstanceOf(SAXException.class);
        assertThatCode(() -> Schemas.assertIsJUnitXml(xml.replace("<testcase", "<test").replace("</testcase", "</test"))).isInstanceOf(SAXException.class);
    }

    // ---------------------------------------------------------------- annotations

    @Test
    void aFindingIsAnnotatedAtItsLine() {
        List<String> lines = GitHub.annotations(Samples.summary(List.of(Samples.canary("data-race"))), SOURCES);

        assertThat(lines).containsExactly("::error file=sim/src/main/java/dev/overlap/canary/DataRace.java,line=39,title=DATA_RACE in "
                + Samples.canary("data-race").scenario()
                + "::atEnd read without an order to its use by pool-1, repeated by traces/canary/data-race.trace");
    }

    @Test
    void nobodysTextEndsAnAnnotationOrBeginsAnother() {
        List<String> lines = GitHub.annotations(Samples.summary(List.of(Samples.hostile())), SOURCES);

        assertThat(lines).hasSize(1).allMatch(line -> line.matches("::error title=[^:,\\n]*::[^\\n\\r]*"));
        assertThat(lines.getFirst()).contains("%250A::error").doesNotContain(" %0A");
    }

    @Test
    void thereAreNoMoreAnnotationsThanGitHubKeeps() {
        List<Defect> many = Collections.nCopies(37, Samples.canary("unbounded"));

        List<String> lines = GitHub.annotations(Samples.summary(many), SOURCES);

        assertThat(lines.stream().filter(line -> line.startsWith("::error "))).hasSize(10);
        List<Defect> lateNews = new ArrayList<>(Collections.nCopies(37, Samples.canary("unbounded").known(true)));
        lateNews.add(Samples.canary("data-race"));
        assertThat(GitHub.annotations(Samples.summary(lateNews), SOURCES).getFirst()).contains("DATA_RACE");
        assertThat(lines).hasSize(11).last().isEqualTo("::notice title=Overlap::27 more findings are in the summary of the job");
    }

    // ---------------------------------------------------------------- the summary of a job

    @Test
    void theSummaryTellsWhatMatters() {
        String text = GitHub.stepSummary(Samples.summary(List.of(Samples.canary("lost-wakeup"))));

        assertThat(text).startsWith("## Overlap: 1 finding in 20,400,112 executions\n").contains("canaries 10 of 10 found", "LOST\\_WAKEUP (new)",
                "2 of 4 coverage marks never reached", "ReaderMark\\.LAST\\_CALLBACK\\_AWAITED", "| jazzer | ReadBufferFuzzer | 2,400,112 |", "| refuted |",
                "not exercised", "### New since 2026\\-11\\-22", "> ").endsWith("\n");
    }

    @Test
    void canariesThatWereNotPlayedAreNotCounted() {
        assertThat(GitHub.stepSummary(Samples.of(Samples.summary(List.of()), "campaign", List.of("1/1"), CanaryTally.NONE))).contains("canaries not played");
    }

    @Test
    void nobodysTextIsMarkupInTheSummary() {
        String text = GitHub.stepSummary(Samples.summary(List.of(Samples.hostile())));

        String outside = text.replaceAll("(?s)\\n```+text\\n.*?\\n```+\\n", "\n");
        assertThat(outside).doesNotContain("<img", "</script", "`code`", "\n# title").contains("&lt;img", "\\`code\\`");
    }

    @Test
    void theSummaryStaysBelowGitHubsLimit() {
        List<Defect> many = new ArrayList<>(Collections.nCopies(3_000, Samples.hostile()));
        many.addAll(Collections.nCopies(3_000, Samples.canary("livelock")));

        String text = GitHub.stepSummary(Samples.summary(many));

        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThan(1 << 20);
        assertThat(text).contains(" more, which are in the report.");
    }

    // ---------------------------------------------------------------- files

    @Test
    void allFilesAreThereWholeAndNothingElse(@TempDir Path folder) throws IOException {
        List<Path> written = Reports.write(folder, Samples.summary(List.of(Samples.canary("data-race"))), SOURCES);

        assertThat(written).contains(folder.resolve("summary.json"), folder.resolve("overlap.sarif"), folder.resolve("junit.xml"),
                folder.resolve("summary.md"));
        assertThat(Files.readString(folder.resolve("overlap.sarif"))).endsWith("}\n");
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactlyInAnyOrderElementsOf(written);
        }
    }
}
