package dev.overlap.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A summary in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS standard of 27 March 2020), as code scanning services take it: one run, a rule
 * for each kind of finding, MITRE's list of weaknesses as a taxonomy, a result for each finding.
 */
final class Sarif {

    static final String SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

    private static final List<Rule> RULES = List.of(Rule.values());
    private static final List<Rule.Cwe> WEAKNESSES = List.of(Rule.Cwe.values());

    private Sarif() {
    }

    static String print(Summary summary, Sources sources) {
        ObjectNode log = object();
        log.put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        driver(run.putObject("tool").putObject("driver"), summary.version());
        taxonomy(run.putArray("taxonomies").addObject());
        invocation(run.putArray("invocations").addObject(), summary);
        // The same category whether shards were joined or not: services compare a run with the last one of its category.
        run.putObject("automationDetails").put("id", "overlap/" + summary.command().split(" ", 2)[0] + '/');
        message(run.putObject("originalUriBaseIds").putObject(SarifResult.ROOT), "description", "The top folder of the repository.");
        run.put("columnKind", "utf16CodeUnits");
        ArrayNode results = run.putArray("results");
        for (Defect defect : summary.findings()) {
            results.add(new SarifResult(defect, sources).print());
        }
        return SummaryJson.print(log);
    }

    private static void driver(ObjectNode driver, String version) {
        driver.put("name", "Overlap").put("version", Plain.text(version));
        ArrayNode rules = driver.putArray("rules");
        for (Rule rule : RULES) {
            ObjectNode node = rules.addObject();
            node.put("id", rule.name()).put("name", rule.pascalCase());
            message(node, "shortDescription", rule.sentence + '.');
            message(node, "fullDescription", rule.sentence + ". Found by playing a schedule that can happen; the trace repeats it.");
            node.putObject("defaultConfiguration").put("level", rule == Rule.NONDETERMINISM ? "warning" : "error");
            ArrayNode tags = node.putObject("properties").put("precision", "very-high").putArray("tags");
            tags.add("correctness");
            for (Rule.Cwe weakness : rule.weaknesses) {
                tags.add("external/cwe/cwe-" + String.format(Locale.ROOT, "%03d", weakness.number));
            }
            if (!rule.weaknesses.isEmpty()) {
                ArrayNode relationships = node.putArray("relationships");
                for (Rule.Cwe weakness : rule.weaknesses) {
                    ObjectNode relationship = relationships.addObject();
                    reference(relationship.putObject("target"), weakness);
                    relationship.putArray("kinds").add("superset");
                }
            }
        }
        driver.putArray("supportedTaxonomies").addObject().put("name", "CWE").put("index", 0);
    }

    private static void taxonomy(ObjectNode cwe) {
        cwe.put("name", "CWE").put("version", "4.18").put("organization", "MITRE").put("informationUri", "https://cwe.mitre.org/").put("isComprehensive",
                false);
        message(cwe, "shortDescription", "The MITRE Common Weakness Enumeration.");
        ArrayNode taxa = cwe.putArray("taxa");
        for (Rule.Cwe weakness : WEAKNESSES) {
            ObjectNode taxon = taxa.addObject().put("id", Integer.toString(weakness.number));
            message(taxon, "shortDescription", weakness.title);
            taxon.put("helpUri", "https://cwe.mitre.org/data/definitions/" + weakness.number + ".html");
        }
    }

    private static void invocation(ObjectNode invocation, Summary summary) {
        // A canary that was missed, and a failure of the harness, make a run say nothing.
        invocation.put("executionSuccessful", summary.exitCode() == 0 || summary.exitCode() == 1);
        invocation.put("exitCode", summary.exitCode());
        Instant started = Instant.parse(summary.started());
        invocation.put("startTimeUtc", started.toString());
        if (summary.ranAtOnce()) {
            // Between several calls, and beside each other's, the seconds that they took tell no end.
            invocation.put("endTimeUtc", started.plus(Duration.ofMillis(Math.round(summary.seconds() * 1_000))).toString());
        }
        ObjectNode properties = invocation.putObject("properties");
        properties.put("seed", summary.seed() == null ? "several" : summary.seed().toString()).put("executions", summary.executions());
        summary.options().forEach((name, value) -> properties.put("option." + Plain.text(name), Plain.text(value)));
        properties.put("canariesExpected", summary.canaries().expected()).put("canariesFound", summary.canaries().found());
    }

    static void reference(ObjectNode reference, Rule.Cwe weakness) {
        reference.put("id", Integer.toString(weakness.number)).put("index", WEAKNESSES.indexOf(weakness));
        reference.putObject("toolComponent").put("name", "CWE").put("index", 0);
    }

    static int index(Rule rule) {
        return Arrays.asList(Rule.values()).indexOf(rule);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A message of plain text: braces and brackets would be placeholders and links there. */
    static void message(ObjectNode node, String field, String text) {
        node.putObject(field).put("text", Plain.text(text));
    }
}
