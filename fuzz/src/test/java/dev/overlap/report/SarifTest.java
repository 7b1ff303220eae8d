package dev.overlap.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.overlap.finding.Kind;
import org.junit.jupiter.api.Test;

/** What is written is valid by OASIS' schema, and says where a finding is and how it comes about. */
class SarifTest {

    private static final Sources SOURCES = Sources.below(Samples.TOP);

    private static JsonNode run(List<Defect> findings) throws IOException {
        return new ObjectMapper().readTree(Sarif.print(Samples.summary(findings), SOURCES)).get("runs").get(0);
    }

    private static JsonNode result(Defect defect) throws IOException {
        return run(List.of(defect)).get("results").get(0);
    }

    @Test
    void everyCanarysFindingIsValid() throws IOException {
        String text = Sarif.print(Samples.summary(Samples.CANARIES.stream().map(Samples::canary).toList()), SOURCES);

        assertThat(Schemas.problemsOfSarif(text)).isEmpty();
    }

    @Test
    void whatIsThrownAndWhatIsHostileAndNothingAtAllAreValidToo() throws IOException {
        Defect thrown = Defect.thrown("TraceParserFuzzer", "java.lang.IllegalStateException: [x](y) {0}", List.of("a.B.c(B.java:7)"), null);

        assertThat(Schemas.problemsOfSarif(Sarif.print(Samples.summary(List.of(thrown, Samples.hostile())), SOURCES))).isEmpty();
        assertThat(Schemas.problemsOfSarif(Sarif.print(Samples.summary(List.of()), Sources.NONE))).isEmpty();
    }

    @Test
    void anEndIsToldOnlyWhereItIsKnown() throws IOException {
        Summary resumed = Samples.summary(List.of());
        Summary joined = Samples.of(resumed, "campaign merge", List.of("1/2", "2/2"), CanaryTally.NONE);
        Summary once = Samples.of(resumed, "campaign", List.of("1/1"), CanaryTally.NONE);

        assertThat(invocation(once).get("endTimeUtc").textValue()).isEqualTo("2026-11-23T09:05:00.125Z");
        assertThat(invocation(joined).has("endTimeUtc")).isFalse();
        assertThat(invocation(resumed).has("endTimeUtc")).isFalse();
        assertThat(Schemas.problemsOfSarif(Sarif.print(joined, SOURCES))).isEmpty();
    }

    @Test
    void whetherShardsWereJoinedMakesNoOtherCategory() throws IOException {
        Summary joined = Samples.of(Samples.summary(List.of()), "campaign merge", List.of("1/2", "2/2"), CanaryTally.NONE);

        assertThat(new ObjectMapper().readTree(Sarif.print(joined, SOURCES)).at("/runs/0/automationDetails/id").textValue()).isEqualTo("overlap/campaign/");
    }

    private static JsonNode invocation(Summary summary) throws IOException {
        return new ObjectMapper().readTree(Sarif.print(summary, SOURCES)).at("/runs/0/invocations/0");
    }

    @Test
    void aMessageIsNeitherALinkNorATemplate() throws IOException {
        Defect thrown = Defect.thrown("X", "java.lang.Error: [4096] [x](http://y) {0}", List.of(), null);

        assertThat(result(thrown).at("/message/text").textValue()).endsWith(": [4096] [x] (http://y) {{0}}");
    }

    @Test
    void theSchemaIsNotTooKind() throws IOException {
        String text = Sarif.print(Samples.summary(List.of(Samples.canary("data-race"))), SOURCES);

        assertThat(Schemas.problemsOfSarif(text.replace("\"ruleIndex\"", "\"ruleindex\""))).isNotEmpty();
        assertThat(Schemas.problemsOfSarif(text.replace("\"error\"", "\"terrible\""))).isNotEmpty();
        assertThat(Schemas.problemsOfSarif(text.replace("\"startLine\" : 39", "\"startLine\" : 0"))).isNotEmpty();
    }

    @Test
    void theLocationIsTheReadersOwnLineInTheRepository() throws IOException {
        JsonNode physical = result(Samples.canary("data-race")).at("/locations/0/physicalLocation");

        assertThat(physical.at("/artifactLocation/uri").textValue()).isEqualTo("sim/src/main/java/dev/overlap/canary/DataRace.java");
        assertThat(physical.at("/artifactLocation/uriBaseId").textValue()).isEqualTo("%SRCROOT%");
        assertThat(physical.at("/region/startLine").intValue()).isEqualTo(39);
    }

