package dev.overlap.command;

import static dev.overlap.command.Ran.overlap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code .overlap.properties}: which one counts, what it gives, and what is said of one that is wrong. */
class DefaultsTest {

    private static final String[] SHORT_RUN = {"explore", "--no-canaries", "--threads", "1", "--scenario", "steady-stream"};

    @TempDir
    private Path folder = Path.of("");

    /** Runs a command in a folder with these lines, and with a home without any. */
    private Ran with(String lines, String... arguments) throws IOException {
        Files.writeString(folder.resolve(Defaults.FILE), lines);
        return overlap(() -> Defaults.find(folder, null, null), arguments);
    }

    private Path file() {
        return folder.resolve(Defaults.FILE);
    }

    @Test
    void anOptionThatIsNotGivenIsAsTheFileSaysAndThisIsTold() throws IOException {
        Ran ran = with("# mine\nexplore.seed = 7\nexplore.executions=20\nreplay.times=0\n", SHORT_RUN);

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).startsWith("SEED=7 scenarios=1 readers=4 ").contains("no finding in 20 executions");
        assertThat(ran.err()).isEqualTo("overlap explore: " + file() + " gives --seed=7 --executions=20\n");
    }

    @Test
    void whatIsGivenWins() throws IOException {
        Ran ran = with("explore.seed = 7\nexplore.scenario = buffer-limit\n", "explore", "--no-canaries", "--seed", "8", "--scenario", "steady-stream",
                "--executions",
                "20");

        assertThat(ran.out()).startsWith("SEED=8 scenarios=1 ");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void theObjectOnStdoutIsTheSameAsIfItHadBeenTyped() throws IOException {
        Ran ran = with("explore.seed = 7\nexplore.executions = 20\n", "explore", "--no-canaries", "--json");

        assertThat(ran.json().get("seed").intValue()).isEqualTo(7);
        assertThat(ran.json().get("executions").intValue()).isEqualTo(20);
    }

    @Test
    void whatStandsInTheFileIsNotHeldAgainstWhatIsTyped() throws IOException {
        Ran ran = with("replay.corpus = elsewhere\n", "replay", "no/such.trace");

        assertThat(ran.err()).endsWith("overlap replay: broken: no/such.trace: no such file\n");
    }

    @Test
    void aCampaignThatIsResumedKeepsWhatItWasBegunWith() throws IOException {
        Ran ran = with("campaign.seed = 7\ncampaign.out = elsewhere\n", "campaign", "--resume", "no/such");

        assertThat(ran.err()).contains("overlap campaign: --resume: ").doesNotContain("leave out");
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            explore.time=soon       | --time: 'soon' is not a duration; expected a number and its unit, such as 30s, 5m or 2h (explore.time in FILE)
            explore.engine=loom     | --engine: unknown engine 'loom'; known: continuations, threads (explore.engine in FILE)
            explore.reader=pipe     | --reader: unknown reader 'pipe'; did you mean
            explore.executions=0    | --executions: '0' is out of range; expected 1 to 1,000,000,000,000 (explore.executions in FILE)
            campaign.merge.uot=x    | FILE: unknown key 'campaign.merge.uot'; did you mean campaign.merge.out
            explore.tiem=5m         | FILE: unknown key 'explore.tiem'; did you mean explore.time
            time=5m                 | FILE: unknown key 'time'
            explore.json=true       | FILE: 'explore.json' is a switch, which only the call can have
            a=1\\nb=2               | FILE: unknown key 'a'; expected VERB.OPTION, such as explore.time; unknown key 'b'
            x=\\\\u00zz             | FILE: Malformed
            """) void whatIsWrongIsNamedWithTheFile(String lines, String message) throws IOException {
        Ran ran = with(lines.replace("\\n", "\n").replace("\\\\", "\\"), SHORT_RUN);

        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines().filter(line -> !line.contains(" gives "))).singleElement().asString()
                .startsWith("overlap explore: " + message.replace("FILE", file().toString())).contains(file().toString());
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @Test
    void allUnknownKeysAreNamed() throws IOException {
        assertThat(with("explore.tiem=5m\nexplore.sede=1\n", SHORT_RUN).err()).contains("'explore.tiem'", "'explore.sede'").hasLineCount(1);
    }

    @Test
    void withJsonWhatIsWrongIsOneObject() throws IOException {
        Ran ran = with("explore.tiem=5m\n", "explore", "--json");

        assertThat(ran.json().get("exitCode").intValue()).isEqualTo(2);
        assertThat(ran.json().get("command").asText()).isEqualTo("explore");
        assertThat(ran.json().get("error").asText()).contains("explore.tiem");
    }

    @Test
    void aReaderOrFolderOfFuzzThatIsOfNoUseIsBlamedOnTheFile() throws IOException {
        assertThat(with("fuzz.reader=nobody\n", "fuzz", "ScheduleFuzzer").err()).contains("--reader: unknown reader 'nobody'").contains(" (fuzz.reader in ");
        assertThat(with("fuzz.out=/dev/null/x\n", "fuzz", "ScheduleFuzzer", "--corpus", folder.toString()).err()).contains(" (fuzz.out in ");
    }

    @Test
    void helpIsGivenWhateverStandsThere() throws IOException {
        for (String[] call : new String[][] {{"--help"}, {"help", "explore"}, {"explore", "--help"}, {"--version"}, {"completion"}}) {
            Ran ran = with("nonsense=1\n", call);

            assertThat(ran.exitCode()).isZero();
            assertThat(ran.err()).isEmpty();
        }
        assertThat(overlap("--help").out()).contains(Defaults.FILE, Defaults.VARIABLE);
    }

    @Test
    void theFileOfTheFolderCountsBeforeThatOfTheHome() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path here = Files.createDirectory(folder.resolve("here"));
        Files.writeString(home.resolve(Defaults.FILE), "explore.seed=1\nexplore.executions=20\n");
        assertThat(overlap(() -> Defaults.find(here, home.toString(), null), SHORT_RUN).out()).startsWith("SEED=1 ");

        Files.writeString(here.resolve(Defaults.FILE), "explore.seed=2\nexplore.executions=20\n");
        assertThat(overlap(() -> Defaults.find(here, home.toString(), null), SHORT_RUN).out()).startsWith("SEED=2 ");
        assertThat(overlap(() -> Defaults.find(here, home.toString(), home.resolve(Defaults.FILE).toString()), SHORT_RUN).out()).startsWith("SEED=1 ");

        Ran switchedOff = overlap(() -> Defaults.find(here, home.toString(), "none"), "explore", "--no-canaries", "--executions", "20", "--seed", "3");
        assertThat(switchedOff.out()).startsWith("SEED=3 ");
        assertThat(switchedOff.err()).isEmpty();
    }

    @Test
    void aFileThatIsNamedAndIsNotThereIsNamed() {
        assertThat(overlap(() -> Defaults.find(folder, null, "no/such"), SHORT_RUN)).isEqualTo(new Ran(2, "", "overlap explore: no/such: no such file\n"));
    }
}
