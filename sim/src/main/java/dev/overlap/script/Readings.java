package dev.overlap.script;

import java.util.List;

/**
 * Plays a script whose answers may differ, but only together: a kernel keeps it when in one of the {@linkplain Script#readings(Variant) readings} each line is as
 * it says.
 */
public final class Readings {

    /** Plays a script once. */
    public interface Player {
        /** What has come of its lines in this reading of a variant. */
        List<Check> play(Variant reading);
    }

    private Readings() {
    }

    /** What has come of the lines in the first reading that a kernel keeps; if there is none, in the one with the fewest failures. */
    public static List<Check> play(Script script, Variant variant, Player player) {
        List<Check> best = List.of();
        long fewest = Long.MAX_VALUE;
        for (Variant reading : script.readings(variant)) {
            List<Check> checks = player.play(reading);
            long failures = checks.stream().filter(Check::hasFailed).count();
            if (failures < fewest) {
                best = checks;
                fewest = failures;
            }
            if (failures == 0) {
                break;
            }
        }
        return best;
    }
}
