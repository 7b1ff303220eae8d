package dev.overlap.command;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** Tells on stderr how far a slow kernel has come: one line that is written over on a terminal, elsewhere a line every few seconds. */
final class ConformProgress {

    private static final long PLAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final String CLEAR = "\r\u001b[K";

    private final Terminal terminal;
    private final int scripts;
    private @Nullable Path last;
    private int count;
    private long told = System.nanoTime();

    ConformProgress(Terminal terminal, int scripts) {
        this.terminal = terminal;
        this.scripts = scripts;
    }

    /** One variant of a script was played. */
    void played(ScriptFile script) {
        if (!script.file().equals(last)) {
            last = script.file();
            count++;
        }
        String line = "  " + count + " of " + scripts + "  " + script.file();
        if (terminal.live()) {
            terminal.err().print(CLEAR + (count == scripts ? "" : line));
            terminal.err().flush();
        } else if (System.nanoTime() - told > PLAIN_NANOS) {
            told = System.nanoTime();
            terminal.err().println(line);
        }
    }
}
