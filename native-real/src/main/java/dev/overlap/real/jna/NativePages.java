package dev.overlap.real.jna;

import com.sun.jna.Pointer;
import dev.overlap.win32.AccessViolation;
import dev.overlap.win32.MemoryFunctions;
import dev.overlap.win32.NtStatus;

/**
 * Memory of VirtualAlloc, whose pages may be protected. The system is asked before each access whether it can be, since an access that cannot ends the Java machine;
 * a guard page's first access fails and takes the guard away, as the processor would have it. The question and the access are two steps: a page that another
 * thread protects or frees in between ends the program, as it would end one in C.
 */
final class NativePages extends NativeMemory {

    private static final int MEM_RELEASE = 0x8000;
    private static final int INFORMATION_LONGS = 6;

    NativePages(Heap heap, String name, long address, int size) {
        super(heap, name, address, size, new Pointer(address).getByteBuffer(0, size));
    }

    @Override
    void giveBack() {
        heap.remove(this);
        release();
    }

    void release() {
        Kernel32.VirtualFree(address(), 0, MEM_RELEASE);
    }

    @Override
    void reach(String access, int offset, int length) {
        long page = (address() + offset) & -(long) PageRun.PAGE;
        for (; page < address() + offset + length; page += PageRun.PAGE) {
            int protection = protection(page);
            if ((protection & MemoryFunctions.PAGE_GUARD) != 0) {
                Kernel32.VirtualProtect(page, PageRun.PAGE, protection & ~MemoryFunctions.PAGE_GUARD, new int[1]);
                throw new AccessViolation(what(access, offset, length), NtStatus.STATUS_GUARD_PAGE_VIOLATION);
            }
            boolean can = protection == MemoryFunctions.PAGE_READWRITE || protection == MemoryFunctions.PAGE_READONLY && access.equals(READ);
            if (!can) {
                throw violation(what(access, offset, length));
            }
        }
    }

    /** Whether a part can be written now, guards apart. */
    boolean isWritable(int offset, int length) {
        long page = (address() + offset) & -(long) PageRun.PAGE;
        for (; page < address() + offset + length; page += PageRun.PAGE) {
            if (protection(page) != MemoryFunctions.PAGE_READWRITE) {
                return false;
            }
        }
        return true;
    }

    private String what(String access, int offset, int length) {
        return access + " of " + length + " bytes at " + offset + " of " + this;
    }

    /** MEMORY_BASIC_INFORMATION.Protect of a page. */
    private static int protection(long page) {
        long[] information = new long[INFORMATION_LONGS];
        if (Kernel32.VirtualQuery(page, information, (long) INFORMATION_LONGS * Long.BYTES) == 0) {
            return MemoryFunctions.PAGE_NOACCESS;
        }
        return (int) (information[4] >>> Integer.SIZE);
    }
}
