package dev.overlap.target;

import java.nio.charset.StandardCharsets;

import dev.overlap.script.Script;
import dev.overlap.script.ScriptFormat;
import dev.overlap.script.ScriptSyntaxException;

/** Bytes as the text of a script: it is one, and then printing it and reading that gives the same script, or it is refused by the parser's own exception. */
public final class ScriptParserFuzzer {

    private ScriptParserFuzzer() {
    }

    /** Parses; throws whatever else the parser throws, and an {@link AssertionError} where a script is not what it is printed as. */
    public static void fuzzerTestOneInput(byte[] input) {
        Script script;
        try {
            script = ScriptFormat.parse(new String(input, StandardCharsets.UTF_8));
        } catch (ScriptSyntaxException e) {
            return;
        }
        String printed = ScriptFormat.print(script);
        try {
            if (!ScriptFormat.parse(printed).equals(script)) {
                throw new AssertionError("a script that was printed is another script");
            }
        } catch (ScriptSyntaxException e) {
            throw new AssertionError("a script that was printed is none", e);
        }
    }
}
