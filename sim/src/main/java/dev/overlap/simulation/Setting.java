package dev.overlap.simulation;

import dev.overlap.kernel.WindowsVersion;
import dev.overlap.schedule.Limits;

/**
 * Everything about an execution that is not a decision.
 *
 * @param windows the version whose documented behaviour the kernel has
 * @param limits the bounds
 */
public record Setting(WindowsVersion windows, Limits limits) {
}
