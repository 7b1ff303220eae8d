package dev.overlap.kernel;

/** Versions of Windows whose documented behaviour differs where pipes are concerned. */
public enum WindowsVersion {
    WINDOWS_7, WINDOWS_8, WINDOWS_10, WINDOWS_11;

    /** Whether this is {@code version} or a later one. */
    public boolean isAtLeast(WindowsVersion version) {
        return compareTo(version) >= 0;
    }
}
