package dev.overlap.kernel;

import java.util.Optional;

/** Versions of Windows whose documented behaviour differs where pipes are concerned. */
public enum WindowsVersion {
    WINDOWS_7, WINDOWS_8, WINDOWS_10, WINDOWS_11;

    /** The version of this number: "10". */
    public static Optional<WindowsVersion> numbered(String number) {
        for (WindowsVersion version : values()) {
            if (version.number().equals(number)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    /** The number by which users and traces know it: "10". */
    public String number() {
        return name().substring("WINDOWS_".length());
    }
}
