package dev.overlap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.overlap.kernel.Difference;
import dev.overlap.kernel.Profile;
import dev.overlap.schedule.Bench;
import dev.overlap.script.Check;
import dev.overlap.script.Observed;
import dev.overlap.script.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real kernels were seen to do, and the simulated one beside them. */
class ObservationTest {

    private static final Path SCRIPTS = Objects.requireNonNull(Checkout.scripts());
    private static final Path WINE = SCRIPTS.resolveSibling("observations").resolve("wine-8.0.txt");

    @TempDir
    private Path folder = Path.of("");

    // ---------------------------------------------------------------- the simulated kernel and the real one

    /** One line of the simulated kernel, and what excuses it where it is otherwise on the real one. */
    private record Line(String text, boolean excused) {
    }

    /** The simulated kernel as Wine, each variant of each script by its name. */
    private static Map<String, List<Line>> simulated(int windows) {
        Set<String> otherwise = new HashSet<>();
        for (Difference difference : Difference.values()) {
            if (difference.isShownBy(Profile.WINE_8_0) && difference.how() != Difference.How.RULE) {
                otherwise.addAll(difference.rows());
                otherwise.add(KnownDifferences.name(difference));
            }
        }
        Map<String, List<Line>> parts = new LinkedHashMap<>();
        List<ScriptFile> scripts = ScriptFile.find(SCRIPTS).stream().map(ScriptFile::read).toList();
        new SimBackend(Bench.bestEngine(), Profile.WINE_8_0, windows).play(scripts, new Backend.Audience() {
            @Override
            public void begins(Kernel kernel) {}

            @Override
            public void played(ScriptFile script, Variant variant, List<Check> checks) {
                List<Line> lines = new ArrayList<>();
                for (Check check : checks) {
                    if (check.verdict() != Check.Verdict.NOT_APPLICABLE) {
                        boolean excused = check.rows().stream().anyMatch(otherwise::contains) || check.differences().stream().anyMatch(otherwise::contains);
                        lines.add(new Line(Observed.line(script.script(), variant, check), excused));
                    }
                }
                parts.put(Observation.Part.name(script, variant), lines);
            }
        });
        return parts;
    }

    @Test
    void theSimulatedKernelAsWineAnswersAsWineWasSeenTo() {
        Observation wine = Observation.read(WINE);
        Map<String, List<Line>> simulated = simulated(wine.windows());

        List<String> otherwise = new ArrayList<>();
        int compared = 0;
        for (Observation.Part part : wine.parts()) {
            List<Line> lines = Objects.requireNonNull(simulated.get(part.script()), part.script());
            if (!part.notPlayed().isEmpty()) {
                continue;
            }
            assertThat(lines).as(part.script() + " has changed since Wine played it: record it again").hasSameSizeAs(part.lines());
            for (int i = 0; i < lines.size(); i++) {
                Line line = lines.get(i);
                if (!line.excused()) {
                    compared++;
                    if (!line.text().equals(part.lines().get(i))) {
                        otherwise.add(part.script() + "\n  wine  " + part.lines().get(i) + "\n  sim   " + line.text());
                    }
                }
            }
        }
        assertThat(otherwise).isEmpty();
        assertThat(compared).isGreaterThan(1_500);
        assertThat(wine.parts()).hasSameSizeAs(simulated.keySet());
    }

    @Test
    void whatIsKnownOfWineIsTheSameInTheModelAndInTheList() {
        KnownDifferences listed = KnownDifferences.read(SCRIPTS.resolve(KnownDifferences.file("wine-8.0")));
        KnownDifferences modelled = KnownDifferences.of(Profile.WINE_8_0);

        assertThat(listed.all()).extracting(KnownDifferences.Known::name).containsExactlyElementsOf(modelled.all().stream()
                .map(KnownDifferences.Known::name).toList());
        for (int i = 0; i < listed.all().size(); i++) {
            assertThat(listed.all().get(i).rows()).as(listed.all().get(i).name()).isEqualTo(modelled.all().get(i).rows());
            assertThat(listed.all().get(i).does()).isEqualTo(modelled.all().get(i).does());
        }
    }

