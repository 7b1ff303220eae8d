package dev.overlap.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import dev.overlap.report.CanaryTally;
import dev.overlap.report.Claim;
import dev.overlap.report.Defect;
import dev.overlap.report.Executed;
import dev.overlap.report.ExitCode;
import dev.overlap.report.News;
import dev.overlap.report.StateSample;
import dev.overlap.report.Summary;
import org.jspecify.annotations.Nullable;

/** Makes of what campaigns remember what they tell: of one part, or of several that belong together. */
final class Summaries {

    private Summaries() {
    }

    /**
     * The summary.
     *
     * @param command the verb
     * @param defects by fingerprint; what is missing is left out
     * @param version of Overlap
     * @param rows of the conformance catalogue, null when they were not played
     */
    static Summary of(String command, List<Part> parts, Map<String, Defect> defects, String version, Claim.@Nullable Rows rows) {
        List<Executed> executed = executed(parts);
        Map<String, Long> marks = new TreeMap<>();
        parts.forEach(part -> part.marks().forEach((mark, count) -> marks.merge(mark, count, Long::sum)));
        List<Defect> findings = firstWays(parts).stream().map(found -> defects.get(found.fingerprint())).filter(Objects::nonNull).toList();
        CanaryTally canaries = canaries(parts);
        boolean diverged = parts.stream().anyMatch(part -> part.diverged() > 0);
        boolean interrupted = parts.stream().anyMatch(Part::interrupted);
        boolean trustworthy = canaries.missed().isEmpty() && !diverged;
        int exitCode = ExitCode.of(!trustworthy, interrupted, !findings.isEmpty(), false);
        return new Summary(Summary.SCHEMA, version, command, sameSeed(parts), parts.stream().mapToDouble(Part::seconds).sum(), exitCode, findings,
                parts.getFirst().options(), parts.stream().map(part -> part.sessions().getFirst()).min(String::compareTo).orElseThrow(),
                parts.stream().map(Part::name).toList(), interrupted, executed, marks, canaries, samples(parts),
                Claims.judge(findings, executed, marks, trustworthy && canaries.expected() > 0, rows), news(parts, findings));
    }

    private static @Nullable Long sameSeed(List<Part> parts) {
        return parts.stream().allMatch(part -> part.seed() == parts.getFirst().seed()) ? parts.getFirst().seed() : null;
    }

    /** All findings, each once, and of each symptom the ways that an undivided campaign would have told. */
    static List<Found> firstWays(List<Part> parts) {
        List<Found> ways = new ArrayList<>();
        Set<String> fingerprints = new LinkedHashSet<>();
        Map<String, Integer> symptoms = new TreeMap<>();
        for (Found found : parts.stream().flatMap(part -> part.findings().stream()).sorted(Found.IN_ORDER).toList()) {
            if (!fingerprints.contains(found.fingerprint()) && symptoms.getOrDefault(found.symptom(), 0) < Found.WAYS) {
                fingerprints.add(found.fingerprint());
                symptoms.merge(found.symptom(), 1, Integer::sum);
                ways.add(found);
            }
        }
        return ways;
    }

    private static List<Executed> executed(List<Part> parts) {
        Map<Arm, Executed> all = new LinkedHashMap<>();
        for (Part part : parts) {
            for (ArmProgress arm : part.arms()) {
                all.merge(arm.arm(), new Executed(arm.engine(), arm.target(), arm.executions(), Math.round(arm.seconds() * 1e3) / 1e3, arm.newEntries()),
                        (one, other) -> new Executed(one.engine(), one.target(), one.executions() + other.executions(), one.seconds() + other.seconds(),
                                one.newEntries() + other.newEntries()));
            }
        }
        return all.values().stream().filter(each -> each.executions() > 0).toList();
    }

    private static CanaryTally canaries(List<Part> parts) {
        Set<String> missed = new LinkedHashSet<>();
        int expected = 0;
        for (Part part : parts) {
            missed.addAll(part.canariesMissed());
            expected = Math.max(expected, part.canariesExpected());
        }
        return new CanaryTally(expected, expected - missed.size(), List.copyOf(missed));
    }

    /** Of several parts the longest one's: states of different runs cannot be added up in the middle. */
    private static List<StateSample> samples(List<Part> parts) {
        return parts.stream().map(Part::samples).max((one, other) -> Integer.compare(one.size(), other.size())).orElse(List.of());
    }

    private static News news(List<Part> parts, List<Defect> findings) {
        Set<String> fresh = new LinkedHashSet<>();
        Set<String> marks = new LinkedHashSet<>();
        String since = null;
        for (Part part : parts) {
            int last = part.sessions().size() - 1;
            part.findings().stream().filter(found -> found.session() == last).forEach(found -> fresh.add(found.fingerprint()));
            part.marks().forEach((mark, count) -> {
                if (count > 0 && !part.marksBefore().contains(mark)) {
                    marks.add(mark);
                }
            });
            String before = last == 0 ? null : part.sessions().get(last - 1);
            since = before != null && (since == null || before.compareTo(since) > 0) ? before : since;
        }
        List<Defect> told = findings.stream().filter(defect -> fresh.contains(defect.fingerprint())).toList();
        return new News(since, told.stream().map(Defect::fingerprint).toList(), List.copyOf(marks),
                told.stream().map(Defect::trace).filter(Objects::nonNull).toList(),
                parts.stream().flatMap(part -> part.arms().stream()).filter(arm -> arm.engine().equals(Arm.JAZZER)).mapToInt(ArmProgress::newEntries).sum());
    }
}