    @Test
    void eachTaskIsAThreadAndTheStepsAreNumberedThroughAllOfThem() throws IOException {
        Defect defect = Samples.canary("late-callback");
        JsonNode threads = result(defect).at("/codeFlows/0/threadFlows");

        assertThat(threads.findValuesAsText("id")).containsExactlyInAnyOrderElementsOf(defect.columns());
        Set<Integer> orders = new TreeSet<>();
        threads.findValues("executionOrder").forEach(order -> orders.add(order.intValue()));
        assertThat(orders).containsExactlyElementsOf(IntStream.rangeClosed(1, defect.steps().size()).boxed().toList());
        assertThat(threads.findValuesAsText("importance").stream().filter("essential"::equals)).hasSize(1);
    }

    @Test
    void aLongTimelineKeepsItsLastThousandSteps() throws IOException {
        Defect one = Samples.canary("data-race");
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            steps.add(new Step(i, i % 3 == 0 ? "owner" : "pool-" + i % 3, "step " + i, null, 0, 0));
        }
        Defect longer = new Defect(one.kind(), one.scenario(), one.reader(), one.message(), one.trace(), one.fingerprint(), false, "explore", "all", 1, "owner",
                "npfs", List.of(), "", one.frames(), List.of("owner", "pool-1", "pool-2"), steps, 2_499);

        JsonNode flow = result(longer).at("/codeFlows/0");

        List<JsonNode> orders = flow.findValues("executionOrder");
        assertThat(orders).hasSize(SarifResult.LOCATIONS);
        assertThat(orders.stream().mapToInt(JsonNode::intValue).min()).hasValue(1_501);
        assertThat(flow.at("/message/text").textValue()).isEqualTo("The last 1000 of 2500 steps, in order of execution.");
        assertThat(flow.findValuesAsText("importance")).contains("essential");
    }

    @Test
    void fingerprintsAreThoseOfTheFinding() throws IOException {
        JsonNode one = result(Samples.canary("data-race"));
        JsonNode again = result(Samples.canary("data-race"));

        assertThat(one.get("partialFingerprints")).isEqualTo(again.get("partialFingerprints"));
        assertThat(one.at("/partialFingerprints/overlapFinding~1v1").textValue()).isEqualTo(Samples.canary("data-race").fingerprint());
        assertThat(one.get("baselineState").textValue()).isEqualTo("new");
        assertThat(result(Samples.canary("data-race").known(true)).get("baselineState").textValue()).isEqualTo("unchanged");
    }

    @Test
    void everyKindIsARuleWithAWeakness() throws IOException {
        JsonNode run = run(List.of());
        List<String> ids = StreamSupport.stream(run.at("/tool/driver/rules").spliterator(), false).map(rule -> rule.get("id").textValue()).toList();
        JsonNode taxa = run.at("/taxonomies/0/taxa");

        assertThat(ids).containsAll(Arrays.stream(Kind.values()).map(Kind::name).toList());
        for (JsonNode rule : run.at("/tool/driver/rules")) {
            boolean harness = rule.get("id").textValue().equals("NONDETERMINISM");
            assertThat(rule.path("relationships").isEmpty()).as(rule.get("id").textValue()).isEqualTo(harness);
            for (JsonNode relationship : rule.path("relationships")) {
                assertThat(taxa.get(relationship.at("/target/index").intValue()).get("id")).isEqualTo(relationship.at("/target/id"));
            }
        }
    }

    @Test
    void aHandleReleasedTwiceIsAnotherWeaknessThanOneUsedTooLate() {
        assertThat(Rule.HANDLE_MISUSE.weaknesses("CloseHandle got handle 4, closed at step 9")).containsExactly(Rule.Cwe.MULTIPLE_RELEASES);
        assertThat(Rule.HANDLE_MISUSE.weaknesses("ReadFile got handle 4, closed at step 9")).containsExactly(Rule.Cwe.EXPIRED_RESOURCE);
        assertThat(Rule.HANDLE_MISUSE.weaknesses("CloseHandle got handle 4, which was never open")).containsExactly(Rule.Cwe.EXPIRED_RESOURCE);
    }

    @Test
    void aResultsRuleAndWeaknessAreThoseAtTheirIndex() throws IOException {
        JsonNode run = run(List.of(Samples.canary("leak-on-failure"), Defect.thrown("X", "java.lang.Error: x", List.of(), "inputs/1")));

        for (JsonNode result : run.get("results")) {
            assertThat(run.at("/tool/driver/rules").get(result.get("ruleIndex").intValue()).get("id")).isEqualTo(result.get("ruleId"));
            JsonNode taxon = result.at("/taxa/0");
            assertThat(run.at("/taxonomies/0/taxa").get(taxon.get("index").intValue()).get("id")).isEqualTo(taxon.get("id"));
        }
        assertThat(run.at("/results/0/taxa/0/id").textValue()).isEqualTo("775");
        assertThat(run.at("/results/1/ruleId").textValue()).isEqualTo("THROWN");
        assertThat(run.at("/results/1/locations/0/physicalLocation/artifactLocation/uri").textValue()).isEqualTo("inputs/1");
    }
}
