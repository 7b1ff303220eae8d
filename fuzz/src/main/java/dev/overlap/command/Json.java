package dev.overlap.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.overlap.explore.FaultCoverage;
import dev.overlap.finding.Finding;
import dev.overlap.finding.HarnessError;
import dev.overlap.trace.Trace;
import org.jspecify.annotations.Nullable;

/** What {@code --json} prints: the components of these records are its fields. A field is never renamed or removed without a new {@link #SCHEMA}. */
final class Json {

    /** The version of these fields. */
    static final int SCHEMA = 1;

    private static final ObjectMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /**
     * What every verb has.
     *
     * @param command the verb
     * @param seed null for verbs that draw nothing
     * @param seconds wall time of the command
     */
    record Head(int schema, String version, String command, @Nullable Long seed, double seconds, int exitCode, List<Found> findings) {

        Head(String command, @Nullable Long seed, long nanos, int exitCode, List<Found> findings) {
            this(SCHEMA, Overlap.VERSION, command, seed, Math.round(nanos / 1e6) / 1e3, exitCode, findings);
        }
    }

    /**
     * A finding.
     *
     * @param trace the file that repeats it, null when it could not be written
     * @param input the fuzzer's input of which that is the trace; null, and not printed, without such
     */
    record Found(String kind, String scenario, String reader, String message, @Nullable String trace,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String input) {

        Found(String kind, String scenario, String reader, String message, @Nullable String trace) {
            this(kind, scenario, reader, message, trace, null);
        }

        static Found of(Finding finding, Trace trace, @Nullable Path file) {
            return new Found(finding.kind().name(), trace.scenario(), trace.reader(), finding.message(), file == null ? null : file.toString());
        }
    }

    /**
     * What {@code explore} prints.
     *
     * @param executions all of them, canaries and re-runs apart
     * @param steps scheduling points in them
     * @param marks how often each coverage mark was reached
     * @param faults the fault coverage, null when it was not asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Explored(@JsonUnwrapped Head head, long executions, long executionsPerSecond, long steps, long states, long transitions, CanaryCounts canaries,
            Replays replayed, Map<String, Long> marks, @Nullable List<Fault> faults) {
    }

    /**
     * A failure of one call at one place.
     *
     * @param site class and line
     * @param survived in how many executions it was met, and nothing was found
     */
    record Fault(String site, String function, int error, long survived) {

        static Fault of(FaultCoverage.Failure failure) {
            return new Fault(failure.site().toString(), failure.call().function(), failure.error(), failure.survived());
        }
    }

    /** How many canaries were played, and how many of them were found. */
    record CanaryCounts(int expected, int found) {
    }

    /** How many executions were repeated from their own recording, and how many of them went another way. */
    record Replays(long checked, long diverged) {
    }

    /** What {@code replay} prints. */
    record Replayed(@JsonUnwrapped Head head, List<Entry> entries, long reproduced, long moved, long clean, long stale, long broken, long asExpected) {
    }

    /**
     * One entry of a replay.
     *
     * @param outcome reproduced, moved, clean, stale or broken
     * @param step the scheduling point at which it ended, null when broken
     * @param expected the finding that it should show, or "clean"; null when broken
     * @param actual the finding that it shows, or "clean"; when broken, why
     */
    record Entry(String file, String outcome, @Nullable Integer step, @Nullable String expected, String actual) {
    }

    /** What {@code shrink} prints. */
    record Shrunk(@JsonUnwrapped Head head, Choices choices) {
    }

    /** How many choices a trace had, and has. */
    record Choices(int before, int after) {
    }

    /**
     * What {@code conform} prints.
     *
     * @param backend null, as profile and kernel, when it was interrupted before the kernel was there
     */
    record Conformed(@JsonUnwrapped Head head, @Nullable String backend, @Nullable String profile, @Nullable Kernel kernel, Rows rows, List<FailedRow> failures,
            List<NotPlayed> notPlayed) {
    }

