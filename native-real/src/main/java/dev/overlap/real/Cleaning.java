package dev.overlap.real;

import java.util.List;

import dev.overlap.real.OpenObject.Type;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.ThreadpoolIo;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.Win32;

/** Takes away what an execution has left, whether it should have or not, so that the next one begins with nothing: waits first, what they wait for afterwards. */
final class Cleaning {

    private final Win32 plain;
    private final Ledger ledger;

    Cleaning(Win32 plain, Ledger ledger) {
        this.plain = plain;
        this.ledger = ledger;
    }

    void run() {
        List<OpenObject> left;
        synchronized (ledger.court) {
            left = List.copyOf(ledger.handles.left());
        }
        for (OpenObject object : left) {
            switch (object.type) {
                case REGISTERED_WAIT -> plain.unregisterWaitEx(new Handle(object.value), Handle.INVALID_HANDLE_VALUE);
                case THREADPOOL_WAIT -> close((ThreadpoolWait) object.made());
                case THREADPOOL_IO -> close((ThreadpoolIo) object.made());
                case EVENT, SEMAPHORE, FILE, PORT, OTHER -> {
                    // Later.
                }
            }
        }
        for (OpenObject object : left) {
            if (object.type != Type.REGISTERED_WAIT && object.value != 0) {
                plain.closeHandle(new Handle(object.value));
            }
        }
        for (Object memory : ledger.living()) {
            if (memory instanceof Memory block) {
                block.free();
            } else if (memory instanceof Overlapped overlapped) {
                overlapped.free();
            }
        }
    }

    private void close(ThreadpoolWait wait) {
        plain.setThreadpoolWait(wait, Handle.NULL, null);
        plain.waitForThreadpoolWaitCallbacks(wait, true);
        plain.closeThreadpoolWait(wait);
    }

    private void close(ThreadpoolIo io) {
        plain.waitForThreadpoolIoCallbacks(io, true);
        plain.closeThreadpoolIo(io);
    }
}
