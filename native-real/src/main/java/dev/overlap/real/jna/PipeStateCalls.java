package dev.overlap.real.jna;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.FilePipeLocalInformation;
import dev.overlap.win32.FilePipeLocalInformationReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.NtStatus;
import org.jspecify.annotations.Nullable;

/** Named pipes: modes, sizes, state. */
abstract class PipeStateCalls extends PipeCalls {

    private static final int FILE_PIPE_LOCAL_INFORMATION = 24;
    private static final int FILE_PIPE_LOCAL_INFORMATION_INTS = 10;

    PipeStateCalls(Heap heap, Callbacks callbacks) {
        super(heap, callbacks);
    }

    @Override
    public final boolean setNamedPipeHandleState(Handle pipe, @Nullable Integer mode, @Nullable Integer maxCollectionCount,
            @Nullable Integer collectDataTimeoutMillis) {
        enter();
        return answer(Kernel32.SetNamedPipeHandleState(pipe.value(), cell(mode), cell(maxCollectionCount), cell(collectDataTimeoutMillis)));
    }

    private static int @Nullable [] cell(@Nullable Integer value) {
        return value == null ? null : new int[] {value};
    }

    @Override
    public final boolean getNamedPipeHandleState(Handle pipe, @Nullable DwordReference state, @Nullable DwordReference currentInstances,
            @Nullable DwordReference maxCollectionCount, @Nullable DwordReference collectDataTimeoutMillis, char @Nullable [] userName, int userNameChars) {
        enter();
        if (userName != null && Integer.compareUnsigned(userNameChars, userName.length) > 0) {
            throw new IllegalArgumentException("room for " + userName.length + " characters, not for " + Integer.toUnsignedString(userNameChars));
        }
        int[] modes = Cells.of(state);
        int[] instances = Cells.of(currentInstances);
        int[] count = Cells.of(maxCollectionCount);
        int[] timeout = Cells.of(collectDataTimeoutMillis);
        boolean done = answer(Kernel32.GetNamedPipeHandleStateW(pipe.value(), modes, instances, count, timeout, userName, userNameChars));
        Cells.back(modes, state);
        Cells.back(instances, currentInstances);
        Cells.back(count, maxCollectionCount);
        Cells.back(timeout, collectDataTimeoutMillis);
        return done;
    }

    @Override
    public final boolean getNamedPipeInfo(Handle pipe, @Nullable DwordReference flags, @Nullable DwordReference outBufferBytes,
            @Nullable DwordReference inBufferBytes, @Nullable DwordReference maxInstances) {
        enter();
        int[] kind = Cells.of(flags);
        int[] out = Cells.of(outBufferBytes);
        int[] in = Cells.of(inBufferBytes);
        int[] maximum = Cells.of(maxInstances);
        boolean done = answer(Kernel32.GetNamedPipeInfo(pipe.value(), kind, out, in, maximum));
        Cells.back(kind, flags);
        Cells.back(out, outBufferBytes);
        Cells.back(in, inBufferBytes);
        Cells.back(maximum, maxInstances);
        return done;
    }

    @Override
    public final int ntQueryInformationFile(Handle file, FilePipeLocalInformationReference information) {
        enter();
        int[] read = new int[FILE_PIPE_LOCAL_INFORMATION_INTS];
        int status = Ntdll.NtQueryInformationFile(file.value(), new long[2], read, read.length * Integer.BYTES, FILE_PIPE_LOCAL_INFORMATION);
        if (status == NtStatus.STATUS_SUCCESS) {
            information.value = new FilePipeLocalInformation(read[0], read[1], read[2], read[3], read[4], read[5], read[6], read[7], read[8], read[9]);
        }
        return status;
    }
}
