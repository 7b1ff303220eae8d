package dev.overlap.kernel;

import java.util.Arrays;
import java.util.Optional;

/** What the simulated kernel is to be like: a version of Windows, or Wine 8.0 as it was seen to be. Where they differ says {@link Difference}. */
public enum Profile {
    WINDOWS_7(WindowsVersion.WINDOWS_7), WINDOWS_8(WindowsVersion.WINDOWS_8), WINDOWS_10(WindowsVersion.WINDOWS_10), WINDOWS_11(WindowsVersion.WINDOWS_11),
    /** Wine 8.0 as Debian configures it, where it says that it is Windows 7. */
    WINE_8_0(WindowsVersion.WINDOWS_7);

    private static final String WINE = "wine-8.0";

    private final WindowsVersion windows;

    Profile(WindowsVersion windows) {
        this.windows = windows;
    }

    /** The profile of a version of Windows. */
    public static Profile of(WindowsVersion version) {
        return switch (version) {
            case WINDOWS_7 -> WINDOWS_7;
            case WINDOWS_8 -> WINDOWS_8;
            case WINDOWS_10 -> WINDOWS_10;
            case WINDOWS_11 -> WINDOWS_11;
        };
    }

    /** The profile with this label. */
    public static Optional<Profile> labelled(String label) {
        return Arrays.stream(values()).filter(profile -> profile.label().equals(label)).findFirst();
    }

    /** The name by which users know it: "10", "wine-8.0". */
    public String label() {
        return this == WINE_8_0 ? WINE : windows.number();
    }

    /** The version of Windows that it is, or says that it is. */
    public WindowsVersion windows() {
        return windows;
    }

    /** Whether it shows a difference. Hot path. */
    boolean shows(Difference difference) {
        return difference.isShownBy(this);
    }
}
