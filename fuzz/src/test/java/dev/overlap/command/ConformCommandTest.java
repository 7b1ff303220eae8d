package dev.overlap.command;

import static dev.overlap.command.Ran.overlap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** Playing scripts, and what is told of their rows. */
class ConformCommandTest {

    private static final String SCRIPT = """
            overlap script 1
            title  Events
            main  e = CreateEvent auto -> handle  [S1]
            main  SetEvent e -> FALSE ERROR_NO_DATA  [S2 K9]
            when windows=7: main  ResetEvent e -> TRUE  [S10]
            """;

    @TempDir
    private Path folder = Path.of("");

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void theSimulatedKernelKeepsAllRowsOfTheCorpus() {
        Ran ran = overlap("conform");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("source    rows  passed  failed  known difference  not applicable\n", "\nall  ", "sim as Windows 10",
                "all as Windows does\n");
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void everyRowOfTheCatalogueIsPassedOrLeftOutWithAReason() {
        Catalogue catalogue = Catalogue.read(Objects.requireNonNull(Checkout.scripts()).resolve(Catalogue.FILE));
        JsonNode rows = overlap("conform", "--json").json().path("rows");

        assertThat(catalogue.leftOut()).hasSizeLessThanOrEqualTo(15);
        assertThat(rows.path("passed").asInt() + rows.path("leftOut").asInt()).isEqualTo(catalogue.rows().size());
        assertThat(rows.path("failed").asInt()).isZero();
    }

    @Test
    void wineDiffersWhereItIsKnownTo() {
        Ran ran = overlap("conform", "--windows", "wine-8.0", "--json");

        assertThat(ran.json().path("profile").asText()).isEqualTo("Wine 8.0");
        assertThat(ran.json().path("rows").path("knownDifference").asInt()).isPositive();
        assertThat(ran.json().path("rows").path("failed").asInt()).isZero();
    }

    @Test
    void aListOfRowsThatIsNoneIsRefused() throws IOException {
        Path list = Path.of(file("rows.txt", "# rows\nsource K  1-3 4x5  somewhere\n"));
        assertThatExceptionOfType(BadInput.class).isThrownBy(() -> Catalogue.read(list)).withMessageContaining("line 2: expected");
        Path left = Path.of(file("rows.txt", "source K  1-3 5a  somewhere\nleft-out K4  no reason is enough\n"));
        assertThatExceptionOfType(BadInput.class).isThrownBy(() -> Catalogue.read(left)).withMessageContaining("line 2: expected");
        assertThat(Catalogue.read(Path.of(file("rows.txt", "source K  1-3 5a  somewhere\nleft-out K2  for a reason\n"))).missing(Set.of("K1", "K5a")))
                .containsExactly("K3");
    }

    @Test
    void aRowThatFailsIsShownWithWhatWasExpected() throws IOException {
        String script = file("events.script", SCRIPT);
        Ran ran = overlap("conform", script);

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).isEqualTo("""
                failed  S2  %1$s:4
                        call      SetEvent e
                        expected  FALSE ERROR_NO_DATA
                        actual    TRUE

                failed  K9  %1$s:4
                        call      SetEvent e
                        expected  FALSE ERROR_NO_DATA
                        actual    TRUE

                source    rows  passed  failed  known difference  not applicable
                K            1       0       1                 0               0
                S            3       1       1                 0               1
                all          4       1       2                 0               1

                1 script \u00b7 sim as Windows 10 \u00b7 2 rows failed
                """.formatted(script));
    }

    @Test
    void jsonHoldsRowsAndFailures() throws IOException {
        String script = file("events.script", SCRIPT);
        JsonNode json = overlap("conform", "--json", "--windows", "7", script).json();

        assertThat(json.path("command").asText()).isEqualTo("conform");
        assertThat(json.path("backend").asText()).isEqualTo("sim");
        assertThat(json.path("profile").asText()).isEqualTo("Windows 7");
        assertThat(json.path("exitCode").asInt()).isEqualTo(1);
        assertThat(json.path("rows").toString()).isEqualTo("{\"total\":4,\"passed\":2,\"failed\":2,\"knownDifference\":0,\"notApplicable\":0,\"leftOut\":0}");
        assertThat(json.path("failures")).hasSize(2);
        JsonNode failure = json.path("failures").path(0);
        assertThat(failure.path("row").asText()).isEqualTo("S2");
        assertThat(failure.path("script").asText()).isEqualTo(script);
        assertThat(failure.path("line").asInt()).isEqualTo(4);
        assertThat(failure.path("expected").asText()).isEqualTo("FALSE ERROR_NO_DATA");
        assertThat(failure.path("actual").asText()).isEqualTo("TRUE");
    }

    @Test
    void junitGetsATestCaseForEachRow() throws Exception {
        Path xml = folder.resolve("rows.xml");
        overlap("conform", "--junit", xml.toString(), file("<&\">.script".replace('"', '\''), SCRIPT + "main  SetEvent NULL -> TRUE\n"));

        Element suite = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile()).getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("5");
        assertThat(suite.getAttribute("failures")).isEqualTo("3");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(5);
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).contains("<&'>.script:4").endsWith(": SetEvent e: expected FALSE ERROR_NO_DATA, was TRUE");
    }

    @Test
    void badInputIsOneLine() throws IOException {
        String broken = file("broken.script", SCRIPT.replace("SetEvent e", "SetEvent f"));

        assertThat(overlap("conform", broken)).isEqualTo(new Ran(2, "",
                "overlap conform: " + broken + ": line 4, column 16: expected the name of a handle, one of e, found \"f\"\n"));
        assertThat(overlap("conform", folder.resolve("none.script").toString()).err()).endsWith("none.script: no such file\n").hasLineCount(1);
        assertThat(overlap("conform", "--backend", "wine")).isEqualTo(new Ran(2, "",
                "overlap conform: --backend: unknown kernel 'wine'; known: sim\n"));
        assertThat(overlap("conform", "--windows", "9").exitCode()).isEqualTo(2);
        assertThat(overlap("conform", "--junit", folder.resolve("no/such/rows.xml").toString(), file("a.script", SCRIPT)).exitCode()).isEqualTo(2);
    }
}
