package dev.overlap.reader;

/** How far the end of the stream has come: found once, told once, and in between kept through stop and start. */
enum Ending {
    /** Not found. */
    OPEN,
    /** Reading has failed; the error and then the end are to be told. */
    FAILED,
    /** The end is to be told. */
    REACHED,
    /** It was told. */
    TOLD
}
