package dev.overlap.command;

import dev.overlap.real.jna.Heap;
import dev.overlap.real.jna.JnaWin32;
import dev.overlap.real.jna.KernelView;
import dev.overlap.real.jna.MemoryWatch;

/** What kernel this machine has. */
final class RealKernel {

    private RealKernel() {
    }

    /** Asks it. Only where {@link JnaWin32#isThere()}. */
    static Kernel of(String backend) {
        KernelView view = new JnaWin32(new Heap(MemoryWatch.NOBODY)).view();
        KernelView.Version version = view.windowsVersion();
        return Kernel.real(backend, view.wineVersion(), version.major(), version.minor(), version.build());
    }
}
