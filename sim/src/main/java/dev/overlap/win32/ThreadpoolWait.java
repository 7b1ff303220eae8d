package dev.overlap.win32;

/** PTP_WAIT: a wait of the thread pool. The kernel brings it: made by createThreadpoolWait, valid until closeThreadpoolWait, not a handle. */
public interface ThreadpoolWait {}
