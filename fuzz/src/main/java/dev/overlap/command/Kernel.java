package dev.overlap.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.overlap.kernel.Profile;
import org.jspecify.annotations.Nullable;

/**
 * The kernel on which scripts are played.
 *
 * @param backend what users call it
 * @param wine the version of Wine that it is, null for Windows
 * @param version of Windows that it is, or says that it is, as exactly as is known
 * @param windows the same as scripts tell versions apart: 7, 8, 10 or 11
 */
record Kernel(String backend, @Nullable String wine, String version, int windows) {

    private static final int FIRST_BUILD_OF_11 = 22_000;

    /** A simulated one. */
    static Kernel simulated(String backend, Profile profile) {
        String wine = profile == Profile.WINE_8_0 ? "8.0" : null;
        return new Kernel(backend, wine, profile.windows().number(), Integer.parseInt(profile.windows().number()));
    }

    /** A real one, by its version numbers. */
    static Kernel real(String backend, @Nullable String wine, int major, int minor, int build) {
        int windows = major >= 10 ? build >= FIRST_BUILD_OF_11 ? 11 : 10 : major == 6 && minor == 1 ? 7 : 8;
        return new Kernel(backend, wine, major + "." + minor + "." + build, windows);
    }

    /** What it is, to be read: "Windows 10", "Wine 8.0". */
    @JsonIgnore
    String title() {
        return wine == null ? "Windows " + windows : "Wine " + wine;
    }

    /** What it is, as part of a file's name: "windows-10", "wine-8.0", "sim-windows-10". */
    @JsonIgnore
    String label() {
        return (backend.equals(SimBackend.NAME) ? "sim-" : "") + (wine == null ? "windows-" + windows : "wine-" + wine);
    }

    /** All that is known of it. */
    @JsonIgnore
    String description() {
        return wine == null ? "Windows " + version : "Wine " + wine + ", which says that it is Windows " + version;
    }
}
