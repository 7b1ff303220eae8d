package dev.overlap.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramFormatTest {

    private static final List<String> LINES =
            List.of("pipe messages read as bytes quota 8 reader is client peer overlaps", "owner start", "owner inReadyRead read 5",
                    "owner waitForPipeClosed -1", "peer startWrite 10", "peer die", "world fail ReadFile #2 with ERROR_NOT_ENOUGH_MEMORY",
                    "world hold callback #1 until CloseThreadpoolWait #1 is entered", "world advance 10 ms");

    @Test
    void aProgramReadsLikeWhatItDoes() throws Exception {
        Program program = ProgramFormat.parse(LINES);
        assertThat(program.owner()).contains(new OwnerOp(OwnerOp.Deed.READ, 5, true));
        assertThat(program.peer()).endsWith(new PeerOp(PeerOp.Deed.DIE, 0));
        assertThat(program.world()).hasSize(3);
        assertThat(ProgramFormat.print(program)).isEqualTo(LINES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pipes bytes quota 8 | 1 | 1 | expected pipe
            pipe bits quota 8 | 1 | 6 | expected a pipe such as
            pipe bytes quota 2000 | 1 | 18 | 0 to 1024
            owner begin | 2 | 7 | expected one of start
            owner read | 2 | 11 | expected a number
            owner read -1 | 2 | 12 | 0 to 1024
            owner start 5 | 2 | 13 | the end of the line
            owner inReadyRead inReadyRead stop | 2 | 19 | expected one of start
            peer read 5 | 2 | 6 | expected one of write
            nobody start | 2 | 1 | expected owner, peer, world
            world fail Nothing #1 | 2 | 12 | a function that can fail
            world advance 5000 ms | 2 | 15 | 0 to 1000
            """) void whatIsWrongIsSaidWithItsPlace(String wrong, int line, int column, String expected) {
        List<String> lines = line == 1 ? List.of(wrong) : List.of("pipe bytes quota 8", wrong);
        assertThatThrownBy(() -> ProgramFormat.parse(lines)).isInstanceOf(ProgramSyntaxException.class)
                .hasMessageStartingWith("line " + line + ", column " + column + ": ").hasMessageContaining(expected);
    }

    @Test
    void tooMuchIsRefused() {
        List<String> lines = List.of("pipe bytes quota 8", "peer write 1000", "peer write 25");
        assertThatThrownBy(() -> ProgramFormat.parse(lines)).isInstanceOf(ProgramSyntaxException.class).hasMessageContaining("1025 bytes written");
        assertThatThrownBy(() -> ProgramFormat.parse(List.of())).isInstanceOf(ProgramSyntaxException.class);
    }
}
