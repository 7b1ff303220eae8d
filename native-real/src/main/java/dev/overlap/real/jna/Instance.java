package dev.overlap.real.jna;

import dev.overlap.win32.CallbackInstance;

/** PTP_CALLBACK_INSTANCE. */
record Instance(long address) implements CallbackInstance {}
