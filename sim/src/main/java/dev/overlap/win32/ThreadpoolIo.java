package dev.overlap.win32;

/** PTP_IO: the completions of one file handle, in the pool. The kernel brings it: made by createThreadpoolIo, valid until closeThreadpoolIo. */
public interface ThreadpoolIo {}
