package dev.overlap.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.overlap.trace.Corruption;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every script is the same after it was written and read, and whatever is done to its text, it is a script or refused with line and column. */
class ScriptFormatProperties {

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenIsRead(@ForAll("scripts") Script script) throws Exception {
        String text = ScriptFormat.print(script);
        assertThat(ScriptFormat.parse(text)).isEqualTo(script);
        assertThat(ScriptFormat.parse(text.replace("\n", " \r\n"))).isEqualTo(script);
        assertThat(ScriptFormat.print(ScriptFormat.parse(text))).isEqualTo(text);
    }

    @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void aCorruptTextIsAScriptOrRefused(@ForAll("texts") String text, @ForAll("corruptions") List<Corruption> corruptions) throws Exception {
        String corrupt = text;
        for (Corruption corruption : corruptions) {
            corrupt = corruption.applyTo(corrupt);
        }
        isAScriptOrRefused(corrupt);
    }

    @Property(tries = 10, edgeCases = EdgeCasesMode.NONE)
    void aCutTextIsAScriptOrRefused(@ForAll("scripts") Script script) throws Exception {
        String text = ScriptFormat.print(script);
        for (int i = 0; i < text.length(); i++) {
            isAScriptOrRefused(text.substring(0, i));
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void aMegabyteTakesNoLongerThanItsLengthAllows(@ForAll("scripts") Script script, @ForAll("much") Corruption much) {
        String text = much.applyTo(ScriptFormat.print(script));
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> isAScriptOrRefused(text));
    }

    /** Much where it is allowed, which the others hit seldom. */
    @Property
    void aMegabyteInItsPlaceTakesNoLongerThanItsLengthAllows(@ForAll("skeletons") String skeleton) {
        int at = skeleton.indexOf('<');
        String text = new Corruption.Repeated(0, skeleton.substring(at + 1, skeleton.indexOf('>', at)), 1_000_000).applyTo("");
        String much = skeleton.substring(0, at) + text + skeleton.substring(skeleton.indexOf('>', at) + 1);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> isAScriptOrRefused("overlap script 1\ntitle  t\n" + much + "\n"));
    }

    private static void isAScriptOrRefused(String text) throws Exception {
        Script read;
        try {
            read = ScriptFormat.parse(text);
        } catch (ScriptSyntaxException e) {
            if (!Corruption.isInside(text, e.line(), e.column())) {
                throw new AssertionError("not inside the text: " + e.getMessage(), e);
            }
            assertThat(e.getMessage()).doesNotContain("\n", "\r");
            return;
        }
        String printed = ScriptFormat.print(read);
        Script again = ScriptFormat.parse(printed);
        if (!again.equals(read) || !ScriptFormat.print(again).equals(printed)) {
            assertThat(again).isEqualTo(read);
        }
    }

    // ---------------------------------------------------------------- what is tried

    @Provide
    Arbitrary<Script> scripts() {
        return Arbitraries.randomValue(GeneratedScripts::script);
    }

    /** Those that were made up, and those that people have written. */
    @Provide
    Arbitrary<String> texts() throws IOException {
        return Arbitraries.oneOf(scripts().map(ScriptFormat::print), Arbitraries.of(ScriptFiles.all()).map(ScriptFormatProperties::read));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Provide
    Arbitrary<List<Corruption>> corruptions() {
        return Corruption
                .some(Arbitraries.oneOf(Arbitraries.strings().withChars("ab #->=:,|$[]\"\\019+\t").ofMaxLength(8), Arbitraries.strings().ofMaxLength(3)));
    }

    @Provide
    Arbitrary<Corruption> much() {
        return Corruption.much("a", "1", "0", "+1", "-a", "a-", " ", "\"", "\"\"", "a%=b ", "x or ", "not ", "when ", ",", "[", "K1 ", ":", "$type", "$",
                "PIPE_NOWAIT|", "0x1|", "\n", "\r\n", "#\n", "\t", "\0", "\u00E9", "either a% or b%\n", "variant  v% x=1\n", "advance 1 ms\n",
                "process  p% with q%\n", "main  expect t% blocked, ", "complete read #1 with 1 byte\n");
    }

    @Provide
    Arbitrary<String> skeletons() {
        return Arbitraries.of("advance 1<+1> ms", "advance <1> ms", "advance 1 ms [<K1 >]", "advance 1 ms [a<-a>]", "advance 1 ms [a<-a>!]",
                "advance 1<+1>x ms",
                "variant  a x=<x>\nadvance $x ms", "variant  a <x%=1 >\nadvance $x1 ms", "<variant  a%\n>advance 1 ms", "variant  <a% >\nadvance 1 ms",
                "<either a% or b%\n>advance 1 ms", "either a<% or a>\nadvance 1 ms", "either a or b\nwhen <a >: advance 1 ms",
                "either a or b\nmain  GetLastError -> <a: ERROR_IO_PENDING or >b: ERROR_IO_PENDING",
                "either a or b\nmain  GetLastError -> <a >: ERROR_IO_PENDING or ERROR_IO_PENDING", "process  p with <t% >\nadvance 1 ms",
                "<process  p% with t%\n>advance 1 ms",
                "main  GetLastError -> ERROR_IO_PENDING<\nmain  GetLastError -> ERROR_IO_PENDING>",
                "main  WaitForMultipleObjects all 0 <NULL >-> WAIT_OBJECT_0",
                "main  e = CreateEvent manual -> handle\nmain  expect <e set, >e set", "main  expect <t% blocked >", "main  <a%, > = CreatePipe 0 -> TRUE",
                "main  WriteFile NULL \"<x>\" -> TRUE", "variant  a n=12345\nmain  WaitForSingleObject NULL <$n+>1 -> WAIT_TIMEOUT",
                "variant  a n=12345\nadvance <$n>1 ms", "main  CreateNamedPipe \"x\" <PIPE_NOWAIT|>0 0 -> handle",
                "<complete read #1 with 1 byte\n>advance 1 ms",
                "variant  aa bbbbbb=$bbbbb$bbbbb bbbbb=$bbbb$bbbb bbbb=$bbb$bbb bbb=$bb$bb bb=$b$b b=1\nmain  GetLastError <$bbbbbb>-> ERROR_IO_PENDING");
    }
}
