package dev.overlap.real.jna;

import dev.overlap.win32.DwordReference;
import org.jspecify.annotations.Nullable;

/** Out parameters: an array goes into the call with what the reference holds and comes back with what the function has made of it, which may be nothing. */
final class Cells {

    private Cells() {}

    static int @Nullable [] of(@Nullable DwordReference reference) {
        return reference == null ? null : new int[] {reference.value};
    }

    static int[] ofDword(DwordReference reference) {
        return new int[] {reference.value};
    }

    static void back(int @Nullable [] cell, @Nullable DwordReference reference) {
        if (cell != null && reference != null) {
            reference.value = cell[0];
        }
    }
}
