package dev.overlap.campaign;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.overlap.explore.ExploreSummary;
import dev.overlap.explore.Reported;
import dev.overlap.explore.WholeFile;
import dev.overlap.finding.Kind;
import dev.overlap.report.Claim;
import dev.overlap.report.Defect;
import dev.overlap.report.Reports;
import dev.overlap.report.Sources;
import dev.overlap.report.Summary;
import dev.overlap.schedule.States;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign has come to, in memory, on disk and told: whatever is told is on disk by then. Thread-safe.
 *
 * <p>To be told of, a finding is played again. Whoever plays holds no monitor, because a continuation that yields may take those of its thread along.
 *
 * <p>Its methods throw {@link UncheckedIOException} when something cannot be written.
 */
final class Journal {

    private static final long KEEP_NANOS = 1_000_000_000L;
    private static final long REPORT_NANOS = 15_000_000_000L;
    private static final int BASE_ENTRIES = 100;
    /** A new finding is worth as much as doubling what is known so often. */
    private static final double FINDING = 4;

    private final CampaignOptions options;
    private final CampaignListener listener;
    private final Findings findings;
    private final Sources sources;
    private final Ledger ledger;
    private final TimeBudget time;
    private final int session;
    private final double secondsBefore;
    private final Map<String, Defect> defects = new TreeMap<>();
    private Claim.@Nullable Rows rows;
    private boolean interrupted;
    /** Executions of what is being explored. */
    private long inFlight;
    private long statesTold;
    private long keptAt;
    private long reportedAt;

    Journal(CampaignOptions options, Part part, Ledger ledger, TimeBudget time, Sources sources, CampaignListener listener) {
        this.options = options;
        this.listener = listener;
        this.sources = sources;
        this.ledger = ledger;
        this.time = time;
        this.findings = new Findings(options.folder(), options.repertoire(), options.bench());
        this.session = part.sessions().size() - 1;
        this.secondsBefore = part.seconds();
    }

    /** A new call begins: what earlier ones have found is told of again in what is written. Before anything else, by one thread alone. */
    void begin() {
        CampaignFolder.clean(options.folder());
        keep();
        for (Found found : ledger.findings()) {
            Findings.Retold retold = findings.again(found);
            if (retold.trouble() != null) {
                listener.warn(retold.trouble());
            }
            if (retold.defect() != null) {
                defects.put(found.fingerprint(), retold.defect().known(true));
            }
        }
        report();
    }

    /** The call was ended from outside. */
    synchronized void interrupted() {
        interrupted = true;
    }

    // ---------------------------------------------------------------- rounds

    /**
     * A round of exploring is over.
     *
     * @param seconds how long it took
     * @param workers how many explored
     */
    void explored(Turn turn, ExploreSummary summary, States seen, double seconds, int workers) {
        count(turn, summary, seen, seconds, workers, played(summary.findings(), turn));
    }

    private synchronized void count(Turn turn, ExploreSummary summary, States seen, double seconds, int workers, List<Findings.Told> told) {
        int fresh = tell(told);
        long states = ledger.see(seen);
        ledger.mark(summary.marks());
        ledger.replayed(summary.replayed(), summary.diverged());
        ArmProgress before = ledger.arm(turn.arm());
        double gain = before.growth(states) + FINDING * fresh;
        ledger.played(before.after(before.nextRound() + 1, summary.executions(), seconds * workers, seconds, fresh, states, gain), turn.next());
        inFlight = 0;
        ledger.sample(seconds());
    }

    /**
     * A fuzz target has run.
     *
     * @param whole whether that was a round; one that was cut short is played again
     */
    void fuzzed(Turn turn, FuzzRounds.Played played, boolean whole) {
        FuzzRounds.Thrown thrown = played.thrown();
        count(turn, played, whole, thrown == null ? List.of() : List.of(findings.of(thrown, turn.arm(), turn.round(), session)));
    }

    private synchronized void count(Turn turn, FuzzRounds.Played played, boolean whole, List<Findings.Told> told) {
        FuzzRounds.Thrown thrown = played.thrown();
        int fresh = tell(told);
        if (thrown != null) {
            findings.discard(thrown, ledger.findings());
        }
        if (whole) {
            ArmProgress before = ledger.arm(turn.arm());
            double gain = (double) played.added() / Math.max(BASE_ENTRIES, played.entries()) + FINDING * fresh;
            ledger.played(before.after(before.nextRound() + 1, played.executions(), played.seconds(), played.seconds(), played.added(), 0, gain), turn.next());
            ledger.sample(seconds());
        }
        listener.roundEnds(turn.arm());
        tellProgress();
    }

    /** The canaries were played. */
    synchronized void canaries(ExploreSummary summary) {
        ledger.canaries(summary.canariesExpected(), summary.canariesMissed());
    }

    private List<Findings.Told> played(List<Reported> reported, Turn turn) {
        List<Findings.Told> told = new ArrayList<>();
        for (Reported each : reported) {
            if (each.finding().kind() == Kind.NONDETERMINISM) {
                listener.warn(each.finding().message());
            } else {
                told.add(findings.of(each, turn.arm(), turn.round(), session));
            }
        }
        return told;
    }

    /** Stores, remembers and tells what is new, in this order; how many those are. */
    private int tell(List<Findings.Told> told) {
        List<Findings.Told> fresh = new ArrayList<>();
        for (Findings.Told each : told) {
            if (!ledger.isToldEnough(each.found())) {
                findings.store(each);
                ledger.found(each.found());
                defects.put(each.found().fingerprint(), each.defect());
                fresh.add(each);
            }
        }
        if (!fresh.isEmpty()) {
            keep();
            fresh.forEach(each -> listener.found(each.defect(), fileOf(each.found())));
        }
        return fresh.size();
    }

    private Path fileOf(Found found) {
        return options.folder().resolve(found.file());
    }

    // ---------------------------------------------------------------- what is written

    /** Tells how far it has come, with what is being explored. */
    synchronized void progress(long executions, long states) {
        inFlight = executions;
        statesTold = Math.max(statesTold, states);
        tellProgress();
    }

    private void tellProgress() {
        statesTold = Math.max(statesTold, ledger.states());
        listener.progress(ledger.executions() + inFlight, time.used(), statesTold, defects.size());
    }

    /** Writes what there is to write, if that was not done just now. */
    synchronized void keepNowAndThen() {
        long now = System.nanoTime();
        if (now - keptAt >= KEEP_NANOS) {
            keep();
        }
        if (now - reportedAt >= REPORT_NANOS) {
            report();
        }
    }

    /** Writes what is needed to go on, and the reports. */
    synchronized Summary close(Claim.@Nullable Rows known) {
        rows = known;
        keep();
        return report();
    }

    private double seconds() {
        return secondsBefore + time.used() / 1e9;
    }

    private Part part() {
        return ledger.part(Math.round(seconds() * 1e3) / 1e3, interrupted);
    }

    private void keep() {
        keptAt = System.nanoTime();
        WholeFile.write(options.folder().resolve(CampaignFile.NAME), new CampaignFile(List.of(part())).print());
    }

    private Summary report() {
        reportedAt = System.nanoTime();
        Summary summary = Summaries.of("campaign", List.of(part()), defects, options.version(), rows);
        Reports.write(options.folder(), summary, sources);
        return summary;
    }
}
