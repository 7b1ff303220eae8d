package dev.overlap.reader;

/** What the listener is to be told next. */
enum News {
    /** Nothing. */
    NONE,
    /** {@link ReaderListener#readyRead()}. */
    READY_READ,
    /** {@link ReaderListener#error(int)}. */
    ERROR,
    /** {@link ReaderListener#closed()}. */
    CLOSED
}
