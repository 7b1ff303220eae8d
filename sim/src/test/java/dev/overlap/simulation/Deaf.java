package dev.overlap.simulation;

import dev.overlap.reader.ReaderListener;

/** A listener that does not care. */
public class Deaf implements ReaderListener {

    @Override
    public void readyRead() {
        // Not of interest.
    }

    @Override
    public void error(int win32Error) {
        // Not of interest.
    }

    @Override
    public void closed() {
        // Not of interest.
    }
}
