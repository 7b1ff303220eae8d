package org.example.pipes;

import java.util.function.Consumer;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.platform.win32.WinBase;
import com.sun.jna.platform.win32.WinError;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.win32.StdCallLibrary;
import com.sun.jna.win32.W32APIOptions;

/**
 * The reader as it was, on JNA: here to be compared with the one in src/main, and not compiled.
 *
 * <p>A thread of its own has one overlapped read in flight, and waits for two events: that the read has completed, or that it is to stop.
 */
public final class EventPipeReader implements AutoCloseable {

    /** ReadFile with memory that the kernel may keep, which Kernel32 of JNA does not have. */
    private interface PipeFunctions extends StdCallLibrary {
        PipeFunctions INSTANCE = Native.load("kernel32", PipeFunctions.class, W32APIOptions.DEFAULT_OPTIONS);

        boolean ReadFile(HANDLE file, Pointer buffer, int bytesToRead, IntByReference bytesRead, WinBase.OVERLAPPED overlapped);

        boolean GetOverlappedResult(HANDLE file, WinBase.OVERLAPPED overlapped, IntByReference bytes, boolean wait);

        boolean CancelIoEx(HANDLE file, WinBase.OVERLAPPED overlapped);
    }

    private static final int BUFFER_BYTES = 4096;

    private final Kernel32 kernel32 = Kernel32.INSTANCE;
    private final HANDLE pipe;
    private final Consumer<byte[]> listener;
    private final HANDLE shutdown = kernel32.CreateEvent(null, true, false, null);
    private final HANDLE completed = kernel32.CreateEvent(null, true, false, null);
    private final Object lock = new Object();
    private Thread thread;

    public EventPipeReader(HANDLE pipe, Consumer<byte[]> listener) {
        this.pipe = pipe;
        this.listener = listener;
    }

    public void start() {
        synchronized (lock) {
            kernel32.ResetEvent(shutdown);
            thread = new Thread(this::readAll, "pipe reader");
            thread.start();
        }
    }

    private void readAll() {
        Memory buffer = new Memory(BUFFER_BYTES);
        WinBase.OVERLAPPED overlapped = new WinBase.OVERLAPPED();
        IntByReference bytes = new IntByReference();
        while (kernel32.WaitForSingleObject(shutdown, 0) != WinBase.WAIT_OBJECT_0) {
            overlapped.clear();
            overlapped.hEvent = completed;
            overlapped.write();
            if (!PipeFunctions.INSTANCE.ReadFile(pipe, buffer, BUFFER_BYTES, null, overlapped)) {
                if (Native.getLastError() != WinError.ERROR_IO_PENDING) {
                    return;
                }
                int woken = kernel32.WaitForMultipleObjects(2, new HANDLE[] {shutdown, completed}, false, WinBase.INFINITE);
                if (woken == WinBase.WAIT_OBJECT_0) {
                    PipeFunctions.INSTANCE.CancelIoEx(pipe, overlapped);
                    return;
                }
            }
            if (!PipeFunctions.INSTANCE.GetOverlappedResult(pipe, overlapped, bytes, true)) {
                return;
            }
            listener.accept(buffer.getByteArray(0, bytes.getValue()));
        }
        // Buffer and OVERLAPPED are given back by the garbage collector, some time later.
    }

    public void stop() throws InterruptedException {
        Thread running;
        synchronized (lock) {
            running = thread;
            thread = null;
        }
        if (running != null) {
            kernel32.SetEvent(shutdown);
            running.join();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        kernel32.CloseHandle(completed);
        kernel32.CloseHandle(shutdown);
    }
}
