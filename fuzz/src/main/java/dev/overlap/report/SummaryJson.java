package dev.overlap.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.overlap.finding.HarnessError;

/** summary.json: a {@link Summary} as text, and back. */
public final class SummaryJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    private static final String SCHEMA = "overlap.schema.json";

    private SummaryJson() {
    }

    /** The JSON Schema of summary.json, and of what every verb prints as JSON. */
    public static String schema() {
        try (InputStream schema = SummaryJson.class.getResourceAsStream(SCHEMA)) {
            if (schema == null) {
                throw new HarnessError(SCHEMA + " is missing: the jar is damaged");
            }
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new HarnessError(SCHEMA + " cannot be read: the jar is damaged", e);
        }
    }

    /** The text, in ASCII. */
    public static String print(Summary summary) {
        return print((Object) summary);
    }

    static String print(Object object) {
        try {
            return MAPPER.writeValueAsString(object) + '\n';
        } catch (JsonProcessingException e) {
            throw new HarnessError("an object cannot be written as JSON", e);
        }
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when that is no summary, or one of another schema; the message is one line
     * @throws IOException when the file cannot be read
     */
    public static Summary read(Path file) throws IOException {
        Summary summary;
        try {
            summary = MAPPER.readValue(Files.readAllBytes(file), Summary.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a summary: " + e.getOriginalMessage().lines().findFirst().orElse(""), e);
        }
        if (summary == null || summary.schema() != Summary.SCHEMA) {
            throw new IllegalArgumentException("not a summary of schema " + Summary.SCHEMA);
        }
        return summary;
    }
}
