package dev.overlap.command;

import java.io.IOException;
import java.util.List;

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
     * What is to be done.
     *
     * @param backend what users call the kernel
     * @param scripts the text of each
     */
    record Job(String backend, List<String> scripts) {
    }

    /**
     * What has come of it: the kernel in the first line; a script and its variant, both by number, in the next ones; at the end that it is the end. Or why there
     * is none.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Said(@Nullable Kernel kernel, @Nullable Integer script, @Nullable Integer variant, @Nullable List<Check> checks, @Nullable String failure,
            @Nullable Boolean end) {

        static Said begins(Kernel kernel) {
            return new Said(kernel, null, null, null, null, null);
        }

        static Said played(int script, int variant, List<Check> checks) {
            return new Said(null, script, variant, checks, null, null);
        }

        static Said failed(String failure) {
            return new Said(null, null, null, null, failure, null);
        }

        static Said ends() {
            return new Said(null, null, null, null, null, true);
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
