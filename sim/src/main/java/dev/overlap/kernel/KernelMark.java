package dev.overlap.kernel;

import dev.overlap.platform.CoverageMark;

/** Rare paths of the simulated kernel. */
public enum KernelMark implements CoverageMark {
    /** A read found its bytes waiting and completed during the call. */
    READ_COMPLETED_AT_ONCE,
    /** A read found its bytes waiting and was nevertheless answered "pending". */
    READ_PENDING_THOUGH_COMPLETE,
    /** A completion was carried out step by step, so that others could run in between. */
    COMPLETED_IN_STEPS,
    /** CancelIoEx found an operation that completion had claimed, and answered TRUE. */
    CANCEL_TRUE_AFTER_CLAIM,
    /** CancelIoEx found nothing although its caller had not seen the completion yet. */
    CANCEL_LOST_TO_COMPLETION,
    /** CancelIoEx answered TRUE and the operation was cancelled only later. */
    CANCELLED_LATER,
    /** CancelIoEx answered TRUE and the operation completed with data all the same. */
    COMPLETED_AFTER_CANCEL_REQUEST,
    /** A pending read ended with a failure that neither the peer nor its issuer had caused. */
    FAILED_WHILE_PENDING,
    /** A cancelled read was ended in steps on another thread than the one that cancelled it. */
    CANCELLED_IN_STEPS,
    /** A wait was armed by the wait thread, after the call that asked for it had returned. */
    ARMED_LATER,
    /** A wait found its object signalled when it was armed. */
    ARMED_ON_SIGNALLED,
    /** A queued callback was dropped by the call that ends the wait. */
    QUEUED_CALLBACK_DROPPED,
    /** A queued callback began after its wait had been told to stop. */
    CALLBACK_AFTER_DISARM,
    /** A call waited for a callback to end. */
    WAITED_FOR_CALLBACK,
    /** Bytes and status of an operation were written by the thread that took its packet. */
    COMPLETED_BY_DEQUEUER,
    /** A user APC came while its thread was in an alertable wait, and ended that. */
    APC_ENDED_A_WAIT,
    /** An OVERLAPPED was given an address that had been freed before. */
    ADDRESS_RECYCLED,
    /** A handle was given the value of one that had been closed. */
    HANDLE_RECYCLED,
    /** A write found no room and waited. */
    WRITE_PENDED,
    /** Bytes were read that a closed end had left behind. */
    READ_AFTER_PEER_CLOSED,
    /** A pending read was ended by the peer's close. */
    PENDING_READ_BROKEN,
    /** A read in message-read mode got part of a message. */
    READ_ENDED_AT_MESSAGE_PART,
    /** A read in message-read mode found an empty message. */
    EMPTY_MESSAGE_READ,
    /** An empty message ended a pending read. */
    EMPTY_MESSAGE_WOKE_READ,
    /** A read in byte-read mode went on from one message to the next. */
    WALKED_OVER_BOUNDARY
}
