package dev.overlap.simulation;

import java.util.List;

import dev.overlap.fault.Rule;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.schedule.Limits;

/**
 * Everything about an execution that is not a decision.
 *
 * @param windows the version whose documented behaviour the kernel has
 * @param limits the bounds
 * @param faults how many calls and allocations of the process under test may fail by choice
 * @param rules what happens in any case
 */
public record Setting(WindowsVersion windows, Limits limits, int faults, List<Rule> rules) {

    public Setting {
        rules = List.copyOf(rules);
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
