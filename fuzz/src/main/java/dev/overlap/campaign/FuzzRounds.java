package dev.overlap.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Runs rounds of fuzz targets, each in a JVM of its own. One thread runs them, any may end them. */
public interface FuzzRounds {

    /** How long it may take to make the inputs of one target fewer, where nothing else bounds it. */
    Duration LONGEST_MERGE = Duration.ofMinutes(10);

    /**
     * What came of a round.
     *
     * @param seconds wall time, the start of the JVM included
     * @param startSeconds how much of it went before the first input
     * @param entries how many inputs its corpus has now
     * @param added how many of them it did not have before
     * @param thrown null when nothing was
     */
    record Played(long executions, double seconds, double startSeconds, int entries, int added, @Nullable Thrown thrown) {
    }

    /**
     * What an input throws.
     *
     * @param what class and message, one line
     * @param frames where, the innermost first, as stack traces print them
     * @param input the file
     * @param trace of the shrunk execution, where a schedule is involved, otherwise null
     */
    record Thrown(String what, List<String> frames, Path input, @Nullable Path trace) {
    }

    /**
     * Fuzzes a target.
     *
     * <p>Throws what ends the whole campaign: when an input that throws cannot be stored, or the JVM dies for no reason of the input's.
     *
     * @param longest so long after the first input it ends, even if there were fewer executions
     * @param grown gets inputs that reach something new, and has those of earlier rounds
     * @param afresh whether it begins with the seeds of the target alone: what it finds depends on the seed and the number of executions then
     * @param out gets an input that throws
     */
    Played run(String target, long seed, long executions, Duration longest, Path grown, boolean afresh, Path out);

    /**
     * Leaves only inputs in a folder that reach something which others of them, and the seeds of the target, do not.
     *
     * @param longest after so much time they are all left as they are
     */
    void minimise(String target, Path grown, Duration longest);

    /** Ends what is running; what is asked for afterwards ends at once. */
    void interrupt();
}
