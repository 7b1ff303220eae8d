package org.example.pipes;

import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderProvider;

/** Makes the reader known to {@code overlap explore --classpath}. */
public final class EventPipeReaderProvider implements ReaderProvider {

    @Override
    public String id() {
        return "event-pipe-reader";
    }

    @Override
    public ReaderFactory factory() {
        return EventPipeReader::new;
    }

    @Override
    public Class<? extends AsyncPipeReader> readerClass() {
        return EventPipeReader.class;
    }
}
