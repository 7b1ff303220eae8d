package dev.overlap.scenario;

import dev.overlap.win32.Handle;

/** A pipe with both its ends open. */
public interface Pipe {

    /** The reader's end, in the process under test. Whoever plays the reader's caller closes it. */
    Handle readerEnd();

    /** Closes the reader's end. On a task of the process under test. */
    void closeReaderEnd();

    /** The other end, in the process of the peer. */
    PeerEnd peer();
}
