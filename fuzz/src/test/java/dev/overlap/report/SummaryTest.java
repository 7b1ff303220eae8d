package dev.overlap.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, and findings are told apart. */
class SummaryTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aSummaryIsTheSameAgainWhenItIsRead() throws IOException {
        List<Defect> findings = new ArrayList<>(Samples.CANARIES.stream().map(Samples::canary).toList());
        findings.add(
                Defect.thrown("TraceParserFuzzer", "java.lang.IllegalStateException: x", List.of("dev.overlap.trace.TraceParser.line(TraceParser.java:77)"),
                        "inputs/crash"));
        Summary summary = Samples.summary(findings);

        Reports.write(folder.resolve("new/out"), summary, Sources.NONE);

        assertThat(SummaryJson.read(folder.resolve("new/out/summary.json"))).isEqualTo(summary);
    }

    @Test
    void whatIsNoSummaryIsRefusedInOneLine() throws IOException {
        Path file = folder.resolve("x.json");
        for (String text : List.of("", "null", "[]", "{\"schema\":", "{\"schema\": 2}", "{}", "{\"schema\": 1, \"findings\": [7]}",
                SummaryJson.print(Samples.summary(List.of())).replace("\"schema\" : 1", "\"schema\" : 2"))) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> SummaryJson.read(file)).as(text).isInstanceOf(IllegalArgumentException.class).message().startsWith("not a summary")
                    .hasLineCount(1);
        }
    }

    @Test
    void findingsAreToldApartAndFoundAgainAlike() {
        Set<String> fingerprints = new HashSet<>();
        for (String canary : Samples.CANARIES) {
            assertThat(Samples.canary(canary).fingerprint()).matches("[0-9a-f]{16}").isEqualTo(Samples.canary(canary).fingerprint());
            fingerprints.add(Samples.canary(canary).fingerprint());
        }
        assertThat(fingerprints).hasSameSizeAs(Samples.CANARIES);
    }

    @Test
    void aLineMovesAndTheFindingIsTheSameAnotherMethodAndItIsNot() {
        List<Choice> choices = List.of(new Choice("pool-1", 3, "ReadFile server1", "run peer", "task"));
        String one = Fingerprint.of("CRASH", "s", "r", List.of(new Frame("a.B", "lambda$read$0", "B.java", 3)), choices);

        assertThat(Fingerprint.of("CRASH", "s", "r", List.of(new Frame("a.B", "lambda$read$1", "B.java", 99)), List.of(new Choice("pool-2", 17,
                "ReadFile server2", "run peer", "task")))).isEqualTo(one);
        assertThat(List.of(Fingerprint.of("CRASH", "s", "r", List.of(new Frame("a.B", "write", "B.java", 3)), choices),
                Fingerprint.of("CRASH", "t", "r", List.of(new Frame("a.B", "lambda$read$0", "B.java", 3)), choices),
                Fingerprint.of("LIVELOCK", "s", "r", List.of(new Frame("a.B", "lambda$read$0", "B.java", 3)), choices),
                Fingerprint.of("CRASH", "s", "r", List.of(new Frame("a.B", "lambda$read$0", "B.java", 3)), List.of()))).doesNotContain(one)
                .doesNotHaveDuplicates();
    }

    @Test
    void aLineOfAStackTraceIsUnderstood() {
        assertThat(Frame.parse("org.example.Reader$Part.<init>(Reader.java:12)")).isEqualTo(new Frame("org.example.Reader$Part", "<init>", "Reader.java", 12));
        assertThat(Frame.parse("java.base/java.util.ArrayList.get(Unknown Source)")).isEqualTo(new Frame("java.util.ArrayList", "get", null, 0));
        assertThat(Frame.parse("app//dev.overlap.X.y(X.java:1)")).isEqualTo(new Frame("dev.overlap.X", "y", "X.java", 1));
        assertThat(Frame.parse("no frame")).isNull();
    }

    @Test
    void aFrameHasItsSourceInTheRepository() {
        Sources sources = Sources.below(Samples.TOP);
        Frame place = Samples.canary("data-race").place();

        assertThat(place).isNotNull();
        assertThat(sources.file(place)).isEqualTo("sim/src/main/java/dev/overlap/canary/DataRace.java");
        assertThat(sources.file(new Frame("dev.overlap.Nobody", "x", "Nobody.java", 1))).isNull();
        assertThat(Sources.below(folder.resolve("nowhere")).file(place)).isNull();
        assertThat(Sources.NONE.file(place)).isNull();
    }
}
