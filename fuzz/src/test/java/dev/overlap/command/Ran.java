package dev.overlap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.overlap.report.Schemas;

/** One call of the command, and what came of it. */
record Ran(int exitCode, String out, String err) {

    /** Runs the command in this process, as if into a pipe. */
    static Ran overlap(String... arguments) {
        return overlap(false, arguments);
    }

    /** Runs the command in this process, for a terminal with or without more than ASCII. */
    static Ran overlap(boolean ascii, String... arguments) {
        return overlap(ascii, Defaults::none, arguments);
    }

    /** Runs the command in this process, with a file of defaults. */
    static Ran overlap(Supplier<Defaults> defaults, String... arguments) {
        return overlap(false, defaults, arguments);
    }

    private static Ran overlap(boolean ascii, Supplier<Defaults> defaults, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), false, ascii,
                false, Terminal.DEFAULT_COLUMNS);
        int exitCode = Overlap.run(terminal, defaults, arguments);
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** What stdout holds, which must be one JSON object and nothing else, as the schema says. */
    JsonNode json() {
        try {
            assertThat(Schemas.problemsOfJson(out)).as(out).isEmpty();
            return new ObjectMapper().enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(out);
        } catch (IOException e) {
            throw new UncheckedIOException(out, e);
        }
    }
}
