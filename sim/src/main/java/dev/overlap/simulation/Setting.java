package dev.overlap.simulation;

import java.util.List;

import dev.overlap.fault.Rule;
import dev.overlap.kernel.Profile;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.schedule.Limits;

/**
 * Everything about an execution that is not a decision.
 *
 * @param profile what the kernel is to be like
 * @param limits the bounds
 * @param faults how many calls and allocations of the process under test may fail by choice
 * @param rules what happens in any case
 */
public record Setting(Profile profile, Limits limits, int faults, List<Rule> rules) {

    public Setting {
        rules = List.copyOf(rules);
    }

    /** A setting of a version of Windows. */
    public Setting(WindowsVersion windows, Limits limits, int faults, List<Rule> rules) {
        this(Profile.of(windows), limits, faults, rules);
    }

    /** A setting without faults. */
    public Setting(WindowsVersion windows, Limits limits) {
        this(windows, limits, 0);
    }

    /** A setting with so many faults at most, by choice. */
    public Setting(WindowsVersion windows, Limits limits, int faults) {
        this(windows, limits, faults, List.of());
    }
}