    @Test
    void aScriptNamesNoDifferenceThatDoesNotExist() {
        Set<String> known = new HashSet<>();
        Arrays.stream(Difference.values()).map(KnownDifferences::name).forEach(known::add);
        Set<String> named = new HashSet<>();
        new SimBackend(Bench.bestEngine(), Profile.WINDOWS_10).play(ScriptFile.find(SCRIPTS).stream().map(ScriptFile::read).toList(), new Backend.Audience() {
            @Override
            public void begins(Kernel kernel) {}

            @Override
            public void played(ScriptFile script, Variant variant, List<Check> checks) {
                checks.forEach(check -> named.addAll(check.differences()));
            }
        });
        assertThat(named).isNotEmpty();
        assertThat(known).containsAll(named);
    }

    @Test
    void whatIsSaidToHaveBeenSeenByAProbeHasOne() {
        Path root = Objects.requireNonNull(Checkout.root());
        KnownDifferences listed = KnownDifferences.read(SCRIPTS.resolve(KnownDifferences.file("wine-8.0")));
        List<String> probes = listed.all().stream().map(KnownDifferences.Known::source).filter(source -> source.startsWith("seen: native-real"))
                .map(source -> source.replaceFirst("seen: ([^;]*).*", "$1")).toList();
        assertThat(probes).isNotEmpty().allSatisfy(probe -> assertThat(root.resolve(probe)).isRegularFile());
    }

    // ---------------------------------------------------------------- the file

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Observation observation = new Observation("Wine 8.0", "10.0.18362", 10, List.of(
                new Observation.Part("a.script, byte", "", List.of("main  e = CreateEvent auto -> handle", "main  SetEvent e -> TRUE")),
                new Observation.Part("b.script", "a process of its own: child", List.of())));
        Path file = observation.write(folder.resolve("new"), "wine-8.0");

        assertThat(Observation.read(file)).isEqualTo(observation);
        assertThat(file).hasContent("""
                overlap observation 1
                kernel   Wine 8.0
                windows  10 (10.0.18362)

                script  a.script, byte
                main  e = CreateEvent auto -> handle
                main  SetEvent e -> TRUE

                script  b.script
                not-played  a process of its own: child
                """);
        assertThat(folder.resolve("new")).isDirectoryContaining("glob:**.txt").isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void anythingElseIsRefused() throws IOException {
        assertThatExceptionOfType(BadInput.class).isThrownBy(() -> Observation.read(file("overlap script 1\n"))).withMessageContaining("line 1: expected");
        assertThatExceptionOfType(BadInput.class).isThrownBy(() -> Observation.read(file("overlap observation 1\nkernel   Wine\n")))
                .withMessageContaining("line 2: expected");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Observation.read(file("overlap observation 1\nkernel   Wine\nwindows  10 (1)\n\nmain  x\n")))
                .withMessageContaining("line 5: expected");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("observation.txt"), text);
    }

    @Test
    void theSimulatedKernelIsRecordedAlike() throws IOException {
        String script = "overlap script 1\ntitle  Events\nvariant  one  kind=auto\nvariant  other  kind=manual\n"
                + "main  e = CreateEvent $kind -> handle [S1]\nmain  expect e set [S1]\nwhen one: main  SetEvent e -> TRUE\n";
        Path file = Files.writeString(folder.resolve("events.script"), script);
        Ran ran = Ran.overlap("conform", "--record", folder.toString(), file.toString());

        assertThat(ran.err()).isEqualTo("overlap conform: recorded in " + folder.resolve("sim-windows-10.txt") + "\n");
        assertThat(folder.resolve("sim-windows-10.txt")).hasContent("""
                overlap observation 1
                kernel   Windows 10
                windows  10 (10)

                script  events.script, one
                main  e = CreateEvent auto -> handle
                main  expect e unset
                main  SetEvent e -> TRUE

                script  events.script, other
                main  e = CreateEvent manual -> handle
                main  expect e unset
                """);
    }
}
