package dev.overlap.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read again, and what is wrong is told with line, column and what was expected. */
class ScriptFormatTest {

    private static final String WHOLE = """
            overlap script 1
            # A comment
            title  A title

            process  child with worker helper
            variant  byte type=PIPE_TYPE_BYTE
            variant  message large type=PIPE_TYPE_MESSAGE
            fail CancelIoEx #2 with ERROR_NOT_ENOUGH_MEMORY
            main  p = CreateNamedPipe "\\\\.\\pipe\\x" PIPE_ACCESS_DUPLEX|FILE_FLAG_OVERLAPPED $type max 1 out 100 -> handle
            main  rd, wr = CreatePipe 0 -> TRUE
            main  ReadFile p 10 overlapped r event new e -> FALSE ERROR_IO_PENDING bytes 0  [R1 N11]
            main  expect r Internal STATUS_PENDING, e unset, p unsignalled
            main  ReadFileEx p 10 overlapped s calls told -> TRUE
            told  SetEvent e -> TRUE
            told  leaves
            main  set s Internal STATUS_SUCCESS InternalHigh 0xabcd
            main  m = VirtualAlloc 0x2000 -> pointer
            main  place t in m at 0x1000
            worker  ReadFile p 10 into m overlapped t -> TRUE
            main  NtQueryInformationFile p FilePipeLocalInformation -> STATUS_SUCCESS NamedPipeState FILE_PIPE_LISTENING_STATE
            when not message windows>=8: main  CancelIoEx p NULL -> TRUE or FALSE ERROR_NOT_FOUND
            other  FlushFileBuffers p -> blocks
            advance 10+1 ms
            other  returns -> byte: TRUE or message: FALSE
            """;

    @Test
    void whatIsReadIsWrittenAsItWas() throws ScriptSyntaxException {
        Script script = ScriptFormat.parse(WHOLE);

        assertThat(ScriptFormat.print(script)).isEqualTo(WHOLE);
        assertThat(ScriptFormat.parse(ScriptFormat.print(script))).isEqualTo(script);
        assertThat(script.threads()).containsExactly("main", "worker", "other");
        assertThat(script.variants()).hasSize(2);
        assertThat(script.rules()).hasSize(1);
    }

