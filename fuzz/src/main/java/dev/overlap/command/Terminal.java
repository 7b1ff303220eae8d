package dev.overlap.command;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Where the command writes, and what can be written there.
 *
 * @param out results
 * @param err everything else
 * @param live whether a line on {@code err} can be written over
 * @param ascii whether {@code out} has no better characters than ASCII
 * @param colours whether {@code out} wants colours
 * @param columns how many characters fit on a line
 */
record Terminal(PrintStream out, PrintStream err, boolean live, boolean ascii, boolean colours, int columns) {

    /** What is no terminal has as many columns as a timeline with four tasks likes. */
    static final int DEFAULT_COLUMNS = 120;
    /** What picocli makes of a terminal that does not know its width, or has none. */
    private static final int UNKNOWN_COLUMNS = 55;
    private static final int SAFE_COLUMNS = 80;
    private static final int MAX_COLUMNS = 400;
    private static final String BEYOND_ASCII = "\u25ba\u21d2\u2192\u00b7\u2026";

    /**
     * The terminal, file or pipe that this process was given. NO_COLOR, pipes and dumb terminals get no colours.
     *
     * @param out prints on stdout
     */
    static Terminal system(PrintStream out) {
        String kind = System.getenv("TERM");
        boolean windows = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        boolean dumb = !windows && (kind == null || kind.isEmpty() || kind.equals("dumb"));
        boolean colours = !"dumb".equals(kind) && Ansi.AUTO.enabled();
        boolean live = !dumb && (windows ? hasConsole() : test("-t 2"));
        int columns = !dumb && (windows ? hasConsole() : live || test("-t 1")) ? detectColumns() : DEFAULT_COLUMNS;
        return new Terminal(out, System.err, live, !canEncode(System.getProperty("stdout.encoding", "")), colours, columns);
    }

    /** Asks the shell what the streams of this process are, because Java cannot tell a terminal or a pipe from a file. */
    static boolean test(String condition) {
        try {
            Process test = new ProcessBuilder("sh", "-c", "test " + condition).inheritIO().start();
            return test.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From Java 22 on there is a console in any case, and it says whether it is one.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static int detectColumns() {
        int columns = new UsageMessageSpec().width(DEFAULT_COLUMNS).autoWidth(true).width();
        return columns <= UNKNOWN_COLUMNS ? SAFE_COLUMNS : Math.min(columns, MAX_COLUMNS);
    }

    private static boolean canEncode(String encoding) {
        try {
            return Charset.forName(encoding).newEncoder().canEncode(BEYOND_ASCII);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** How wide a timeline may be. */
    int timelineColumns() {
        return Math.max(SAFE_COLUMNS, columns);
    }

    /** Complains in one line, whatever bytes came out of a file that is being complained about. */
    void complain(String line) {
        err.println(line.replaceAll("\\p{Cntrl}", "?"));
    }

    /** What stands between the parts of a line. */
    String separator() {
        return ascii ? " - " : " \u00b7 ";
    }

    /** A text for {@code out} that stands out where colours are wanted. */
    String strong(String text, Ansi.Style colour) {
        return colours ? Ansi.Style.on(Ansi.Style.bold, colour) + text + Ansi.Style.reset.on() : text;
    }
}
