package dev.overlap.real.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Where there is no Windows. */
@DisabledOnOs(OS.WINDOWS)
final class ElsewhereTest {

    @Test
    void nothingIsLoadedAndOneLineSaysWhatIsMissing() {
        assertThat(JnaWin32.isThere()).isFalse();
        assertThatThrownBy(() -> new Heap(MemoryWatch.NOBODY)).isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("needs Windows, or Wine: ")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(HandleCensus::take).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(HandleCensus::systemCount).isInstanceOf(UnsupportedOperationException.class);
    }
}
