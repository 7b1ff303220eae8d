package dev.overlap.real;

import dev.overlap.reader.ReaderListener;

/** A listener that does not listen. */
class Quiet implements ReaderListener {

    @Override
    public void readyRead() {
        // Nothing.
    }

    @Override
    public void error(int win32Error) {
        // Nothing.
    }

    @Override
    public void closed() {
        // Nothing.
    }
}
