package dev.overlap.campaign;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.overlap.report.StateSample;
import dev.overlap.schedule.States;

/** What a campaign knows while it runs: a {@link Part} that can be written to. Small, however long it runs. Thread-safe. */
final class Ledger {

    private static final int MAX_SAMPLES = 200;

    private final Part begun;
    private final Map<Arm, ArmProgress> arms = new LinkedHashMap<>();
    private final Map<String, Long> marks;
    private final List<String> marksBefore = new ArrayList<>();
    private final States states;
    private final List<StateSample> samples;
    private final List<Found> findings;
    private List<String> canariesMissed = List.of();
    private int canariesExpected;
    private long replayed;
    private long diverged;
    private long nextRound;
    private long roundsPlayed;

    /** Goes on with what there is. */
    Ledger(Part begun) {
        this.begun = begun;
        begun.arms().forEach(arm -> arms.put(arm.arm(), arm));
        marks = new TreeMap<>(begun.marks());
        marks.forEach((mark, count) -> {
            if (count > 0) {
                marksBefore.add(mark);
            }
        });
        states = begun.sketch().isEmpty() ? new States() : new States(Base64.getDecoder().decode(begun.sketch()));
        samples = new ArrayList<>(begun.samples());
        findings = new ArrayList<>(begun.findings());
        canariesExpected = begun.canariesExpected();
        canariesMissed = begun.canariesMissed();
        replayed = begun.replayed();
        diverged = begun.diverged();
        nextRound = begun.nextRound();
        roundsPlayed = begun.arms().stream().mapToLong(ArmProgress::nextRound).sum();
    }

    // ---------------------------------------------------------------- what is known

    synchronized ArmProgress arm(Arm arm) {
        return arms.computeIfAbsent(arm, ArmProgress::of);
    }

    /** The round that is next in the fixed order. */
    synchronized long nextRound() {
        return nextRound;
    }

    /** How many rounds were played. */
    synchronized long roundsPlayed() {
        return roundsPlayed;
    }

    synchronized long executions() {
        return arms.values().stream().mapToLong(ArmProgress::executions).sum();
    }

    synchronized long states() {
        return states.states();
    }

    synchronized List<Found> findings() {
        return List.copyOf(findings);
    }

    synchronized long diverged() {
        return diverged;
    }

    synchronized List<String> canariesMissed() {
        return canariesMissed;
    }

    /** Whether a finding is told already, or as many ways of its symptom are as will be. */
    synchronized boolean isToldEnough(Found found) {
        return findings.stream().anyMatch(each -> each.fingerprint().equals(found.fingerprint()))
                || findings.stream().filter(each -> each.symptom().equals(found.symptom())).count() >= Found.WAYS;
    }

    // ---------------------------------------------------------------- what is learned

    synchronized void canaries(int expected, List<String> missed) {
        canariesExpected = expected;
        canariesMissed = List.copyOf(missed);
    }

    /** Adds states, and returns how many of them are new, about. */
    synchronized long see(States seen) {
        long before = states.states();
        states.unite(seen);
        return Math.max(0, states.states() - before);
    }

    synchronized void mark(Map<String, Long> reached) {
        reached.forEach((mark, count) -> marks.merge(mark, count, Long::sum));
    }

    synchronized void replayed(long checked, long wentAnotherWay) {
        replayed += checked;
        diverged += wentAnotherWay;
    }

    synchronized void found(Found found) {
        findings.add(found);
    }

    /** A round is over. */
    synchronized void played(ArmProgress progress, long next) {
        arms.put(progress.arm(), progress);
        nextRound = next;
        roundsPlayed++;
    }

    /** Notes how far it has come; of too many notes every other one goes. */
    synchronized void sample(double seconds) {
        samples.add(new StateSample(Math.round(seconds * 10) / 10.0, executions(), states()));
        if (samples.size() > MAX_SAMPLES) {
            List<StateSample> fewer = new ArrayList<>();
            for (int i = 0; i < samples.size(); i += 2) {
                fewer.add(samples.get(i));
            }
            samples.clear();
            samples.addAll(fewer);
        }
    }

    /** All of it, to be kept. */
    synchronized Part part(double seconds, boolean interrupted) {
        return new Part(begun.id(), begun.seed(), begun.shard(), begun.shards(), begun.options(), begun.sessions(), nextRound, seconds,
                List.copyOf(arms.values()), new TreeMap<>(marks), List.copyOf(marksBefore), Base64.getEncoder().encodeToString(states.toBytes()),
                List.copyOf(samples), List.copyOf(findings), canariesExpected, canariesMissed, replayed, diverged, interrupted);
    }
}
