package dev.overlap.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.overlap.finding.Kind;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.scenario.Pipe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What an operation has brought is known when it must be, whether its reader has asked or not. */
@EnabledOnOs(OS.WINDOWS)
class UnaskedTest {

    private static final ReaderFactory FORGETFUL = (win32, platform, pipe, listener) -> new ForgetfulReader(win32, platform, pipe);

    private final Theatre theatre = new Theatre();

    @AfterEach void giveBack() {
        theatre.close();
    }

    private RealExecution play(ReaderFactory reader, int bytes) {
        return theatre.play(reader, List.of(), stage -> {
            Pipe pipe = stage.bytePipe(64);
            stage.task("owner", () -> {
                AsyncPipeReader opened = stage.openReader(pipe, new Quiet());
                opened.start();
                opened.stop();
                opened.close();
                pipe.closeReaderEnd();
            });
            stage.peer("peer", () -> {
                if (bytes > 0) {
                    pipe.peer().write(bytes);
                }
                pipe.peer().close();
            });
        });
    }

    @Test void bytesThatNobodyHasAskedForAreLost() {
        RealExecution execution = play(FORGETFUL, 5);
        assertThat(Theatre.kinds(execution)).containsExactly(Kind.LOST_DATA);
        assertThat(execution.findings().get(0).message()).contains("5 of 5 bytes");
    }

    @Test void whereThereAreNoneNothingIsLost() {
        assertThat(Theatre.kinds(play(FORGETFUL, 0))).isEmpty();
    }

    @Test void whoAsksLosesNothing() {
        assertThat(Theatre.kinds(play(Theatre.READER, 5))).isEmpty();
    }
}
