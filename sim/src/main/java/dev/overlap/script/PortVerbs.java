package dev.overlap.script;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.OverlappedEntry;
import dev.overlap.win32.OverlappedReference;
import dev.overlap.win32.PointerReference;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/** Completion ports, those of a script and the one of the thread pool. */
final class PortVerbs extends Verbs {

    /** What a key holds before the call. */
    private static final long NO_KEY = Outcome.LEFT_ALONE;

    PortVerbs(Win32 win32, Bindings bindings) {
        super(win32, bindings);
    }

    @Override
    Outcome call(Function function, Arguments arguments) {
        return switch (function) {
            case CREATE_IO_COMPLETION_PORT -> gives(arguments,
                    win32.createIoCompletionPort(arguments.handle(0), arguments.handle(1), arguments.count() > 2 ? arguments.number(2) : 0, 0));
            case GET_QUEUED_COMPLETION_STATUS -> get(arguments);
            case GET_QUEUED_COMPLETION_STATUS_EX -> getSeveral(arguments);
            case POST_QUEUED_COMPLETION_STATUS -> bool(
                    win32.postQueuedCompletionStatus(arguments.handle(0), arguments.number(1), arguments.number(2), arguments.overlapped(null)));
            case SET_FILE_COMPLETION_NOTIFICATION_MODES -> bool(win32.setFileCompletionNotificationModes(arguments.handle(0), arguments.flags(1, 0)));
            case BIND_IO_COMPLETION_CALLBACK -> bind(arguments);
            default -> throw notMine(function);
        };
    }

    private Outcome get(Arguments arguments) {
        DwordReference bytes = new DwordReference(Outcome.LEFT_ALONE);
        PointerReference key = new PointerReference(NO_KEY);
        OverlappedReference overlapped = new OverlappedReference();
        return bool(win32.getQueuedCompletionStatus(arguments.handle(0), bytes, key, overlapped, arguments.time(1))).with("bytes", bytes)
                .with("key", key.value == NO_KEY ? Answer.UNTOUCHED : (Object) (int) key.value).with("of", operation(overlapped.value));
    }

    private Outcome getSeveral(Arguments arguments) {
        @Nullable OverlappedEntry[] entries = new OverlappedEntry[arguments.number(1)];
        DwordReference count = new DwordReference(Outcome.LEFT_ALONE);
        Outcome outcome = bool(win32.getQueuedCompletionStatusEx(arguments.handle(0), entries, entries.length, count, arguments.time(2),
                arguments.has("alertable"))).with("count", count);
        for (int i = 0; i < entries.length; i++) {
            OverlappedEntry entry = entries[i];
            String which = i == 0 ? "" : Integer.toString(i + 1);
            if (entry != null) {
                outcome.with("bytes" + which, entry.bytesTransferred()).with("key" + which, (int) entry.completionKey()).with("of" + which,
                        operation(entry.overlapped())).with("Internal" + which, (int) entry.internal());
            }
        }
        return outcome;
    }

    private Outcome bind(Arguments arguments) {
        Callback callback = called(arguments.callback());
        return bool(win32.bindIoCompletionCallback(arguments.handle(0),
                (error, bytes, overlapped) -> completed(callback, error, bytes, overlapped), 0));
    }
}
