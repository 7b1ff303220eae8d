package dev.overlap.command;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.TypeConversionException;

/** Durations as users write them: {@code 30s}, {@code 5m}, {@code 2h}. */
final class Durations {

    private static final Duration MAX = Duration.ofHours(1_000);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smh])");

    private Durations() {
    }

    /** Reads a duration from one second to a thousand hours. */
    static Duration parse(String text) {
        Matcher matcher = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not a duration; expected a number and its unit, such as 30s, 5m or 2h");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "h" -> Duration.ofHours(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
        };
        if (duration.isZero() || duration.compareTo(MAX) > 0) {
            throw new TypeConversionException("'" + text + "' is out of range; expected 1s to " + MAX.toHours() + "h");
        }
        return duration;
    }
}
