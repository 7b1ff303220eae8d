package dev.overlap.real;

import java.util.concurrent.atomic.AtomicLong;

/** Names of pipes that nobody else on the machine uses, and the same for the same name of one execution. */
final class Names {

    private static final String PREFIX = "\\\\.\\pipe\\";
    private static final AtomicLong EXECUTIONS = new AtomicLong();

    private final String suffix = "-" + ProcessHandle.current().pid() + "-" + EXECUTIONS.incrementAndGet();
    private final AtomicLong pipes = new AtomicLong();

    /** A new name. */
    String next() {
        return PREFIX + "overlap" + suffix + "-" + pipes.incrementAndGet();
    }

    /** What a story's name of a pipe becomes. */
    String of(String name) {
        return name.startsWith(PREFIX) ? name + suffix : name;
    }
}
