package dev.overlap.real;

import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;

/** One operation of the process under test, from the call that issues it until the program has seen its completion. Belongs to the ledger, with its lock. */
final class Operation {

    final int number;
    /** Whose reader's it is, 0 for nobody's. */
    final int stream;
    final String function;
    final Handle file;
    final Overlapped overlapped;
    final long address;
    final @Nullable Memory buffer;
    final int offset;
    final int length;
    final Thread issuer;
    /** Whether its end is known to the ledger. */
    boolean ended;
    /** Whether the program has had an opportunity to learn of its end: it has looked at Internal, a wait has ended, a callback has begun. */
    boolean looked;
    /** Whether the program has asked for its end. */
    boolean cancelAsked;
    /** The error with which it is to end although nobody has asked for that, 0 for none. */
    int doom;
    int status;
    /** What it has brought, when that is known and not told yet. */
    byte[] bytes = {};

    Operation(int number, int stream, String function, Handle file, Overlapped overlapped, @Nullable Memory buffer, int offset, int length) {
        this.number = number;
        this.stream = stream;
        this.function = function;
        this.file = file;
        this.overlapped = overlapped;
        this.address = overlapped.address();
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        this.issuer = Thread.currentThread();
    }

    boolean isRead() {
        return function.startsWith("Read");
    }

    /** Whether it borrows a part of this memory. */
    boolean borrows(Object memory, int from, int bytes) {
        return memory.equals(buffer) && from < offset + length && offset < from + bytes;
    }

    /** Whether its OVERLAPPED is this. */
    boolean isOf(Object memory) {
        return memory.equals(overlapped) || memory instanceof Overlapped other && other.address() == address;
    }

    @Override
    public String toString() {
        return function + " " + number;
    }
}
