package dev.overlap.real.jna;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.SecurityAttributes;
import org.jspecify.annotations.Nullable;

/** Named pipes: making, connecting, peeking, and messages that are answered. */
abstract class PipeCalls extends HandleCalls {

    PipeCalls(Heap heap, Callbacks callbacks) {
        super(heap, callbacks);
    }

    @Override
    public final Handle createNamedPipe(@Nullable String name, int openMode, int pipeMode, int maxInstances, int outBufferBytes, int inBufferBytes,
            int defaultTimeoutMillis, @Nullable SecurityAttributes securityAttributes) {
        enter();
        return orInvalid(Kernel32.CreateNamedPipeW(wide(name), openMode, pipeMode, maxInstances, outBufferBytes, inBufferBytes, defaultTimeoutMillis,
                security(securityAttributes)));
    }

    @Override
    public final boolean connectNamedPipe(Handle pipe, @Nullable Overlapped overlapped) {
        enter();
        return answer(Kernel32.ConnectNamedPipe(pipe.value(), lendForIo("ConnectNamedPipe", overlapped)));
    }

    @Override
    public final boolean disconnectNamedPipe(Handle pipe) {
        enter();
        return answer(Kernel32.DisconnectNamedPipe(pipe.value()));
    }

    @Override
    public final boolean waitNamedPipe(String name, int timeoutMillis) {
        enter();
        return answer(Kernel32.WaitNamedPipeW(wideOf(name), timeoutMillis));
    }

    @Override
    public final boolean peekNamedPipe(Handle pipe, @Nullable Memory buffer, int bufferBytes, @Nullable DwordReference bytesRead,
            @Nullable DwordReference totalBytesAvailable, @Nullable DwordReference bytesLeftThisMessage) {
        enter();
        long address = lend("PeekNamedPipe", buffer, 0, bufferBytes);
        int[] read = Cells.of(bytesRead);
        int[] available = Cells.of(totalBytesAvailable);
        int[] left = Cells.of(bytesLeftThisMessage);
        boolean done = answer(Kernel32.PeekNamedPipe(pipe.value(), address, bufferBytes, read, available, left));
        Cells.back(read, bytesRead);
        Cells.back(available, totalBytesAvailable);
        Cells.back(left, bytesLeftThisMessage);
        return done;
    }

    @Override
    public final boolean transactNamedPipe(Handle pipe, @Nullable Memory inBuffer, int inBufferOffset, int inBufferBytes, @Nullable Memory outBuffer,
            int outBufferOffset, int outBufferBytes, @Nullable DwordReference bytesRead, @Nullable Overlapped overlapped) {
        enter();
        requireCount("TransactNamedPipe", bytesRead, overlapped);
        long in = lend("TransactNamedPipe", inBuffer, inBufferOffset, inBufferBytes);
        long out = lend("TransactNamedPipe", outBuffer, outBufferOffset, outBufferBytes);
        long operation = lendForIo("TransactNamedPipe", overlapped);
        int[] read = Cells.of(bytesRead);
        boolean done = answer(Kernel32.TransactNamedPipe(pipe.value(), in, inBufferBytes, out, outBufferBytes, read, operation));
        Cells.back(read, bytesRead);
        return done;
    }

    @Override
    public final boolean callNamedPipe(String name, @Nullable Memory inBuffer, int inBufferOffset, int inBufferBytes, @Nullable Memory outBuffer,
            int outBufferOffset, int outBufferBytes, DwordReference bytesRead, int timeoutMillis) {
        enter();
        long in = lend("CallNamedPipe", inBuffer, inBufferOffset, inBufferBytes);
        long out = lend("CallNamedPipe", outBuffer, outBufferOffset, outBufferBytes);
        int[] read = Cells.ofDword(bytesRead);
        boolean done = answer(Kernel32.CallNamedPipeW(wideOf(name), in, inBufferBytes, out, outBufferBytes, read, timeoutMillis));
        Cells.back(read, bytesRead);
        return done;
    }

    @Override
    public final boolean createPipe(HandleReference readPipe, HandleReference writePipe, @Nullable SecurityAttributes securityAttributes, int sizeBytes) {
        enter();
        long[] read = {readPipe.value.value()};
        long[] write = {writePipe.value.value()};
        boolean done = answer(Kernel32.CreatePipe(read, write, security(securityAttributes), sizeBytes));
        readPipe.value = new Handle(read[0]);
        writePipe.value = new Handle(write[0]);
        return done;
    }
}
