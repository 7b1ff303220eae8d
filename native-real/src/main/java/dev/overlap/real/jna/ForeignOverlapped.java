package dev.overlap.real.jna;

import dev.overlap.win32.AccessViolation;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Overlapped;

/** An OVERLAPPED of which nothing is known but its address: somebody else's, or made up. Whether there is memory is not known either, so it is not touched. */
record ForeignOverlapped(long address) implements Overlapped {

    @Override
    public int internal() {
        throw unknown();
    }

    @Override
    public long internalHigh() {
        throw unknown();
    }

    @Override
    public void setResult(int internal, long internalHigh) {
        throw unknown();
    }

    @Override
    public int offset() {
        throw unknown();
    }

    @Override
    public int offsetHigh() {
        throw unknown();
    }

    @Override
    public void setOffset(int low, int high) {
        throw unknown();
    }

    @Override
    public Handle event() {
        throw unknown();
    }

    @Override
    public void setEvent(Handle event) {
        throw unknown();
    }

    @Override
    public void clear() {
        throw unknown();
    }

    @Override
    public void free() {
        throw unknown();
    }

    private AccessViolation unknown() {
        return NativeMemory.violation("a use of " + this);
    }

    @Override
    public String toString() {
        return "the OVERLAPPED at 0x" + Long.toHexString(address) + ", which nobody has allocated";
    }
}
