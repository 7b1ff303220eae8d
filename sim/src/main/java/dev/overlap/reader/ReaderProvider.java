package dev.overlap.reader;

import java.util.Set;

/**
 * Makes a reader of one's own known by name: a public class with a public constructor without parameters, named in
 * {@code META-INF/services/dev.overlap.reader.ReaderProvider} of a jar or folder of classes.
 */
public interface ReaderProvider {

    /** The name under which users and traces know the reader: small letters, digits, hyphens and slashes. */
    String id();

    /** Makes readers; stateless, for any thread. */
    ReaderFactory factory();

    /** The class whose objects the factory makes. It is held against the rules for readers before anything is played. */
    Class<? extends AsyncPipeReader> readerClass();

    /** What the reader can do beside the least; in scenarios that need more it does not play. */
    default Set<Capability> capabilities() {
        return Set.of();
    }
}
