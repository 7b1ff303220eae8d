package dev.overlap.explore;

import dev.overlap.reader.ReaderFactory;

/**
 * A reader that can be explored.
 *
 * @param id the name under which users and traces know it, one variant exactly: "pipe-reader/registered-wait"
 */
public record Subject(String id, ReaderFactory factory) {
}
