package dev.overlap.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.overlap.report.JUnitXml.Case;

/** A summary as test cases: one for each thing that was run, for each canary that was missed, for each claim, and for each finding. */
final class CampaignXml {

    private static final int LONGEST = 300;

    private CampaignXml() {
    }

    static String print(Summary summary) {
        List<Case> cases = new ArrayList<>();
        for (Executed executed : summary.executed()) {
            // No counts in names: they would be other tests each time.
            cases.add(Case.passed("overlap.executed." + executed.engine(), executed.target(), executed.seconds()));
        }
        CanaryTally canaries = summary.canaries();
        if (canaries.found() > 0) {
            cases.add(Case.passed("overlap.canaries", "those that were found", 0));
        }
        for (String missed : canaries.missed()) {
            cases.add(Case.failed("overlap.canaries", missed, "the canary was missed: what was not found means nothing", "CANARY_MISSED", ""));
        }
        for (Claim claim : summary.claims()) {
            cases.add(of(claim));
        }
        for (Defect defect : summary.findings()) {
            cases.add(Case.failed("overlap.findings." + defect.scenario(), defect.kind() + " " + defect.fingerprint(), Plain.line(defect.message(), LONGEST),
                    defect.kind(), text(defect)));
        }
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("version", summary.version());
        properties.put("seed", summary.seed() == null ? "several" : summary.seed().toString());
        summary.options().forEach((name, value) -> properties.put("option." + name, value.isEmpty() ? "none" : value));
        return JUnitXml.print("overlap " + summary.command(), summary.seconds(), properties, cases);
    }

    private static Case of(Claim claim) {
        String name = claim.number() + " " + claim.claim();
        return switch (claim.verdict()) {
            case HELD -> Case.passed("overlap.claims", name, 0);
            case NOT_EXERCISED -> Case.skipped("overlap.claims", name, claim.verdict().words());
            case REFUTED -> Case.failed("overlap.claims", name, "refuted" + (claim.trace() == null ? "" : " by " + claim.trace()), "REFUTED", "");
        };
    }

    private static String text(Defect defect) {
        StringBuilder text = new StringBuilder();
        text.append(defect.kind()).append(": ").append(defect.message()).append('\n');
        defect.frames().forEach(frame -> text.append("\tat ").append(frame).append('\n'));
        text.append("in ").append(defect.scenario()).append(defect.reader().isEmpty() ? "" : " with " + defect.reader()).append('\n');
        if (defect.trace() != null) {
            text.append("trace ").append(defect.trace()).append('\n');
        }
        return text.append('\n').append(TimelineText.of(defect)).toString();
    }
}
