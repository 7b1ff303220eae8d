package dev.overlap.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.overlap.explore.WholeFile;
import dev.overlap.finding.HarnessError;

/**
 * What a campaign remembers, in its folder: everything else there but traces and inputs can be made from it.
 *
 * @param schema {@link #SCHEMA}
 * @param parts one, or several where shards were joined
 */
record CampaignFile(int schema, List<Part> parts) {

    static final int SCHEMA = 1;
    static final String NAME = "campaign.json";

    private static final long MAX_BYTES = 64L << 20;
    private static final ObjectMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES).build();

    CampaignFile {
        parts = List.copyOf(parts);
    }

    CampaignFile(List<Part> parts) {
        this(SCHEMA, parts);
    }

    String print() {
        try {
            return MAPPER.writeValueAsString(this) + '\n';
        } catch (JsonProcessingException e) {
            throw new HarnessError("what a campaign remembers cannot be written as JSON", e);
        }
    }

    /** Whether there is one in a folder. */
    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(NAME));
    }

    /**
     * Reads the one in a folder.
     *
     * @throws BadCampaignException when it is missing, or none; the message is one line
     */
    static CampaignFile read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            if (!Files.isRegularFile(file)) {
                throw new BadCampaignException(folder + " is not the folder of a campaign: no " + NAME + " in it");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new BadCampaignException(file + ": not what a campaign remembers: larger than 64 MB");
            }
            CampaignFile read = MAPPER.readValue(Files.readAllBytes(file), CampaignFile.class);
            if (read == null || read.schema() != SCHEMA || read.parts().isEmpty()) {
                throw new BadCampaignException(file + ": not what a campaign remembers, schema " + SCHEMA);
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new BadCampaignException(file + ": not what a campaign remembers: " + e.getOriginalMessage().lines().findFirst().orElse(""), e);
        } catch (IOException e) {
            throw new BadCampaignException(file + ": cannot be read: " + WholeFile.reason(e), e);
        }
    }
}
