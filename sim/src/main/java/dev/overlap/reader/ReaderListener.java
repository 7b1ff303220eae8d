package dev.overlap.reader;

/**
 * Who is told what a reader has received. Called on the owner's thread only, by its event loop or within one of the reader's waiting methods.
 *
 * <p>Each method may call the reader, stop it, start it again, wait in it or close it.
 */
public interface ReaderListener {

    /** New bytes can be read. Is not called again while it runs; waiting for more within it is possible. */
    void readyRead();

    /**
     * Reading has failed; {@link #closed()} follows.
     *
     * @param win32Error the code with which the first call failed
     */
    void error(int win32Error);

    /** The stream has ended, and all that came before was announced. Called once. */
    void closed();
}
