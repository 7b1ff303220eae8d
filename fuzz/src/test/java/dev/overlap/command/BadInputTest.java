package dev.overlap.command;

import static dev.overlap.command.Ran.overlap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is typed: one line on stderr that names it, nothing on stdout, and the right exit code. */
class BadInputTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            explor                                    | overlap: unknown command 'explor'; did you mean explore or corpus?
            --stack                                   | overlap: unknown option '--stack'; did you mean --stacktrace?
            explore --scenario stop-race-completion   | overlap explore: --scenario: unknown scenario 'stop-race-completion'; did you mean stop-races-completion or
            explore --reader pipe-raeder              | overlap explore: --reader: unknown reader 'pipe-raeder'; did you mean pipe-reader or
            explore --strategy random                 | overlap explore: --strategy: unknown strategy 'random'; did you mean random-walk
            explore --engine loom                     | overlap explore: --engine: unknown engine 'loom'; known: continuations, threads
            explore --windows 95                      | overlap explore: --windows: unknown version of Windows '95'; known: 7, 8, 10, 11
            explore --sede 5                          | overlap explore: unknown option '--sede'; did you mean --seed or
            explore --seed                            | overlap explore: Missing required parameter for option '--seed' (WORD)
            explore --threads 0                       | overlap explore: --threads: '0' is out of range; expected 1 to 256
            explore --threads 10000                   | overlap explore: --threads: '10000' is out of range; expected 1 to 256
            explore --executions 0                    | overlap explore: --executions: '0' is out of range; expected 1 to 1,000,000,000,000
            explore --executions 1e99                 | overlap explore: --executions: '1e99' is not a count; expected a whole number such as 10_000_000 or 10M
            explore --executions -5                   | overlap explore: --executions: '-5' is not a count
            explore --time 0s                         | overlap explore: --time: '0s' is out of range; expected 1s to 1000h
            explore --time 999999h                    | overlap explore: --time: '999999h' is out of range; expected 1s to 1000h
            help explor                               | overlap help: unknown command 'explor'; did you mean explore or corpus?
            help corpus ad                            | overlap help: unknown command 'ad'; did you mean add
            help explore add                          | overlap help: unexpected argument 'add'
            explore 30s                               | overlap explore: unexpected argument '30s'
            replay --times 0 x.trace                  | overlap replay: --times: '0' is out of range; expected 1 to 1,000,000
            replay no/such.trace                      | overlap replay: broken: no/such.trace: no such file
            replay --corpus no/such                   | overlap replay: --corpus: no/such is not a directory
            replay --debug --engine continuations x   | overlap replay: --debug runs tasks on threads
            shrink                                    | overlap shrink: Missing required parameter: 'FILE'
            shrink no/such.trace                      | overlap shrink: no/such.trace: no such file
            """) void oneLineNamesWhatIsWrong(String typed, String line) {
        Ran ran = overlap(typed.strip().split(" +", -1));

        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith(line).hasLineCount(1);
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @Test
    void anEmptySeedIsNamed() {
        assertThat(overlap("explore", "--seed", ""))
                .isEqualTo(new Ran(2, "", "overlap explore: --seed: the seed is empty; expected a number, the hash of a Git commit, or a word\n"));
    }

    @Test
    void aSeedThatCouldNotBeDecodedIsNamed() {
        assertThat(overlap("explore", "--seed", "\uFFFD\uFFFD").err()).startsWith("overlap explore: --seed: the seed has characters ").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "conform"}) void anEmptyNameIsNotTheCurrentFolder(String verb) {
        assertThat(overlap(verb, "")).isEqualTo(new Ran(2, "", "overlap " + verb + ": an empty name is neither a file nor a folder\n"));
    }

    @Test
    void withoutACommandThereIsAHint() {
        assertThat(overlap()).isEqualTo(new Ran(2, "", "overlap: no command; overlap --help lists them\n"));
    }

    @ParameterizedTest
    @CsvSource({"--help,overlap explore", "explore --help,stop-races-completion", "replay --help,--times=COUNT", "shrink --help,--out=FILE",
        "help replay,--corpus=DIR", "help corpus add,overlap corpus add", "help help,overlap help corpus add", "help,Commands:", "--version,overlap ",
        "explore -V,overlap ", "corpus add --version,overlap "}) void helpIsNoError(String typed, String contains) {
        Ran ran = overlap(typed.split(" ", -1));

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains(contains);
    }

    @Test
    void withJsonThereIsAnObjectEvenSo() {
        Ran ran = overlap("explore", "--json", "--scenario", "nowhere");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.json().fieldNames()).toIterable().containsExactly("schema", "version", "command", "seed", "seconds", "exitCode", "findings", "error");
        assertThat(ran.json().get("command").textValue()).isEqualTo("explore");
        assertThat(ran.json().get("exitCode").intValue()).isEqualTo(2);
        assertThat(ran.json().get("error").textValue()).contains("nowhere");
        assertThat(ran.err()).hasLineCount(1);
    }

    @Test
    void whatEscapesIsOneLineThatAsksToBeReported() {
        Ran ran = failing("help");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).startsWith("overlap help: Overlap itself failed: IllegalStateException: torn (please report").hasLineCount(1);
    }

    @Test
    void whereItFailedIsSaidOnDemand() {
        Ran ran = failing("--stacktrace", "help");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("\n\tat dev.overlap.");
    }

    /** Runs the command on a stdout that cannot be written. */
    private static Ran failing(String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream torn = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                throw new IllegalStateException("torn");
            }

            @Override
            public void println(@Nullable Object line) {
                throw new IllegalStateException("torn");
            }
        };
        Terminal terminal = new Terminal(torn, new PrintStream(err, true, StandardCharsets.UTF_8), false, true, false, Terminal.DEFAULT_COLUMNS);
        return new Ran(Overlap.run(terminal, arguments), "", err.toString(StandardCharsets.UTF_8));
    }
}
