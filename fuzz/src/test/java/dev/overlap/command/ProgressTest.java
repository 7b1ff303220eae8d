package dev.overlap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Progress progress(boolean live, int columns, long executions, long nanos) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Progress(new Terminal(stream, stream, live, false, false, columns), executions, nanos);
    }

    private String written() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void intoAFileALineIsWrittenEveryFewSeconds() {
        Progress progress = progress(false, 120, Long.MAX_VALUE, 30 * SECOND);

        progress.progress(90_000, SECOND, 18_000, 0);
        progress.progress(1_204_331, 12 * SECOND, 18_204, 0);
        progress.progress(1_300_000, 13 * SECOND, 18_205, 1);
        progress.progress(1_900_000, 19 * SECOND, 18_216, 2);
        progress.end();

        assertThat(written()).isEqualTo("""
              00:12  1,204,331 executions  100 k/s  18,204 states (+18,204)  findings 0  18 s left
              00:19  1,900,000 executions  100 k/s  18,216 states (+12)  findings 2  11 s left
            """);
    }

    @Test
    void onATerminalOneLineIsWrittenOver() {
        Progress progress = progress(true, 60, 2_000_000, Long.MAX_VALUE);

        progress.progress(1_000_000, 10 * SECOND, 500, 0);
        progress.say("found");

        String line = "  00:10  1,000,000 executions  100 k/s  500 states  findings 0";
        assertThat(written()).isEqualTo("\r" + line.substring(0, 59) + "\r" + " ".repeat(59) + "\rfound\n");
    }

    @Test
    void whatIsLeftFollowsFromTheCountWhereThereIsNoTime() {
        progress(false, 120, 2_000_000, Long.MAX_VALUE).progress(1_000_000, 10 * SECOND, 500, 0);

        assertThat(written()).endsWith("  findings 0  10 s left\n");
    }

    @Test
    void nothingIsSaidOfWhatIsLeftWhereNobodyKnows() {
        progress(false, 120, Long.MAX_VALUE, Long.MAX_VALUE).progress(1_000_000, 10 * SECOND, 500, 0);

        assertThat(written()).endsWith("  findings 0\n");
    }
}
