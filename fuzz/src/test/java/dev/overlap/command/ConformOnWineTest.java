package dev.overlap.command;

import static dev.overlap.command.Ran.overlap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** All scripts on Wine itself, where native-real/wine/setup has been run. */
class ConformOnWineTest {

    @SuppressWarnings("unused") // named by EnabledIf
    static boolean wineIsSetUp() {
        try {
            WineHost.find(System.getenv());
            return true;
        } catch (BadInput e) {
            return false;
        }
    }

    @Test
    @EnabledIf(value = "wineIsSetUp", disabledReason = "native-real/wine/setup has not been run")
    void wineKeepsAllRowsButThoseThatItIsKnownToKeepOtherwise() {
        Ran ran = overlap("conform", "--backend", "wine", "--json");
        JsonNode object = ran.json();

        assertThat(object.path("failures")).as(ran.err()).isEmpty();
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode rows = object.path("rows");
        assertThat(rows.path("notApplicable").asInt()).isZero();
        assertThat(rows.path("passed").asInt() + rows.path("knownDifference").asInt()).isEqualTo(rows.path("total").asInt());
    }
}
