package dev.overlap.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.overlap.explore.TraceReplayer;
import dev.overlap.schedule.Bench;
import dev.overlap.trace.TraceFormat;
import org.jspecify.annotations.Nullable;

/** Summaries to be reported: of canaries of the corpus, and of things that want to break a form. */
public final class Samples {

    static final Path TOP = Path.of(System.getProperty("basedir", "")).resolve("..").normalize().toAbsolutePath();
    static final List<String> CANARIES =
            List.of("broken-contract", "data-race", "late-callback", "leak-on-failure", "livelock", "lost-on-cancel", "lost-wakeup",
                    "swallowed-error", "unbounded", "write-after-free");
    /** A text that means something else to each of the forms. */
    static final String HOSTILE =
            "</script><img src=x onerror=alert(1)> \"quoted\" & 'so', {{name}} `code` | %0A::error:: ]]> ${{ secrets.X }} \u0007\uD800\uFFFF\n# title";

    private Samples() {
    }

    /** What a replay of a canary's trace shows. */
    static Defect canary(String name) {
        return of("canary/" + name + ".trace");
    }

    private static Defect of(String trace) {
        try {
            Path file = TOP.resolve("corpus/traces").resolve(trace);
            return Defect.of(new TraceReplayer(Bench.bestEngine(), false).withFrames().replay(TraceFormat.parse(Files.readString(file))), "traces/" + trace,
                    "explore", "all");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A finding whose every text is as bad as can be. */
    static Defect hostile() {
        return new Defect(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, "0123456789abcdef", false, HOSTILE, HOSTILE, 3, HOSTILE, HOSTILE,
                List.of(new Choice(HOSTILE, 1, HOSTILE, HOSTILE, HOSTILE)), HOSTILE, List.of(new Frame(HOSTILE, HOSTILE, HOSTILE, 3)),
                List.of(HOSTILE, "kernel"), List.of(new Step(1, HOSTILE, HOSTILE, new Frame(HOSTILE, HOSTILE, HOSTILE, 0), 1, 7), new Step(3, "kernel",
                        HOSTILE, null, 0, 0)),
                1);
    }

    /** A summary with these findings, and something of everything else. */
    static Summary summary(List<Defect> findings) {
        return summary(findings, 5837219L, "--time 5m");
    }

    /** The same of another verb, other parts and canaries, without any run before. */
    static Summary of(Summary all, String command, List<String> shards, CanaryTally canaries) {
        return new Summary(all.schema(), all.version(), command, all.seed(), all.seconds(), all.exitCode(), all.findings(), all.options(), all.started(),
                shards, false, all.executed(), all.marks(), canaries, all.states(), all.claims(), News.NONE);
    }

    static Summary summary(List<Defect> findings, @Nullable Long seed, String option) {
        Map<String, Long> marks = new TreeMap<>(Map.of("KernelMark.CANCEL_TRUE_AFTER_CLAIM", 1_204L, "KernelMark.APC_ENDED_A_WAIT", 0L,
                "ReaderMark.CANCEL_FOUND_NOTHING", 77L, "ReaderMark.LAST_CALLBACK_AWAITED", 0L));
        List<StateSample> states = new ArrayList<>();
        for (int i = 0; i <= 30; i++) {
            states.add(new StateSample(i * 10, i * 600_000L, (long) (975_074 * (1 - Math.exp(-i / 8.0)))));
        }
        List<Claim> claims = List.of(
                new Claim(1, "handles are checked for INVALID_HANDLE_VALUE before use", Claim.Verdict.HELD, List.of("HANDLE_MISUSE"), 18_000_000L, List.of(
                        "KernelMark.CANCEL_TRUE_AFTER_CLAIM"), new Claim.Rows(229, 238), null),
                new Claim(6, "races are avoided (atomics, synchronisation)", Claim.Verdict.REFUTED, List.of("DATA_RACE", "DEADLOCK", "LOST_WAKEUP"),
                        18_000_000L,
                        List.of(), null, "traces/canary/data-race.trace"),
                new Claim(9, "the framework and the Windows API are assumed correct", Claim.Verdict.NOT_EXERCISED, List.of(), 0, List.of(), null, null));
        List<Executed> executed = List.of(new Executed("explore", "all", 17_400_000L, 240.5, 2), new Executed("random-programs", "all", 600_000L, 31, 0),
                new Executed("jazzer", "ReadBufferFuzzer", 2_400_112L, 25.25, 14));
        return new Summary(Summary.SCHEMA, "0.1.0", "campaign", seed, 300.125, findings.isEmpty() ? 0 : 1, findings, Map.of("time", option),
                "2026-11-23T09:00:00Z",
                List.of("1/1"), false, executed, marks, new CanaryTally(10, 10, List.of()), states, claims,
                new News("2026-11-22T09:00:00Z", findings.stream().map(
                        Defect::fingerprint).limit(1).toList(), List.of("ReaderMark.CANCEL_FOUND_NOTHING"), List.of("canary/data-race.trace"), 14));
    }

    /** A page with findings that have timelines, and one whose words are hostile, for a browser. */
    static String page() {
        return Page.of(summary(List.of(canary("data-race"), canary("broken-contract"), hostile())));
    }
}
