package dev.overlap.kernel;

import static dev.overlap.win32.MemoryFunctions.PAGE_BYTES;
import static dev.overlap.win32.MemoryFunctions.PAGE_GUARD;
import static dev.overlap.win32.MemoryFunctions.PAGE_NOACCESS;
import static dev.overlap.win32.MemoryFunctions.PAGE_READONLY;
import static dev.overlap.win32.NtStatus.STATUS_ACCESS_VIOLATION;
import static dev.overlap.win32.NtStatus.STATUS_GUARD_PAGE_VIOLATION;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;

import java.util.Arrays;

/** The pages of memory that VirtualAlloc has given: what may be done with each, and which were written. */
final class Pages {

    private final int[] protection;
    private final boolean watched;
    private final boolean[] written;

    Pages(int count, int protection, boolean watched) {
        this.protection = new int[count];
        this.watched = watched;
        this.written = new boolean[count];
        Arrays.fill(this.protection, protection);
    }

    boolean areWatched() {
        return watched;
    }

    /** Changes the protection of all pages that a range touches, and returns what the first one had. */
    int protect(int offset, int bytes, int newProtection) {
        int first = offset / PAGE_BYTES;
        int old = protection[first];
        Arrays.fill(protection, first, last(offset, bytes) + 1, newProtection);
        return old;
    }

    /**
     * Touches the pages of a range, one after the other, up to the first that must not be.
     *
     * @return STATUS_SUCCESS, STATUS_ACCESS_VIOLATION, or STATUS_GUARD_PAGE_VIOLATION of a page that is no guard any more
     */
    int touch(int offset, int bytes, boolean writing) {
        for (int page = offset / PAGE_BYTES; bytes > 0 && page <= last(offset, bytes); page++) {
            int refusal = refusal(page, writing);
            if (refusal != STATUS_SUCCESS) {
                return refusal;
            }
            written[page] |= writing;
        }
        return STATUS_SUCCESS;
    }

    /** Whether all pages of a range can be written; a guard page that is met on the way is no guard any more. Writes none of them. */
    boolean canBeWritten(int offset, int bytes) {
        for (int page = offset / PAGE_BYTES; bytes > 0 && page <= last(offset, bytes); page++) {
            if (refusal(page, true) != STATUS_SUCCESS) {
                return false;
            }
        }
        return true;
    }

    private int refusal(int page, boolean writing) {
        int allowed = protection[page];
        if ((allowed & PAGE_GUARD) != 0) {
            protection[page] = allowed & ~PAGE_GUARD;
            return STATUS_GUARD_PAGE_VIOLATION;
        }
        return allowed == PAGE_NOACCESS || writing && allowed == PAGE_READONLY ? STATUS_ACCESS_VIOLATION : STATUS_SUCCESS;
    }

    /** Puts the numbers of the written pages of a range in {@code target}, as far as there is room, and returns how many. */
    int written(int offset, int bytes, int[] target, boolean reset) {
        int count = 0;
        for (int page = offset / PAGE_BYTES; page <= last(offset, bytes) && count < target.length; page++) {
            if (written[page]) {
                target[count++] = page;
                written[page] = !reset;
            }
        }
        return count;
    }

    /** Forgets which pages of a range were written. */
    void reset(int offset, int bytes) {
        Arrays.fill(written, offset / PAGE_BYTES, last(offset, bytes) + 1, false);
    }

    private static int last(int offset, int bytes) {
        return (offset + bytes - 1) / PAGE_BYTES;
    }
}
