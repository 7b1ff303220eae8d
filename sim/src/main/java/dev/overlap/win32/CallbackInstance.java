package dev.overlap.win32;

/** PTP_CALLBACK_INSTANCE: one call of a thread-pool callback. The kernel brings it, and it is valid only during that call. */
public interface CallbackInstance {}
