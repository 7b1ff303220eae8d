package dev.overlap.command;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/** Tells on stderr how far a slow kernel has come. */
final class ConformProgress {

    private final LiveLine line;
    private final int scripts;
    private @Nullable Path last;
    private int count;
    private long told = System.nanoTime();

    ConformProgress(Terminal terminal, int scripts) {
        this.line = new LiveLine(terminal);
        this.scripts = scripts;
    }

    /** One variant of a script was played. */
    void played(ScriptFile script) {
        if (!script.file().equals(last)) {
            last = script.file();
            count++;
        }
        if (System.nanoTime() - told > line.nanos()) {
            told = System.nanoTime();
            line.show("  " + count + " of " + scripts + "  " + script.file());
        }
    }

    /** Nothing more is told. */
    void end() {
        line.end();
    }
}
