package dev.overlap.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;

import dev.overlap.scenario.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** How long a test explores: as its author says, unless whoever runs it says otherwise. */
@SuppressWarnings("UnusedMethod")
class HowLongTest {

    private static final long ANY = Long.MAX_VALUE;
    private static final long TWO_SECONDS = Duration.ofSeconds(2).toNanos();

    static final class Annotated {
        @OverlapTest
        void plain(Stage stage) {
            // Looked at only.
        }

        @OverlapTest(executions = 100, seed = 7)
        void fixed(Stage stage) {
            // Looked at only.
        }

        @OverlapTest(executions = -1)
        void negative(Stage stage) {
            // Looked at only.
        }
    }

    private static HowLong of(String method, Map<String, String> properties, Map<String, String> variables) {
        try {
            OverlapTest test = Annotated.class.getDeclaredMethod(method, Stage.class).getAnnotation(OverlapTest.class);
            return HowLong.of(test, properties::get, variables::get);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anEverydayBuildPlaysTheSameEveryTime() {
        assertThat(of("plain", Map.of(), Map.of())).isEqualTo(new HowLong(ANY, TWO_SECONDS, HowLong.SAME_EVERY_TIME));
        assertThat(of("fixed", Map.of(), Map.of())).isEqualTo(new HowLong(100, ANY, 7));
    }

    @Test
    void aLongerExplorationGoesBeforeTheNumberOfExecutions() {
        long fiveMinutes = Duration.ofMinutes(5).toNanos();
        assertThat(of("fixed", Map.of(), Map.of("OVERLAP_EXPLORE", "5m"))).isEqualTo(new HowLong(ANY, fiveMinutes, 7));
        assertThat(of("fixed", Map.of("overlap.explore", "2h"), Map.of("OVERLAP_EXPLORE", "5m")).nanos()).isEqualTo(Duration.ofHours(2).toNanos());
        assertThat(of("plain", Map.of(), Map.of("OVERLAP_EXPLORE", "5m")).seed()).as("drawn").isNotEqualTo(HowLong.SAME_EVERY_TIME);
        assertThat(of("plain", Map.of("overlap.seed", "12"), Map.of("OVERLAP_EXPLORE", "5m")).seed()).isEqualTo(12);
    }

    @Test
    void whatCannotBeUnderstoodIsNamed() {
        assertThatThrownBy(() -> of("plain", Map.of(), Map.of("OVERLAP_EXPLORE", "5 minutes"))).isInstanceOf(ExtensionConfigurationException.class)
                .hasMessage("OVERLAP_EXPLORE=5 minutes is not a duration: expected a number and its unit, such as 30s, 5m or 2h");
        assertThatThrownBy(() -> of("plain", Map.of("overlap.explore", "0s"), Map.of())).hasMessageContaining("-Doverlap.explore=0s is not a duration");
        assertThatThrownBy(() -> of("plain", Map.of("overlap.seed", "x"), Map.of())).hasMessageContaining("-Doverlap.seed=x is not a seed");
        assertThatThrownBy(() -> of("negative", Map.of(), Map.of())).hasMessageContaining("executions = -1");
    }
}
