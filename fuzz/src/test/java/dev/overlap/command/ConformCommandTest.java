package dev.overlap.command;

import static dev.overlap.command.Ran.overlap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.overlap.kernel.Profile;
import dev.overlap.schedule.Bench;
import dev.overlap.script.Check;
import dev.overlap.script.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there the kernel is there")
    void onAnotherSystemThereIsNoWindows() {
        assertThat(overlap("conform", "--backend", "windows")).isEqualTo(new Ran(2, "",
                "overlap conform: --backend: windows: this is " + System.getProperty("os.name") + "; --backend wine plays on Wine\n"));
    }

    @Test
    void aLineOrARowThatIsKnownToDifferIsNoFailure() throws IOException {
        String script = file("port.script", """
                overlap script 1
                title  A port
                main  port = CreateIoCompletionPort INVALID_HANDLE_VALUE NULL -> handle
                waiter  GetQueuedCompletionStatus port INFINITE -> blocks
                main  CloseHandle port -> TRUE
                waiter  returns -> FALSE ERROR_ABANDONED_WAIT_0 [I13 closed-port-is-waited-for]
                """);
        Ran wine = overlap("conform", "--windows", "wine-8.0", script);

        assertThat(wine.exitCode()).isZero();
        assertThat(wine.out()).contains("I            1       0       0                 1               0\n")
                .endsWith("1 script \u00b7 sim as Wine 8.0 \u00b7 all as Windows does, but for what is known\n");
        assertThat(overlap("conform", script).out()).endsWith("all as Windows does\n");
    }

    @Test
    void aListOfDifferencesThatIsNoneIsRefused() throws IOException {
        String block = "difference  no-handle-count\n  rows   M00 M01\n  does   Counts nothing\n  known  seen\n";
        assertThat(KnownDifferences.read(Path.of(file("a.txt", "# list\n\n" + block))).all()).containsExactly(
                new KnownDifferences.Known("no-handle-count", List.of("M00", "M01"), "Counts nothing", "seen"));
        isNoList(block + block, "line 5: expected a name of small letters and hyphens, each only once, found \"no-handle-count\"");
        isNoList(block.replace("M01", "M-1"), "line 2: expected rows such as K88, found \"M00 M-1\"");
        isNoList(block.replace("  does   Counts nothing\n", ""), "line 3: expected \"does\" and what the kernel does instead, found \"known  seen\"");
        isNoList(block + "difference  other-thing\n  rows  K1\n", "line 7: expected \"does\", found the end of the file");
        isNoList("rows  K1\n", "line 1: expected \"difference\" and its name, found \"rows  K1\"");
    }

    private void isNoList(String text, String message) throws IOException {
        Path list = Path.of(file("b.txt", text));
        assertThatExceptionOfType(BadInput.class).isThrownBy(() -> KnownDifferences.read(list)).withMessage(list + ": " + message);
    }

    @Test
    void badInputIsOneLine() throws IOException {
        String broken = file("broken.script", SCRIPT.replace("SetEvent e", "SetEvent f"));

        assertThat(overlap("conform", broken)).isEqualTo(new Ran(2, "",
                "overlap conform: " + broken + ": line 4, column 16: expected the name of a handle, one of e, found \"f\"\n"));
        assertThat(overlap("conform", folder.resolve("none.script").toString()).err()).endsWith("none.script: no such file\n").hasLineCount(1);
        assertThat(overlap("conform", "--backend", "foo")).isEqualTo(new Ran(2, "",
                "overlap conform: --backend: unknown kernel 'foo'; known: sim, windows, wine\n"));
        assertThat(overlap("conform", "--backend", "wine", "--windows", "7")).isEqualTo(new Ran(2, "",
                "overlap conform: --backend: wine is what it is: --windows is for the simulated kernel\n"));
        assertThat(overlap("conform", "--backend", "windows", "--engine", "threads")).isEqualTo(new Ran(2, "",
                "overlap conform: --backend: windows is what it is: --engine is for the simulated kernel\n"));
        assertThat(overlap("conform", "--windows", "9").exitCode()).isEqualTo(2);
    }

    @Test
    void theFolderOfTheXmlIsMade() throws IOException {
        Path xml = folder.resolve("no/such/rows.xml");

        assertThat(overlap("conform", "--junit", xml.toString(), file("a.script", SCRIPT)).err()).isEmpty();
        assertThat(xml).content().contains("<testcase");
    }

    @Test
    void whatItCameToIsToldEvenIfTheXmlCannotBeWritten() throws IOException {
        String script = file("a.script", SCRIPT);
        Ran ran = overlap("conform", "--junit", script + "/rows.xml", script);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).isEqualTo("overlap conform: cannot write " + script + "/rows.xml: " + script + " is a file, not a directory\n");
        assertThat(ran.out()).endsWith("2 rows failed\n");
        assertThat(overlap("conform", "--json", "--junit", script + "/rows.xml", script).json().path("error").asText()).startsWith("cannot write ");
    }

    @Test
    void aScriptIsNotWrittenOver() throws IOException {
        String script = file("a.script", SCRIPT);
        Files.createDirectory(folder.resolve("x"));
        String same = folder.resolve("x/../a.script").toString();

        assertThat(overlap("conform", "--junit", same, script))
                .isEqualTo(new Ran(2, "", "overlap conform: --junit: " + same + " is read as well, and would be written over: name another file\n"));
        assertThat(Path.of(script)).hasContent(SCRIPT);
    }

    @Test
    void anInterruptedKernelPlaysNothingMoreAndOnlyWhatWasPlayedIsCounted() throws IOException {
        List<ScriptFile> scripts = List.of(ScriptFile.read(Path.of(file("a.script", SCRIPT))), ScriptFile.read(Path.of(file("b.script", SCRIPT))));
        SimBackend kernel = new SimBackend(Bench.Engine.THREADS, Profile.WINDOWS_10);
        ConformRun run = new ConformRun(is -> KnownDifferences.NONE, null);
        kernel.play(scripts, new Backend.Audience() {
            @Override
            public void begins(Kernel is) {
                run.begins(is);
            }

            @Override
            public void played(ScriptFile script, Variant variant, List<Check> checks) {
                run.played(script, variant, checks);
                kernel.interrupt();
            }
        });
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new ConformReport(new Terminal(stream, stream, false, true, false, Terminal.DEFAULT_COLUMNS)).print(run, new Catalogue(Set.of(), Map.of()), true);

        assertThat(run.played()).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("1 script - sim as Windows 10 - 2 rows failed - interrupted\n");
    }
}
