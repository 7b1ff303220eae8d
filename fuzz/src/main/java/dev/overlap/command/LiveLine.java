package dev.overlap.command;

/** The last line on stderr: on a terminal it is written over, elsewhere each is a line of its own. Not safe for threads. */
final class LiveLine {

    private static final long LIVE_NANOS = 500_000_000L;
    private static final long PLAIN_NANOS = 5_000_000_000L;

    private final Terminal terminal;
    private int shown;

    LiveLine(Terminal terminal) {
        this.terminal = terminal;
    }

    /** How long one stays as it is. */
    long nanos() {
        return terminal.live() ? LIVE_NANOS : PLAIN_NANOS;
    }

    /** Whether a line is shown whole. */
    boolean fits(String line) {
        return !terminal.live() || line.length() < terminal.columns();
    }

    void show(String line) {
        if (!terminal.live()) {
            terminal.err().println(line);
            return;
        }
        String fitting = line.substring(0, Math.min(line.length(), terminal.columns() - 1));
        terminal.err().print("\r" + fitting + " ".repeat(Math.max(0, shown - fitting.length())));
        terminal.err().flush();
        shown = fitting.length();
    }

    /** Ends it: what is written next begins on a line of its own. */
    void end() {
        if (shown > 0) {
            terminal.err().print("\r" + " ".repeat(shown) + "\r");
            terminal.err().flush();
            shown = 0;
        }
    }
}
