package dev.overlap.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.Test;

/** The schema of what is printed as JSON: valid itself, and as strict as the records that are printed. The tests of each verb hold its output against it. */
class JsonSchemaTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void theSchemaIsOne() throws IOException {
        JsonNode meta = MAPPER.readTree("{\"$ref\": \"" + SpecVersion.VersionFlag.V202012.getId() + "\"}");

        assertThat(Schemas.problems(meta, SpecVersion.VersionFlag.V202012, SummaryJson.schema())).isEmpty();
        assertThat(Schemas.problems(meta, SpecVersion.VersionFlag.V202012, "{\"type\": \"strung\"}")).isNotEmpty();
    }

    @Test
    void everySummaryIsAsItSays() throws IOException {
        List<Defect> findings = new ArrayList<>(Samples.CANARIES.stream().map(Samples::canary).toList());
        findings.add(Defect.thrown("TraceParserFuzzer", "java.lang.Error: x", List.of("a.B.c(B.java:7)"), null));
        Summary all = Samples.summary(findings);
        Summary least = new Summary(1, "x", "campaign merge", null, 0, 130, List.of(), Map.of(), "2026-11-23T09:00:00Z", List.of("1/2", "2/2"), true, List.of(),
                Map.of(),
                CanaryTally.NONE, List.of(), List.of(), News.NONE);

        assertThat(Schemas.problemsOfJson(SummaryJson.print(all))).isEmpty();
        assertThat(Schemas.problemsOfJson(SummaryJson.print(least))).isEmpty();
    }

    @Test
    void noFieldMayBeMissingOrAddedAnywhere() throws IOException {
        String text = SummaryJson.print(Samples.summary(List.of(Samples.canary("data-race"))));
        for (String pointer : List.of("", "/findings/0", "/findings/0/choices/0", "/findings/0/frames/0", "/findings/0/steps/0", "/executed/0", "/canaries",
                "/states/0", "/claims/0", "/claims/0/rows", "/news")) {
            List<String> fields = new ArrayList<>();
            MAPPER.readTree(text).at(pointer).fieldNames().forEachRemaining(fields::add);
            assertThat(fields).as(pointer).isNotEmpty();
            for (String field : fields) {
                JsonNode without = MAPPER.readTree(text);
                ((ObjectNode) without.at(pointer)).remove(field);
                assertThat(Schemas.problemsOfJson(without.toString())).as("without " + pointer + "/" + field).isNotEmpty();
            }
            JsonNode more = MAPPER.readTree(text);
            ((ObjectNode) more.at(pointer)).put("somethingElse", 1);
            assertThat(Schemas.problemsOfJson(more.toString())).as("more in " + pointer).isNotEmpty();
        }
    }

    @Test
    void aVerbThatNobodyKnowsIsRefused() throws IOException {
        String text = SummaryJson.print(Samples.summary(List.of()));

        assertThat(Schemas.problemsOfJson(text.replace("\"campaign\"", "\"crusade\""))).isNotEmpty();
        assertThat(Schemas.problemsOfJson(text.replace("\"campaign\"", "\"explore\""))).isNotEmpty();
    }
}
