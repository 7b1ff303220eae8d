package dev.overlap.scenario;

import dev.overlap.win32.Handle;

/** A pipe with both its ends. Bytes written are numbered by the stage, so that content tells position. */
public interface Pipe {

    /** The server's end, in the process of the reader. Whoever plays the reader's caller closes it. */
    Handle server();

    /** Closes the server's end. On a task of the reader's process. */
    void closeServer();

    /** The peer writes so many bytes, waiting for room. On a task of the peer. Returns false when the pipe is broken. */
    boolean write(int bytes);

    /** Closes the client's end. On a task of the peer. */
    void closeClient();
}