    /**
     * What {@code explore} prints of a real kernel.
     *
     * @param discardedCallbacks callbacks that began although the kernel had promised that none would
     * @param handlesMore how many handles the process has more than after its first executions, by type
     */
    record ReallyExplored(@JsonUnwrapped Head head, String backend, @Nullable Kernel kernel, long executions, long executionsPerSecond,
            List<RealExplore.Lane> lanes, List<NotPlayed> notPlayed, long discardedCallbacks, Map<String, Integer> handlesMore) {
    }

    /** A script, or a scenario, that a kernel cannot be made to play, and why. */
    record NotPlayed(String script, String reason) {
    }

    /** How many rows of the catalogue the scripts name, and what has come of them; and how many they leave out, which are not in the total. */
    record Rows(int total, long passed, long failed, long knownDifference, long notApplicable, long leftOut) {
    }

    /**
     * A line of a script that was not as it says.
     *
     * @param row empty when the line names none
     */
    record FailedRow(String row, String script, int line, String expected, String actual) {

        static FailedRow of(Conformance.Failure failure) {
            return new FailedRow(failure.row(), failure.script().toString(), failure.check().line(), failure.check().expected(), failure.check().actual());
        }
    }

    /** What {@code fuzz --list} prints. */
    record FuzzTargets(@JsonUnwrapped Head head, List<Target> targets) {
    }

    /** A fuzz target. */
    record Target(String name, String what) {
    }

    /**
     * What {@code fuzz} prints. Of a finding without a schedule, the kind is what was thrown, the scenario the target, and the trace the input.
     *
     * @param corpusEntries how many inputs reach something that no other one of them does
     */
    record Fuzzed(@JsonUnwrapped Head head, String target, long executions, long executionsPerSecond, int corpusEntries) {
    }

    /**
     * What {@code corpus list} prints.
     *
     * @param entries how many there are, by kind
     * @param broken files that are no entries, each with the reason
     * @param files all entries, null when they were not asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CorpusListed(@JsonUnwrapped Head head, Map<String, Integer> entries, List<FileReason> broken, @Nullable List<String> files) {
    }

    /** A file, and what is said of it. */
    record FileReason(String file, String reason) {
    }

    /** What {@code corpus verify} prints. */
    record CorpusVerified(@JsonUnwrapped Head head, Map<String, Integer> entries, List<FileReason> broken, int asExpected, List<Otherwise> unexpected) {
    }

    /** An entry that did not do what it expects. */
    record Otherwise(String file, String expected, String actual) {
    }

    /**
     * What {@code corpus refresh} prints.
     *
     * @param dryRun whether nothing was written
     */
    record CorpusRefreshed(@JsonUnwrapped Head head, Map<String, Integer> entries, List<FileReason> broken, boolean dryRun, List<String> rewritten) {
    }

    /**
     * What {@code corpus prune} prints.
     *
     * @param deleted whether the files that add nothing are gone
     * @param addNothing files, and why each adds nothing
     */
    record CorpusPruned(@JsonUnwrapped Head head, Map<String, Integer> entries, List<FileReason> broken, boolean deleted, List<FileReason> addNothing) {
    }

    /**
     * What {@code corpus add} prints.
     *
     * @param refused files that were not added, each with the reason
     */
    record CorpusAdded(@JsonUnwrapped Head head, Map<String, Integer> entries, List<FileReason> broken, List<Added> added, List<FileReason> refused) {
    }

    /** A file, and the entry that was made of it. */
    record Added(String file, String entry) {
    }

    /** What any verb prints when it could not do what it was asked to. */
    record Failed(@JsonUnwrapped Head head, String error) {
    }

    private Json() {
    }

    /** Prints one object. */
    static void print(Terminal terminal, Object object) {
        try {
            terminal.out().println(MAPPER.writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new HarnessError("an object cannot be written as JSON", e);
        }
    }
}
