package dev.overlap.reader;

import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_SUCCESS;

import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;

/** A signal by an auto-reset event, hEvent of the OVERLAPPED, and something of the thread pool that waits on it. */
abstract class EventSignal implements CompletionSignal {

    final Win32 win32;
    /** NULL when it could not be made. */
    final Handle event;
    /** The event as an OVERLAPPED gets it. */
    private final Handle given;

    /** @param tag 1 keeps packets from the port that the pipe is bound to (I01), 0 does not */
    EventSignal(Win32 win32, int tag) {
        this.win32 = win32;
        this.event = win32.createEvent(null, false, false, null);
        this.given = tag == 0 ? event : new Handle(event.value() | tag);
    }

    /** A read with this event was answered ERROR_IO_PENDING, and may be complete by now. With the reader's lock held. */
    abstract void arm();

    @Override
    public final int read(Handle pipe, Memory buffer, int bufferOffset, int bytes, Overlapped overlapped) {
        overlapped.setEvent(given);
        boolean done = win32.readFile(pipe, buffer, bufferOffset, bytes, null, overlapped);
        int answer = done ? ERROR_SUCCESS : win32.getLastError();
        if (answer == ERROR_IO_PENDING) {
            arm();
        }
        return answer;
    }
}
