package dev.overlap.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.overlap.script.Script;
import dev.overlap.script.ScriptFormat;
import dev.overlap.script.ScriptSyntaxException;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceFormat;
import dev.overlap.trace.TraceSyntaxException;

/** A kind of text that Overlap reads: examples of it, words that it consists of, and what must be so of any text whatever that is read as one. */
enum Language {

    TRACE(".trace", "overlap trace 1\n", "scenario  ", "reader  ", "options  ", "needs  npfs\n", "expect  clean\n", "rule  ", "end  1 choice\n",
            "end  0 choices\n",
            "+1", "windows=10", "LOST_DATA  ", "#task", "answer CancelIoEx #1 with TRUE but cancel late") {

        @Override
        boolean accepts(String text) {
            Trace trace;
            try {
                trace = TraceFormat.parse(text);
            } catch (TraceSyntaxException e) {
                pointsInto(text, e.line(), e.column());
                return false;
            }
            String printed = TraceFormat.print(trace);
            try {
                isSame(trace, TraceFormat.parse(printed), printed);
            } catch (TraceSyntaxException e) {
                throw new AssertionError("what was printed cannot be read, " + e.getMessage() + ": " + printed, e);
            }
            isNotWhole(printed.substring(0, printed.lastIndexOf("end  ")));
            return true;
        }
    },

    SCRIPT(".script", "overlap script 1\n", "title  ", "variant  a x=1", "either  b or c", "process  q with u", "main  ", "when a: ", "not ", "or ",
            "windows>=8",
            " -> TRUE", " -> FALSE ERROR_IO_PENDING", "expect ", "Internal STATUS_SUCCESS", "overlapped r event new e", "CloseHandle p", "ReadFile p 10 ",
            "\"\\\\.\\pipe\\x\"", "[N11]", "hold read #1 until CancelIoEx #1 is entered", "fail ReadFile #2 with ERROR_NOT_ENOUGH_MEMORY", "advance 1 ms", "\"",
            ",") {

        @Override
        boolean accepts(String text) {
            Script script;
            try {
                script = ScriptFormat.parse(text);
            } catch (ScriptSyntaxException e) {
                pointsInto(text, e.line(), e.column());
                return false;
            }
            String printed = ScriptFormat.print(script);
            try {
                isSame(script, ScriptFormat.parse(printed), printed);
            } catch (ScriptSyntaxException e) {
                throw new AssertionError("what was printed cannot be read, " + e.getMessage() + ": " + printed, e);
            }
            return true;
        }
    };

    private static final Path CORPUS = Path.of(System.getProperty("basedir", "")).resolve("../corpus").normalize();

    final List<String> words;
    private final String extension;

    Language(String extension, String... words) {
        this.extension = extension;
        this.words = List.of(words);
    }

    /** Reads a text as what it may not be, and says whether it was; throws an {@link AssertionError} when the parser or printer is wrong. */
    abstract boolean accepts(String text);

    /** All texts of this kind in the corpus. */
    List<String> examples() {
        try (Stream<Path> files = Files.walk(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(extension)).sorted().map(Language::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Hot, so not with AssertJ.
    private static void isSame(Object before, Object after, String printed) {
        if (!before.equals(after)) {
            throw new AssertionError("what was printed is read as something else: " + printed);
        }
    }

    private static void isNotWhole(String cut) {
        try {
            TraceFormat.parse(cut);
        } catch (TraceSyntaxException e) {
            return;
        }
        throw new AssertionError("a trace is taken for whole without its end: " + cut);
    }

    /** A complaint names a place of the text: a line of it, or the one behind the last, and a column of that line, or the one behind its end. */
    private static void pointsInto(String text, int line, int column) {
        int begin = 0;
        int number = 1;
        while (number < line) {
            int end = text.indexOf('\n', begin);
            if (end < 0) {
                break;
            }
            begin = end + 1;
            number++;
        }
        int end = text.indexOf('\n', begin);
        int length = number < line ? 0 : (end < 0 ? text.length() : end) - begin;
        if (line < 1 || line > number + 1 || column < 1 || column > length + 1) {
            throw new AssertionError("the complaint is about line " + line + ", column " + column + ", which is not in the text");
        }
    }
}
