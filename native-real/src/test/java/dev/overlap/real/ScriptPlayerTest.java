package dev.overlap.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.overlap.real.jna.HandleCensus;
import dev.overlap.script.Check;
import dev.overlap.script.Script;
import dev.overlap.script.ScriptFormat;
import dev.overlap.script.ScriptSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Scripts on the kernel of this machine: what is played, what cannot be, and what is left when one is over. */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "needs Windows, or Wine")
class ScriptPlayerTest {

    private static final String PIPE = "main  p = CreateNamedPipe \"\\\\.\\pipe\\player\" PIPE_ACCESS_DUPLEX|FILE_FLAG_OVERLAPPED PIPE_TYPE_BYTE max 1"
            + " out 100 in 100 -> handle\nmain  c = CreateFile \"\\\\.\\pipe\\player\" GENERIC_READ|GENERIC_WRITE -> handle\n";

    private final ScriptPlayer player = new ScriptPlayer(10);

    private List<Check> play(String lines) {
        try {
            Script script = ScriptFormat.parse("overlap script 1\ntitle  A test\n" + lines);
            return player.play(script, script.variants().getFirst());
        } catch (ScriptSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> failuresOf(String lines) {
        return play(lines).stream().filter(Check::hasFailed).map(Check::toString).toList();
    }

    @Test
    void aScriptThatIsRightPasses() {
        assertThat(failuresOf(PIPE + "main  ReadFile p 10 overlapped r event new e -> FALSE ERROR_IO_PENDING\npeer  WriteFile c \"abcd\" -> TRUE bytes 4\n"
                + "main  expect r Internal STATUS_SUCCESS InternalHigh 4 data \"abcd\", e set\n")).isEmpty();
    }

    @Test
    void aLineThatIsWrongFails() {
        assertThat(failuresOf("main  e = CreateEvent manual -> handle\nmain  expect e set\nmain  SetEvent e -> FALSE\n")).containsExactly(
                "line 4: main expect: expected e set, was e unset", "line 5: SetEvent e: expected FALSE, was TRUE");
    }

    @Test
    void aPointInTimeIsOneOfTheSystemsClock() {
        assertThat(failuresOf("main  s = CreateSemaphore 0 1 -> handle\nmain  w = CreateThreadpoolWait -> pointer\nmain  SetThreadpoolWait w s at 600 -> void\n"
                + "main  expect w timed-out 0\nadvance 600 ms\nmain  expect w timed-out 1 called 0\n")).isEmpty();
    }

    @Test
    void theNextScriptFindsNothingOfTheLastOne() {
        String blocked = PIPE + "peer  ReadFile c 10 -> blocks\nmain  w = RegisterWaitForSingleObject c INFINITE -> TRUE\n";
        assertThat(failuresOf(blocked)).containsExactly(
                "line 6: ReadFile c 10: expected a line \"peer returns\" before the script ends, was the call has not returned");
        HandleCensus before = HandleCensus.take();
        for (int i = 0; i < 5; i++) {
            assertThat(failuresOf(blocked)).hasSize(1);
        }
        assertThat(HandleCensus.take().moreThan(before)).doesNotContainKeys("File", "Semaphore", "IoCompletion");
    }

    @Test
    void whatARealKernelCannotBeToldIsNotApplicable() {
        assertThat(play("hold read #1 until CancelIoEx #1 is entered\nmain  e = CreateEvent manual -> handle [S1]\n")).singleElement().satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(Check.Verdict.NOT_APPLICABLE);
            assertThat(check.actual()).startsWith("a rule decides how a race ends: hold read #1");
            assertThat(check.rows()).containsExactly("S1");
        });
    }

    @Test
    void aScriptHasProcessesThatDoNotOutliveIt() {
        String child = "process  child with worker\nworker  e = CreateEvent manual set -> handle\n";
        assertThat(failuresOf(child + "main  expect child unsignalled\nmain  TerminateProcess child -> TRUE\n"
                + "main  WaitForSingleObject child INFINITE -> WAIT_OBJECT_0\n")).isEmpty();
        assertThat(failuresOf(child)).isEmpty();
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void aCallCanBeMadeToFail() {
        assertThat(failuresOf("fail ReadFile #1 with ERROR_NOT_ENOUGH_MEMORY\n" + PIPE + "main  ReadFile p 10 overlapped r -> FALSE ERROR_NOT_ENOUGH_MEMORY\n"))
                .isEmpty();
        assertThat(failuresOf("fail ReadFile #2 with ERROR_NOT_ENOUGH_MEMORY\n" + PIPE + "main  ReadFile p 10 overlapped r -> FALSE ERROR_IO_PENDING\n"))
                .singleElement().asString().endsWith("was nothing: the rule never matched");
    }
}
