package dev.overlap.explore;

import java.util.concurrent.atomic.AtomicLong;

import dev.overlap.reader.ReaderFactory;

/** Makes readers busier, and counts what was added. */
final class Additions {

    /** How often what was added has run, in all executions. */
    static final AtomicLong COUNT = new AtomicLong();

    private Additions() {
    }

    /** The same reader, busier. */
    static Subject to(Subject subject) {
        ReaderFactory factory = subject.factory();
        return new Subject(subject.id(),
                (win32, platform, pipe, listener) -> new BusierReader(win32, platform, pipe, listener, factory, COUNT::incrementAndGet),
                subject.capabilities());
    }
}
