package dev.overlap.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;

import dev.overlap.fault.Rule;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A defect is found by a property that fails, and by nothing else. */
class PropertyRunTest {

    private static final PlantedDefect NTH = new PlantedDefect("nth", "A late cancel counts from 0.", "fault/Rule.java",
            List.of("return new LateCancelRule(nth);"), List.of("return new LateCancelRule(nth > 3 ? nth - 1 : nth);"));

    @TempDir
    private Path folder = Path.of("");

    /** Finds {@link #NTH}. */
    static final class NthProperties {
        @Property
        void isKept(@ForAll @IntRange(min = 1, max = 1000) int nth) {
            assertThat(Rule.cancelLate(nth).nth()).isEqualTo(nth);
        }
    }

    /** No property of theirs fails. */
    static final class HarmlessProperties {
        @Example
        void anExample() {
            throw new AssertionError("a test like any other");
        }

        @Property(tries = 1)
        void aProperty() {
            assertThat(Rule.cancelLate(1).nth()).isEqualTo(1);
        }
    }

    /** Cannot be looked at. */
    static final class BrokenProperties {
        @Property(tries = 1)
        void aProperty() {
            throw new NoClassDefFoundError("dev/overlap/Missing");
        }
    }

    @Test
    void aPropertyThatFailsHasFoundTheDefectAndHoldsWithoutIt() throws Exception {
        PropertyRun run = PropertyRun.of(List.of(DefectiveClasses.compile(NTH, folder)), List.of(NthProperties.class.getName()));

        assertThat(run.failed()).isEqualTo("NthProperties.isKept");
        assertThat(run.tries()).isBetween(1, 1000);
        PropertyRun sound = PropertyRun.of(List.of(), List.of(run.id()));
        assertThat(sound.found()).isFalse();
        assertThat(sound.held()).isEqualTo(1);
    }

    @Test
    void anExampleThatFailsHasFoundNothing() throws Exception {
        PropertyRun run = PropertyRun.of(List.of(DefectiveClasses.compile(NTH, folder)), List.of(HarmlessProperties.class.getName()));

        assertThat(run.found()).isFalse();
        assertThat(run.held()).isEqualTo(1);
    }

    @Test
    void propertiesThatCannotBeLookedAtAreNoFinding() {
        assertThatThrownBy(() -> PropertyRun.of(List.of(), List.of(BrokenProperties.class.getName()))).hasMessageContaining("could not be looked at")
                .hasMessageContaining("dev/overlap/Missing");
        assertThatThrownBy(() -> PropertyRun.of(List.of(), List.of("dev.overlap.NoSuchProperties"))).hasMessageContaining("could not be looked at");
    }
}
