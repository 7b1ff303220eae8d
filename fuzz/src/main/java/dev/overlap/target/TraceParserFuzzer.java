package dev.overlap.target;

import java.nio.charset.StandardCharsets;

import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceFormat;
import dev.overlap.trace.TraceSyntaxException;

/** Bytes as the text of a trace: it is one, and then printing it and reading that gives the same trace, or it is refused by the parser's own exception. */
public final class TraceParserFuzzer {

    private TraceParserFuzzer() {
    }

    /**
     * Parses, and where that is a trace, parses it with another number in it; throws whatever else the parser throws, and an {@link AssertionError} where a trace is not
     * what it is printed as, or is still one when its last line is missing.
     */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        if (isTrace(text)) {
            isTrace(OtherNumbers.in(text));
        }
    }

    private static boolean isTrace(String text) {
        Trace trace;
        try {
            trace = TraceFormat.parse(text);
        } catch (TraceSyntaxException e) {
            return false;
        }
        String printed = TraceFormat.print(trace);
        try {
            if (!TraceFormat.parse(printed).equals(trace)) {
                throw new AssertionError("a trace that was printed is another trace");
            }
        } catch (TraceSyntaxException e) {
            throw new AssertionError("a trace that was printed is none", e);
        }
        try {
            TraceFormat.parse(printed.substring(0, printed.lastIndexOf("end  ")));
        } catch (TraceSyntaxException e) {
            return true;
        }
        throw new AssertionError("a trace is whole without its end");
    }
}
