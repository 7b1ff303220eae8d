package dev.overlap.target;

import java.nio.charset.StandardCharsets;

import dev.overlap.script.Script;
import dev.overlap.script.ScriptFormat;
import dev.overlap.script.ScriptSyntaxException;

/** Bytes as the text of a script: it is one, and then printing it and reading that gives the same script, or it is refused by the parser's own exception. */
public final class ScriptParserFuzzer {

    private ScriptParserFuzzer() {
    }

    /**
     * Parses, and where that is a script, parses it with another number in it; throws whatever else the parser throws, and an {@link AssertionError} where a script is
     * not what it is printed as.
     */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        if (isScript(text)) {
            isScript(OtherNumbers.in(text));
        }
    }

    private static boolean isScript(String text) {
        Script script;
        try {
            script = ScriptFormat.parse(text);
        } catch (ScriptSyntaxException e) {
            return false;
        }
        String printed = ScriptFormat.print(script);
        try {
            if (!ScriptFormat.parse(printed).equals(script)) {
                throw new AssertionError("a script that was printed is another script");
            }
        } catch (ScriptSyntaxException e) {
            throw new AssertionError("a script that was printed is none", e);
        }
        return true;
    }
}
