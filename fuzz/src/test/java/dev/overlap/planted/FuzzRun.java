package dev.overlap.planted;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.overlap.target.TargetProperties;

/**
 * What {@code overlap fuzz} has found with one target.
 *
 * @param thrown the first line of what was thrown, or that an input does not end; empty when nothing was found
 * @param executions until then, seeds included
 * @param seconds of the whole command: two JVMs have begun and the input was made shorter
 * @param output what the command has printed
 */
record FuzzRun(String thrown, long executions, double seconds, String output) {

    private static final String COMMAND = "dev.overlap.command.Overlap";
    private static final int NOTHING_FOUND = 0;
    private static final int FOUND = 1;
    /** How much longer than its time a run may take to begin and to end. */
    private static final Duration MARGIN = Duration.ofMinutes(3);

    /**
     * Fuzzes with the seeds and the dictionary that the repository has for the target, until something is found or the time is over.
     *
     * @param defective the folder of classes with a defect, or none
     * @param target as {@code overlap fuzz --list} names it
     * @param time how long, in whole seconds
     * @param seed of the fuzzer's own random numbers
     * @param folder an empty one, which gets the corpus and what was found
     * @throws IllegalStateException when the command ended in another way
     */
    static FuzzRun of(List<Path> defective, String target, Duration time, int seed, Path folder) throws IOException, InterruptedException {
        return of(defective, target, List.of("--time", time.toSeconds() + "s"), time, seed, folder, ChildJvm.USUAL);
    }

    /**
     * The same for at most so many executions, and with or without telling the fuzzer of states.
     *
     * @param patience how long that may take
     */
    static FuzzRun ofExecutions(List<Path> defective, String target, long executions, Duration patience, boolean feedback, int seed, Path folder)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(ChildJvm.USUAL);
        options.add("-D" + TargetProperties.FEEDBACK + "=" + (feedback ? "on" : "off"));
        return of(defective, target, List.of("--executions", Long.toString(executions)), patience, seed, folder, options);
    }

    private static FuzzRun of(List<Path> defective, String target, List<String> until, Duration patience, int seed, Path folder, List<String> options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("fuzz", target, "--seed", Integer.toString(seed), "--corpus", folder.resolve("corpus").toString(),
                "--out", folder.resolve("findings").toString(), "--json"));
        arguments.addAll(until);
        ChildJvm.Ended ended = new ChildJvm(defective, options, COMMAND, arguments).run(patience.plus(MARGIN));
        if (ended.exitCode() != NOTHING_FOUND && ended.exitCode() != FOUND) {
            throw new IllegalStateException(
                    "overlap " + String.join(" ", arguments) + " has ended with exit code " + ended.exitCode() + ":\n" + ended.output());
        }
        // Before the object stands what goes to stderr.
        JsonNode object = new ObjectMapper().readTree(ended.output().substring(ended.output().indexOf("{\n")));
        String thrown = ended.exitCode() == FOUND ? object.get("findings").get(0).get("message").asText() : "";
        return new FuzzRun(thrown, object.get("executions").asLong(), object.get("seconds").asDouble(), ended.output());
    }

    boolean found() {
        return !thrown.isEmpty();
    }

    @Override
    public String toString() {
        return found() ? String.format(Locale.ROOT, "after %,d executions and %.0f s: %s", executions, seconds, thrown)
                : String.format(Locale.ROOT, "nothing found in %,d executions and %.0f s", executions, seconds);
    }
}
