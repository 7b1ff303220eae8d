package dev.overlap.command;

import dev.overlap.real.jna.Heap;
import dev.overlap.real.jna.JnaWin32;
import dev.overlap.real.jna.KernelView;
import dev.overlap.real.jna.MemoryWatch;

/** What kernel this machine has. */
final class RealKernel {

    private RealKernel() {
    }

    /**
     * Asks it.
     *
     * @throws BadInput when it is neither Windows' nor Wine's
     */
    static Kernel of(String backend) {
        requireThere();
        KernelView view = new JnaWin32(new Heap(MemoryWatch.NOBODY)).view();
        KernelView.Version version = view.windowsVersion();
        return Kernel.real(backend, view.wineVersion(), version.major(), version.minor(), version.build());
    }

    /** Throws {@link BadInput} on a machine that is neither Windows nor Wine. */
    static void requireThere() {
        if (!JnaWin32.isThere()) {
            throw new BadInput("--backend: windows: this is " + System.getProperty("os.name") + "; --backend wine plays on Wine");
        }
    }
}
