package dev.overlap.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

import org.junit.jupiter.api.Test;

/** A timeline for narrow places. */
class TimelineTextTest {

    @Test
    void itIsTheSameWhateverTheUsersLanguage() {
        Defect defect = Samples.canary("lost-wakeup");
        String expected = TimelineText.of(defect);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(TimelineText.of(defect)).isEqualTo(expected).contains("   21  ");
        } finally {
            Locale.setDefault(before);
        }
    }
}
