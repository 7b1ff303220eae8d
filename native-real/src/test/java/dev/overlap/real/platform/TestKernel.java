package dev.overlap.real.platform;

import dev.overlap.real.jna.Heap;
import dev.overlap.real.jna.JnaWin32;
import dev.overlap.real.jna.MemoryWatch;
import dev.overlap.win32.Win32;

/** The kernel that the platform is tested on. */
final class TestKernel {

    private TestKernel() {
    }

    static Win32 win32() {
        return JnaWin32.isThere() ? new JnaWin32(new Heap(MemoryWatch.NOBODY)) : new StandIn().win32();
    }
}
