package dev.overlap.reader;

import dev.overlap.platform.CoverageMark;

/** Rare paths of the reader. */
public enum ReaderMark implements CoverageMark {
    /** ReadFile succeeded at once: its bytes are taken without a callback. Signals by events only. */
    SYNCHRONOUS_COMPLETION,
    /** ReadFile failed at once: no callback will come, and Internal stays STATUS_PENDING (F5, P7). */
    IMMEDIATE_END,
    /** A callback came when no operation was complete: its event was that of an operation whose bytes had been taken already. Registered waits only. */
    SPURIOUS_CALLBACK,
    /** CancelIoEx answered that there was nothing to cancel although the completion had not been processed yet. */
    CANCEL_FOUND_NOTHING,
    /** The operation in flight at a stop had data all the same: kept for later (P1). */
    CANCELLED_READ_HAD_DATA,
    /** The operation in flight at a stop found the end of the stream: kept for later. */
    END_WHILE_STOPPING,
    /** A stop took back a notification that was already posted (Q30). */
    NEWS_TAKEN_BACK,
    /** A start had something to tell that was found before or during the stop. */
    NEWS_KEPT_FOR_RESTART,
    /** The reader was closed within its own notification (Q23). */
    CLOSED_INSIDE_LISTENER,
    /** Reading paused because the peer kept up with it for so long that the owner would have had no turn. Not with completion ports, where every read pends. */
    OWNERS_TURN,
    /** Reading paused because as much had arrived as the limit allows. */
    PAUSED_AT_LIMIT,
    /** A message arrived in parts, for it was larger than one read. */
    MESSAGE_IN_PARTS,
    /** An empty message arrived: a message, and not the end (F24). */
    EMPTY_MESSAGE,
    /** A read of a drain was in flight and was cancelled, in case the peer had taken its bytes back meanwhile (F23, L9); mostly it brought them all the same. */
    DRAIN_CANCELLED_A_READ,
    /** A waiting method gave up when its time was up. */
    WAIT_TIMED_OUT,
    /** CancelIoEx failed, and was tried again later (Q3). */
    CANCEL_FAILED,
    /** A wait could not be unregistered at the first attempt. */
    UNREGISTER_FAILED,
    /** A wait of the reader's ended because the completion routine of another one had run in it. Completion routines only. */
    WOKEN_FOR_ANOTHER,
    /** ReadFile succeeded at once, and its packet was waited for all the same. Completion ports only. */
    PACKET_AFTER_SUCCESS,
    /** The pipe was bound to a port before: an event and a registered wait did (F31). Completion ports only. */
    PIPE_BOUND_ALREADY,
    /** The packet that ends the port's thread could not be posted at the first attempt. Completion ports only. */
    POST_FAILED,
    /** Something could not be made, which was told when the reader was started. */
    CREATION_FAILED,
    /** There was no memory for the next read. */
    OUT_OF_MEMORY
}
