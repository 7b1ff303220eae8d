package dev.overlap.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What a run has found and done. Its components are the fields of summary.json, and of what {@code overlap campaign --json} prints: none is renamed or removed
 * without a new schema.
 *
 * @param schema the version of these fields: {@link #SCHEMA}
 * @param version of Overlap
 * @param command the verb
 * @param seed null where runs with several seeds were joined
 * @param seconds wall time; of runs that were joined, the sum
 * @param exitCode as the command ends with
 * @param findings each once, in the order in which they were found
 * @param options what was asked for, by name, to run the same again
 * @param started the beginning, as ISO 8601 in UTC; of runs that were joined, the first one's
 * @param shards which parts of a run this is, "1/4"; "1/1" for a whole one
 * @param interrupted whether it was ended from outside before its time
 * @param executed what was run
 * @param marks how often each coverage mark was reached, those never reached included
 * @param canaries the readers that had to be found wrong
 * @param states how many states had been seen when, in order of time
 * @param claims what this says of each claim about the reader
 * @param news what the runs before did not have
 */
public record Summary(int schema, String version, String command, @Nullable Long seed, double seconds, int exitCode, List<Defect> findings,
        Map<String, String> options, String started, List<String> shards, boolean interrupted, List<Executed> executed, Map<String, Long> marks,
        CanaryTally canaries, List<StateSample> states, List<Claim> claims, News news) {

    /** The version of these fields. */
    public static final int SCHEMA = 1;

    public Summary {
        findings = List.copyOf(findings);
        options = new TreeMap<>(options);
        shards = List.copyOf(shards);
        executed = List.copyOf(executed);
        marks = new TreeMap<>(marks);
        states = List.copyOf(states);
        claims = List.copyOf(claims);
    }

    /** All executions, whatever ran them. */
    public long executions() {
        return executed.stream().mapToLong(Executed::executions).sum();
    }

    /** Whether it is of one call, from its beginning to its end without a break. */
    boolean ranAtOnce() {
        return shards.size() == 1 && news.since() == null;
    }

    /** The marks that were never reached, by name. */
    public List<String> marksNeverReached() {
        return marks.entrySet().stream().filter(mark -> mark.getValue() == 0).map(Map.Entry::getKey).toList();
    }
}
