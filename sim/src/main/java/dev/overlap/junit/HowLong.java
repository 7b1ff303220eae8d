package dev.overlap.junit;

import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * How long a test explores, and from which seed.
 *
 * @param executions after how many to stop, or {@link Long#MAX_VALUE}
 * @param nanos after how much time to stop, or {@link Long#MAX_VALUE}
 */
record HowLong(long executions, long nanos, long seed) {

    static final String PROPERTY = "overlap.explore";
    static final String VARIABLE = "OVERLAP_EXPLORE";
    static final String SEED_PROPERTY = "overlap.seed";
    static final long SAME_EVERY_TIME = 1;

    private static final Duration USUALLY = Duration.ofSeconds(2);
    private static final Duration MAX = Duration.ofHours(1_000);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smh])");

    /**
     * What the test and those who run it want.
     *
     * @param property system properties by name
     * @param variable variables of the environment by name
     * @throws ExtensionConfigurationException when one of them is not what it should be
     */
    static HowLong of(OverlapTest test, UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> variable) {
        if (test.executions() < 0) {
            throw new ExtensionConfigurationException("@OverlapTest(executions = " + test.executions() + "): expected 1 or more, or 0 for two seconds");
        }
        String byProperty = property.apply(PROPERTY);
        String byVariable = variable.apply(VARIABLE);
        Duration longer = byProperty != null ? parse("-D" + PROPERTY, byProperty) : byVariable != null ? parse(VARIABLE, byVariable) : null;
        long seed = seed(test, property.apply(SEED_PROPERTY), longer != null);
        if (longer != null) {
            return new HowLong(Long.MAX_VALUE, longer.toNanos(), seed);
        }
        return test.executions() > 0 ? new HowLong(test.executions(), Long.MAX_VALUE, seed) : new HowLong(Long.MAX_VALUE, USUALLY.toNanos(), seed);
    }

    private static long seed(OverlapTest test, @Nullable String byProperty, boolean mayDraw) {
        if (byProperty != null) {
            try {
                return Long.parseLong(byProperty.strip());
            } catch (NumberFormatException e) {
                throw new ExtensionConfigurationException("-D" + SEED_PROPERTY + "=" + byProperty + " is not a seed: expected a whole number", e);
            }
        }
        // Drawn from the clock: what matters is that the next run has another one.
        return test.seed() != 0 ? test.seed() : mayDraw ? System.currentTimeMillis() : SAME_EVERY_TIME;
    }

    private static Duration parse(String name, String text) {
        Matcher matcher = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            Duration duration = switch (matcher.group(2)) {
                case "h" -> Duration.ofHours(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofSeconds(number);
            };
            if (!duration.isZero() && duration.compareTo(MAX) <= 0) {
                return duration;
            }
        }
        throw new ExtensionConfigurationException(name + "=" + text + " is not a duration: expected a number and its unit, such as 30s, 5m or 2h");
    }
}