    @Test
    void columnsAreForPeopleAndMeanNothing() throws ScriptSyntaxException {
        String wide = WHOLE.replace(" -> ", "      ->   ").replace("  [R1", "            [ R1").replace("\n", "\r\n");
        assertThat(ScriptFormat.parse(wide)).isEqualTo(ScriptFormat.parse(WHOLE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            main  DisconnectNamedPip p -> TRUE ~ 7 ~ expected a function of Windows (
            main  DisconnectNamedPipe q -> TRUE ~ 27 ~ expected the name of a handle, one of p, e, found "q"
            main  DisconnectNamedPipe -> TRUE ~ 27 ~ expected the name of a handle, or a constant such as NULL, INVALID_HANDLE_VALUE, CURRENT_THREAD, found "->"
            main  DisconnectNamedPipe p ~ 28 ~ expected "->" and what DisconnectNamedPipe answers, found the end of the line
            main  DisconnectNamedPipe p max 1 -> TRUE ~ 29 ~ expected "->" and what DisconnectNamedPipe answers, found "max"
            main  DisconnectNamedPipe p -> maybe ~ 32 ~ expected TRUE, FALSE or blocks, found "maybe"
            main  DisconnectNamedPipe p -> FALSE ERROR_NOBODY ~ 38 ~ expected an error such as ERROR_IO_PENDING, "or", rows in brackets, or the end of the line, found "ERROR_NOBODY"
            main  DisconnectNamedPipe p -> TRUE bytes 1 ~ 37 ~ expected "or", rows in brackets, or the end of the line, found "bytes"
            main  DisconnectNamedPipe p -> TRUE [88] ~ 38 ~ expected a row of the catalogue such as K88, the name of a difference, or "]", found "88"
            main  DisconnectNamedPipe p -> TRUE [K88 ~ 41 ~ expected "]", found the end of the line
            main  DisconnectNamedPipe p -> TRUE [K88] K89 ~ 43 ~ expected the end of the line, found "K89"
            main  h = DisconnectNamedPipe p -> TRUE ~ 11 ~ DisconnectNamedPipe gives no handle, but there are 1 names before it
            main  ReadFile p ten -> TRUE ~ 18 ~ expected a number such as 10, -4 or $quota+1, found "ten"
            main  ReadFile p 10 -> TRUE bytes 1 bytes 2 ~ 37 ~ bytes is given twice
            main  ReadFile p 10 overlapped p -> TRUE ~ 32 ~ "p" is already the name of a handle
            main  ReadFile p 10 overlapped r event f -> TRUE ~ 40 ~ expected the name of a handle, one of p, e, found "f"
            main  PeekNamedPipe p -> TRUE or ~ 33 ~ expected TRUE, FALSE or blocks, found the end of the line
            main  PeekNamedPipe p -> windows>=8: TRUE ~ 42 ~ expected one more answer, for Windows 7, found the end of the line
            main  WriteFile p "abc -> TRUE ~ 19 ~ expected a second double quote, at the end of the string that begins here
            main  CreateFile "x" GENERIC_RED -> handle ~ 22 ~ expected constants of Windows, joined by |, found "GENERIC_RED"
            when byte: main  SetEvent e -> TRUE ~ 6 ~ expected a word of a variant, or a version such as windows>=8, found "byte"
            main  expect e ready ~ 16 ~ expected set, unset, signalled, unsignalled, found "ready"
            main  expect p set ~ 14 ~ expected the name of an event, one of e, found "p"
            main  expect x Internal STATUS_PENDING ~ 14 ~ expected the name of an operation, of which there is none yet, found "x"
            main  expect e set p unset ~ 20 ~ expected set, unset, signalled, unsignalled, found "p"
            main  returns TRUE ~ 15 ~ expected "->", found "TRUE"
            main  SetEvent e\u00E9 -> TRUE ~ 17 ~ a character U+00E9, expected plain ASCII with spaces
            main  CreateFile "\u00E9" 0 -> handle ~ 19 ~ a character U+00E9, expected plain ASCII with spaces
            advance ten ms ~ 9 ~ expected a number such as 10, -4 or $quota+1, found "ten"
            main  w = RegisterWaitForSingleObject e 0 calls p -> TRUE ~ 49 ~ "p" is already the name of a handle
            main  w = RegisterWaitForSingleObject e 0 once -> TRUE ~ 43 ~ expected constants of Windows, joined by |, found "once"
            main  s = CreateSemaphore 0 -> handle ~ 29 ~ expected a number such as 10, -4 or $quota+1, found "->"
            main  ReleaseSemaphore e 1 -> TRUE count 0 ~ 36 ~ expected previous, "or", rows in brackets, or the end of the line, found "count"
            main  t = CreateThreadpoolWait -> handle ~ 35 ~ expected pointer or NULL, found "handle"
            main  SetThreadpoolWait e e -> void ~ 25 ~ expected the name of a thread-pool wait, of which there is none yet, found "e"
            main  leaves now ~ 14 ~ expected rows in brackets, or the end of the line, found "now"
            main  CloseHandle e+4 -> TRUE ~ 19 ~ expected the name of a handle, one of p, e, found "e+4"
            main  SignalObjectAndWait e 0 -> WAIT_OBJECT_0 ~ 29 ~ expected the name of a handle, one of p, e, found "0"
            main  GetLastError -> FALSE ~ 23 ~ expected an error such as ERROR_IO_PENDING, found "FALSE"
            p  SetEvent e -> TRUE ~ 1 ~ "p" is already the name of a handle
            main  ReadFileEx p 10 calls done -> TRUE ~ 34 ~ expected overlapped and a name, found "->"
            main  ReadFileEx p 10 overlapped r -> TRUE ~ 36 ~ expected calls and a name, found "->"
            main  QueueUserAPC CURRENT_THREAD -> TRUE ~ 35 ~ expected calls and a name, found "->"
            main  SleepEx 10 alert -> 0 ~ 18 ~ expected alertable, found "alert"
            main  GetQueuedCompletionStatus p 0 -> TRUE of q ~ 48 ~ expected the name of an operation, of which there is none yet, found "q"
            main  GetQueuedCompletionStatus p 0 -> TRUE count 1 ~ 45 ~ expected bytes, key, of, "or", rows in brackets, or the end of the line, found "count"
            main  NtQueryInformationFile p FileNameInformation -> STATUS_SUCCESS ~ 32 ~ expected FilePipeLocalInformation, found "FileNameInformation"
            main  NtQueryInformationFile p FilePipeLocalInformation -> TRUE ~ 60 ~ expected a status such as STATUS_PENDING, or its number, found "TRUE"
            main  set p Internal 0 InternalHigh 0 ~ 11 ~ "p" is already the name of a handle
            main  set r Internal STATUS_PENDING ~ 36 ~ expected "InternalHigh", found the end of the line
            main  set r Internal STATUS_PANDING InternalHigh 0 ~ 22 ~ expected a status such as STATUS_PENDING, or its number, found "STATUS_PANDING"
            main  m = VirtualAlloc many -> pointer ~ 24 ~ expected a number such as 10, -4 or $quota+1, found "many"
            main  m = VirtualAlloc 10 -> handle ~ 30 ~ expected pointer or NULL, found "handle"
            main  ReadFile p 10 into p -> TRUE ~ 26 ~ expected the name of a memory, of which there is none yet, found "p"
            main  place r in p at 0 ~ 18 ~ expected the name of a memory, of which there is none yet, found "p"
            main  DuplicateHandle p to p -> TRUE ~ 28 ~ expected the name of a process, of which there is none yet, found "p"
            main  StartThreadpoolIo p -> void ~ 25 ~ expected the name of a thread-pool I/O object, of which there is none yet, found "p"
            process  child with worker ~ 1 ~ expected processes above the first line in which a thread does something
            title  Another ~ 1 ~ title is given twice
            variant  late ~ 1 ~ expected variants above the first line in which a thread does something
            fail ReadFile #1 with ERROR_NOACCESS ~ 1 ~ expected rules above the first line in which a thread does something
            """) void aLineThatIsWrongIsToldWithItsColumn(String line, int column, String message) {
        String text = """
                overlap script 1
                title  A title
                main  p = CreateNamedPipe "x" PIPE_ACCESS_DUPLEX PIPE_TYPE_BYTE -> handle
                main  e = CreateEvent manual -> handle
                """ + line + "\n";
        assertThatExceptionOfType(ScriptSyntaxException.class).isThrownBy(() -> ScriptFormat.parse(text)).satisfies(e -> {
            assertThat(e.getMessage()).startsWith("line 5, column " + column + ": " + message);
            assertThat(e.line()).isEqualTo(5);
            assertThat(e.column()).isEqualTo(column);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            title ~ 6 ~ expected a sentence that says what the script is about, found the end of the line
            variant  Byte ~ 10 ~ expected a word for the variant, of small letters, digits and hyphens, found "Byte"
            variant  a a ~ 12 ~ word "a" is given twice
            variant  a Type ~ 12 ~ expected a setting such as type=PIPE_TYPE_BYTE, found "Type"
            variant  a t=1 t=2 ~ 16 ~ setting "t" is given twice
            fail WriteFile #1 with ERROR_NOACCESS ~ 6 ~ expected a function that can fail, one of ReadFile,
            fail ReadFile 1 with ERROR_NOACCESS ~ 15 ~ expected which call of it, such as #2, found "1"
            fail ReadFile #1 ERROR_NOACCESS ~ 18 ~ expected "with", found "ERROR_NOACCESS"
            process  child ~ 15 ~ expected "with", found the end of the line
            process  child with ~ 20 ~ expected a name of letters and digits, found the end of the line
            process  child with child ~ 21 ~ "child" is already the name of a process
            either early ~ 13 ~ expected "or" and another word, found the end of the line
            either early late ~ 14 ~ expected "or" and another word, found "late"
            either early or early ~ 17 ~ word "early" is given twice
            fail ReadFile #1 with ERROR_NOACCESS ~ 23 ~ expected an error with which ReadFile fails, one of ERROR_NOT_ENOUGH_MEMORY (8),
            """) void aHeaderThatIsWrongIsToldWithItsColumn(String line, int column, String message) {
        assertThatExceptionOfType(ScriptSyntaxException.class).isThrownBy(() -> ScriptFormat.parse("overlap script 1\n" + line + "\n"))
                .withMessageStartingWith("line 2, column " + column + ": " + message);
    }

    @Test
    void aLongSumAndALongNameAreReadLikeShortOnes() throws ScriptSyntaxException {
        String text = "overlap script 1\ntitle  t\nadvance 0" + "+1".repeat(50_000) + " ms  [a" + "-a".repeat(50_000) + "]\n";
        assertThat(ScriptFormat.print(ScriptFormat.parse(text))).isEqualTo(text);
    }

    @Test
    void aSettingIsNotLookedIntoForOthers() {
        Variant variant = new Variant(List.of("byte"), Map.of("longer", "$long$long", "long", "1"));
        assertThat(variant.resolve("$longer+$long+$lon")).isEqualTo("$long$long+1+$lon");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            either a% or b% ~ 7 ~ line 8, column 14: expected 64 ways of playing it at most
            variant  a% ~ 65 ~ line 66, column 10: expected 64 ways of playing it at most
            """) void aScriptIsNotPlayedInMoreWaysThanCanBeTried(String line, int times, String message) {
        String lines = IntStream.range(0, times).mapToObj(i -> line.replace("%", Integer.toString(i)) + "\n").collect(Collectors.joining());
        assertThatExceptionOfType(ScriptSyntaxException.class).isThrownBy(() -> ScriptFormat.parse("overlap script 1\n" + lines)).withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            overlap trace 1 ~ line 1, column 1: not a script: expected "overlap script 1"
            overlap script 2 ~ line 1, column 16: version "2" is not known, expected 1
            overlap script 1 ~ line 2, column 1: expected a line "title" that says what the script is about
            """) void whatIsNoScriptIsRefused(String text, String message) {
        assertThatExceptionOfType(ScriptSyntaxException.class).isThrownBy(() -> ScriptFormat.parse(text)).withMessage(message);
    }
}
