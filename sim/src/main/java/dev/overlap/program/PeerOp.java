package dev.overlap.program;

/**
 * What the peer does. After what ends its side of the pipe it does nothing more; without that it closes its end at last. Where a write of it is pending, it
 * waits for that before it begins another operation that would overlap it.
 *
 * @param number within the deed's {@link Quantity}
 */
public record PeerOp(Deed deed, int number) implements Op {

    /** What it does. */
    public enum Deed {
        /** Writes so many bytes, on a message pipe one message, and waits for room. 0 is the zero-byte write: an empty message, or nothing. */
        WRITE("write", Quantity.BYTES),
        /** Writes so many bytes, and leaves pending what finds no room; without an overlapped end as {@link #WRITE}. */
        START_WRITE("startWrite", Quantity.BYTES),
        /** Takes back what is unread of the write that it has left pending: what was drained of it stays read. */
        CANCEL_WRITE("cancelWrite", Quantity.NOTHING),
        /** Waits until all that it has written was read (FlushFileBuffers). */
        FLUSH("flush", Quantity.NOTHING),
        /** Disconnects the pipe, and what was not read is lost, where the peer has the server's end; otherwise closes it. */
        DISCONNECT("disconnect", Quantity.NOTHING),
        /** Closes its end. */
        CLOSE("close", Quantity.NOTHING),
        /** Ends its process. */
        DIE("die", Quantity.NOTHING);

        private final String word;
        private final Quantity quantity;

        Deed(String word, Quantity quantity) {
            this.word = word;
            this.quantity = quantity;
        }

        /** How it is written. */
        public String word() {
            return word;
        }

        /** What its number stands for. */
        public Quantity quantity() {
            return quantity;
        }
    }

    public PeerOp {
        deed.quantity().require(number);
    }

    /** How many bytes it writes. */
    public int writes() {
        return deed.quantity() == Quantity.BYTES ? number : 0;
    }

    @Override
    public String toString() {
        return deed.quantity().write(deed.word(), number);
    }
}
