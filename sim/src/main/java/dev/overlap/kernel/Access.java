package dev.overlap.kernel;

import dev.overlap.win32.FileFunctions;
import dev.overlap.win32.NamedPipeFunctions;

/**
 * The rights of handles to pipe ends: what a handle was granted, as the specific rights that generic ones stand for (Microsoft: File Security and Access Rights).
 *
 * <p>The rights that a file was opened with are the file's; a duplicate can have fewer, never more (M02), which its entry in the handle table says.
 */
final class Access {

    /** What GENERIC_READ stands for. */
    static final int READ = FileFunctions.READ_CONTROL | FileFunctions.SYNCHRONIZE | FileFunctions.FILE_READ_DATA | FileFunctions.FILE_READ_ATTRIBUTES
            | FileFunctions.FILE_READ_EA;
    /** What GENERIC_WRITE stands for. */
    static final int WRITE = FileFunctions.READ_CONTROL | FileFunctions.SYNCHRONIZE | FileFunctions.FILE_WRITE_DATA | FileFunctions.FILE_APPEND_DATA
            | FileFunctions.FILE_WRITE_ATTRIBUTES | FileFunctions.FILE_WRITE_EA;
    private static final int GENERIC_EXECUTE = 0x2000_0000;
    private static final int GENERIC_ALL = 0x1000_0000;
    private static final int FILE_EXECUTE = 0x20;
    private static final int EXECUTE = FileFunctions.READ_CONTROL | FileFunctions.SYNCHRONIZE | FileFunctions.FILE_READ_ATTRIBUTES | FILE_EXECUTE;
    private static final int FILE_ALL_ACCESS = 0x1F_01FF;
    private static final int GENERIC = FileFunctions.GENERIC_READ | FileFunctions.GENERIC_WRITE | GENERIC_EXECUTE | GENERIC_ALL;

    private Access() {
    }

    /** The specific rights that are asked for. */
    static int specific(int desiredAccess) {
        return desiredAccess & ~GENERIC | ((desiredAccess & FileFunctions.GENERIC_READ) != 0 ? READ : 0)
                | ((desiredAccess & FileFunctions.GENERIC_WRITE) != 0 ? WRITE : 0) | ((desiredAccess & GENERIC_EXECUTE) != 0 ? EXECUTE : 0)
                | ((desiredAccess & GENERIC_ALL) != 0 ? FILE_ALL_ACCESS : 0);
    }

    /** The rights of a client: those that CreateFile was asked for, and in any case those to wait and to look at attributes. */
    static int ofClient(int desiredAccess) {
        return specific(desiredAccess) | FileFunctions.SYNCHRONIZE | FileFunctions.FILE_READ_ATTRIBUTES;
    }

    /**
     * The rights of a server's end (K45). Who can only write may read attributes: a query of the pipe needs it, and is said to work there (N33; Microsoft:
     * GetNamedPipeInfo).
     */
    static int ofServer(int openMode) {
        int read = (openMode & NamedPipeFunctions.PIPE_ACCESS_INBOUND) != 0 ? READ : 0;
        int write = (openMode & NamedPipeFunctions.PIPE_ACCESS_OUTBOUND) != 0 ? WRITE | FileFunctions.FILE_READ_ATTRIBUTES : 0;
        return read | write;
    }
}
