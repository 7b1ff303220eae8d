package dev.overlap.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.stream.Stream;

import dev.overlap.kernel.WindowsVersion;
import dev.overlap.schedule.Bench;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The simulated kernel answers as every script of the corpus says, on both engines and as each version of Windows. */
class ScriptsTest {

    @TestFactory
    Stream<DynamicTest> theKernelAnswersAsTheScriptSays() throws IOException {
        return ScriptFiles.all().stream().map(file -> dynamicTest(file.getFileName().toString(), file.toUri(), () -> {
            Script script = ScriptFiles.parse(file);
            for (Bench.Engine engine : Bench.Engine.values()) {
                for (WindowsVersion version : WindowsVersion.values()) {
                    assertThat(Played.on(engine, version, script).stream().filter(Check::hasFailed)).as(file + " on " + version).isEmpty();
                }
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> aScriptThatIsPrintedIsTheSameScript() throws IOException {
        return ScriptFiles.all().stream().map(file -> dynamicTest(file.getFileName().toString(), file.toUri(), () -> {
            Script script = ScriptFiles.parse(file);
            assertThat(ScriptFormat.parse(ScriptFormat.print(script))).isEqualTo(script);
        }));
    }
}
