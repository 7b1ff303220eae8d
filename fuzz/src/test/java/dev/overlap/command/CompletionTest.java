package dev.overlap.command;

import static dev.overlap.command.Ran.overlap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.overlap.explore.Portfolio;
import dev.overlap.explore.Repertoire;
import dev.overlap.explore.Subjects;
import dev.overlap.target.Targets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** {@code overlap completion}, asked by a real bash. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asks bash")
class CompletionTest {

    /** Types the words and presses the tab key: the last of them is to be completed. */
    private static final String TAB = """
            source "$1"; shift
            compopt() { :; }
            complete -p overlap | grep -q -- '-F _complete_overlap' || exit 9
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
            _complete_overlap
            [ ${#COMPREPLY[@]} = 0 ] || printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    private Path folder = Path.of("");

    private List<String> completed(String... words) throws IOException, InterruptedException {
        Path script = folder.resolve("completion");
        if (!Files.exists(script)) {
            Ran ran = overlap("completion");
            assertThat(ran.exitCode()).isZero();
            Files.writeString(script, ran.out());
        }
        List<String> command = new ArrayList<>(List.of("bash", "-c", TAB, "bash", script.toString()));
        command.addAll(List.of(words));
        Path said = folder.resolve("said");
        Process bash = new ProcessBuilder(command).directory(folder.toFile()).redirectError(said.toFile()).start();
        List<String> lines = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).isZero();
        assertThat(said).isEmptyFile();
        return lines;
    }

    @Test
    void theExamplesCanBePasted() {
        assertThat(overlap("completion", "--help").out().lines()).contains("  source <(fuzz/overlap completion)",
                "  fuzz/overlap completion > ~/.local/share/bash-completion/completions/overlap").allMatch(line -> line.length() < 80);
    }

    @Test
    void verbsAndOptions() throws Exception {
        assertThat(completed("overlap", "exp")).containsExactly("explore");
        assertThat(completed("overlap", "explore", "--str")).containsExactly("--strategy");
        assertThat(completed("overlap", "")).contains("explore", "replay", "shrink", "conform", "fuzz", "completion", "help");
    }

    @Test
    void scenariosReadersAndTargets() throws Exception {
        assertThat(completed("overlap", "explore", "--scenario", "")).containsExactlyInAnyOrderElementsOf(Repertoire.OF_THE_PROJECT.scenarioNames());
        assertThat(completed("overlap", "explore", "--reader", "")).containsExactlyInAnyOrderElementsOf(Subjects.ids());
        assertThat(completed("overlap", "explore", "--reader", "canary/late-")).containsExactly("canary/late-callback");
        assertThat(completed("overlap", "fuzz", "")).containsAll(Targets.names());
        assertThat(completed("overlap", "fuzz", "--reader", "pipe-reader/registered")).containsExactly("pipe-reader/registered-wait");
    }

    @Test
    void otherNames() throws Exception {
        assertThat(completed("overlap", "explore", "--strategy", "")).containsExactlyInAnyOrderElementsOf(Portfolio.NAMES);
        assertThat(completed("overlap", "explore", "--backend", "")).containsExactlyInAnyOrder("sim", "windows", "wine");
        assertThat(completed("overlap", "conform", "--backend", "wi")).containsExactlyInAnyOrder("windows", "wine");
        assertThat(completed("overlap", "conform", "--windows", "wine")).containsExactly("wine-8.0");
        assertThat(completed("overlap", "campaign", "--scenario", "steady")).containsExactly("steady-stream");
        assertThat(completed("overlap", "campaign", "--engines", "ja")).containsExactly("jazzer");
        assertThat(completed("overlap", "corpus", "add", "--target", "Trace")).containsExactly("TraceParserFuzzer");
        assertThat(completed("overlap", "replay", "--engine", "")).containsExactlyInAnyOrder("continuations", "threads");
    }

    @Test
    void filesAreCompletedWhereFilesAreWanted() throws Exception {
        Files.writeString(folder.resolve("some.trace"), "");

        assertThat(completed("overlap", "replay", "som")).containsExactly("some.trace");
    }

    /** picocli's script keeps the words of an option under its label, so that of two lists with one label the second is the first's, too. */
    @Test
    void noTwoListsOfAVerbHaveTheSameLabel() {
        noTwoListsHaveTheSameLabel(Overlap.described());
    }

    private static void noTwoListsHaveTheSameLabel(CommandLine command) {
        for (CommandLine verb : command.getSubcommands().values()) {
            noTwoListsHaveTheSameLabel(verb);
            Map<String, Class<?>> lists = new TreeMap<>();
            for (ArgSpec argument : verb.getCommandSpec().args()) {
                Iterable<String> words = argument.completionCandidates();
                if (words != null) {
                    assertThat(lists.put(argument.paramLabel(), words.getClass())).as(verb.getCommandName() + " " + argument.paramLabel()).isNull();
                }
            }
        }
    }
}
