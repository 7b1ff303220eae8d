package dev.overlap.reader;

import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;

/** What a {@link CompletionSignal} calls. */
@FunctionalInterface
interface CompletionHandler {

    /**
     * An operation has completed, probably.
     *
     * @param which whose operation it is, or null where the signal cannot tell. On a handle that others use as well it may be one of theirs (Q6)
     */
    void completed(@Nullable Overlapped which);
}
