package dev.overlap.scenario;

import dev.overlap.reader.ReaderListener;

/** A listener that does nothing, for scenarios that care for some notifications only. */
class QuietListener implements ReaderListener {

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
