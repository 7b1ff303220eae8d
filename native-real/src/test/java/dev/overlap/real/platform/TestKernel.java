package dev.overlap.real.platform;

import dev.overlap.win32.Win32;

/** The kernel that the platform is tested on. */
final class TestKernel {

    private TestKernel() {
    }

    static Win32 win32() {
        return new StandIn().win32();
    }
}
