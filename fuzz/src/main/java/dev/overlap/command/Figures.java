package dev.overlap.command;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same in every country. */
final class Figures {

    private Figures() {
    }

    /** Every digit: {@code 1,204,331}. */
    static String exact(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A count of things, to be read aloud: {@code 1 finding}, {@code 2 findings}, {@code no finding}. */
    static String count(long number, String singular, String plural) {
        return (number == 0 ? "no" : exact(number)) + " " + (number <= 1 ? singular : plural);
    }

    /** What a number of entries came to: {@code all as expected}, {@code 2 not as expected}, {@code nothing to verify}. */
    static String asExpected(long entries, long unexpected, String verb) {
        return entries == 0 ? "nothing to " + verb : unexpected == 0 ? "all as expected" : exact(unexpected) + " not as expected";
    }

    /** From a million on two or three digits: {@code 3.1 M}. */
    static String rough(long number) {
        if (number < 1_000_000) {
            return exact(number);
        }
        return number < 999_950_000 ? scaled(number / 1e6) + " M" : scaled(number / 1e9) + " G";
    }

    /** So many a second: {@code 101 k/s}. */
    static String rate(double perSecond) {
        if (perSecond >= 999_500) {
            return scaled(perSecond / 1e6) + " M/s";
        }
        return perSecond >= 9_995 ? scaled(perSecond / 1e3) + " k/s" : exact(Math.round(perSecond)) + " /s";
    }

    private static String scaled(double value) {
        return String.format(Locale.ROOT, value < 99.95 ? "%.1f" : "%,.0f", value);
    }

    /** Time that has passed: {@code 00:12}, {@code 1:02:03}. */
    static String clock(long nanos) {
        Duration passed = Duration.ofNanos(nanos);
        String minutes = String.format(Locale.ROOT, "%02d:%02d", passed.toMinutesPart(), passed.toSecondsPart());
        return passed.toHours() == 0 ? minutes : passed.toHours() + ":" + minutes;
    }

    /** Time that is left, in the unit that says most. */
    static String left(double seconds) {
        if (seconds < 120) {
            return Math.max(0, Math.round(seconds)) + " s left";
        }
        return seconds < 7_200 ? Math.round(seconds / 60) + " min left" : Math.round(seconds / 3_600) + " h left";
    }
}
