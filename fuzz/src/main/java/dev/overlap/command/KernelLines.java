package dev.overlap.command;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.overlap.finding.HarnessError;
import dev.overlap.script.Check;
import org.jspecify.annotations.Nullable;

/** What two processes of Overlap say to each other, one JSON object a line: first what is to be done, then the kernel, then what has come of each script. */
final class KernelLines {

    private static final ObjectMapper MAPPER = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /**
     * What is to be done: scripts, or exploring.
     *
     * @param backend what users call the kernel
     * @param scripts the text of each, null when something is to be explored
     * @param explore what is to be explored, null when scripts are to be played
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Job(String backend, @Nullable List<String> scripts, RealExplore.@Nullable Wish explore) {

        static Job ofScripts(String backend, List<String> scripts) {
            return new Job(backend, scripts, null);
        }

        static Job ofExploring(String backend, RealExplore.Wish wish) {
            return new Job(backend, null, wish);
        }
    }

    /**
     * What has come of it: the kernel in the first line; of scripts a script and its variant, both by number, in each of the next ones; of exploring how far it
     * has come, and what it came to so far, the last of which is what it came to; at the end that it is the end. Or why there is none. In between, every few seconds, a line that says nothing.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Said(@Nullable Kernel kernel, @Nullable Integer script, @Nullable Integer variant, @Nullable List<Check> checks,
            RealExplore.@Nullable Reached reached, RealExplore.@Nullable Outcome outcome, @Nullable String failure, @Nullable Boolean end) {

        static Said begins(Kernel kernel) {
            return new Said(kernel, null, null, null, null, null, null, null);
        }

        static Said played(int script, int variant, List<Check> checks) {
            return new Said(null, script, variant, checks, null, null, null, null);
        }

        static Said reached(RealExplore.Reached reached) {
            return new Said(null, null, null, null, reached, null, null, null);
        }

        static Said explored(RealExplore.Outcome outcome) {
            return new Said(null, null, null, null, null, outcome, null, null);
        }

        static Said failed(String failure) {
            return new Said(null, null, null, null, null, null, failure, null);
        }

        /** Nothing, so that the other side knows that it has not been left alone. */
        static Said nothing() {
            return new Said(null, null, null, null, null, null, null, null);
        }

        @JsonIgnore
        boolean isNothing() {
            return equals(nothing());
        }

        static Said ends() {
            return new Said(null, null, null, null, null, null, null, true);
        }
    }

    private KernelLines() {
    }

    static String print(Object object) {
        try {
            return MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new HarnessError("a line between two processes cannot be written", e);
        }
    }

    /**
     * Reads a line.
     *
     * @throws IOException when it is none
     */
    static <T> T parse(String line, Class<T> type) throws IOException {
        T read = MAPPER.readValue(line, type);
        if (read == null) {
            throw new IOException("null");
        }
        return read;
    }
}
