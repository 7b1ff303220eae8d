package dev.overlap.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;

import org.junit.jupiter.api.Test;

class MarkCountsTest {

    private enum Road implements CoverageMark {
        TAKEN, NOT_TAKEN
    }

    private enum River implements CoverageMark {
        CROSSED
    }

    private record Stray(String name, int ordinal) implements CoverageMark {
    }

    private final MarkCounts counts = new MarkCounts(Road.class);

    @Test
    void everyPassageCounts() {
        counts.hit(Road.TAKEN);
        counts.hit(Road.TAKEN);

        assertThat(counts.count(Road.TAKEN)).isEqualTo(2);
        assertThat(counts.count(Road.NOT_TAKEN)).isZero();
    }

    @Test
    void marksThatAreNeverReachedAreListedToo() {
        counts.hit(Road.TAKEN);

        assertThat(counts.toMap()).containsExactly(Map.entry("Road.NOT_TAKEN", 0L), Map.entry("Road.TAKEN", 1L));
    }

    @Test
    void marksOfAnEnumThatNobodyAnnouncedCountAsWell() {
        assertThat(counts.count(River.CROSSED)).isZero();
        counts.hit(River.CROSSED);

        assertThat(counts.count(River.CROSSED)).isEqualTo(1);
        assertThat(counts.toMap()).hasSize(3);
    }

    @Test
    void countsOfSeveralWorkersAddUp() {
        MarkCounts other = new MarkCounts();
        other.hit(River.CROSSED);
        other.hit(Road.TAKEN);
        counts.hit(Road.TAKEN);

        counts.add(other);

        assertThat(counts.count(Road.TAKEN)).isEqualTo(2);
        assertThat(counts.count(River.CROSSED)).isEqualTo(1);
        assertThat(other.count(Road.TAKEN)).as("the other one is as it was").isEqualTo(1);
    }

    @Test
    void onlyConstantsOfEnumsAreMarks() {
        assertThatIllegalArgumentException().isThrownBy(() -> counts.hit(new Stray("stray", 0))).withMessageContaining("enums");
    }
}
