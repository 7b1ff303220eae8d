package dev.overlap.command;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.TypeConversionException;

/**
 * How many, as users write it: {@code 10_000_000} or {@code 10M}.
 *
 * @param text as it was typed
 */
record Count(String text, BigInteger value) {

    /** More executions than anybody can wait for. */
    static final long MOST_EXECUTIONS = 1_000_000_000_000L;

    private static final Pattern COUNT = Pattern.compile("(\\d[\\d_]{0,99})([kmg]?)");

    static Count parse(String text) {
        Matcher matcher = COUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not a count; expected a whole number such as 10_000_000 or 10M");
        }
        long unit = switch (matcher.group(2)) {
            case "k" -> 1_000L;
            case "m" -> 1_000_000L;
            case "g" -> 1_000_000_000L;
            default -> 1L;
        };
        return new Count(text, new BigInteger(matcher.group(1).replace("_", "")).multiply(BigInteger.valueOf(unit)));
    }

    /**
     * The number.
     *
     * @throws BadInput when it is not from 1 to {@code max}
     */
    long upTo(long max, String option) {
        if (value.signum() == 0 || value.compareTo(BigInteger.valueOf(max)) > 0) {
            throw new BadInput(option + ": '" + text + "' is out of range; expected 1 to " + Figures.exact(max));
        }
        return value.longValue();
    }
}
