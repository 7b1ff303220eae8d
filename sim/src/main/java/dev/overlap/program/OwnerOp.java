package dev.overlap.program;

import java.util.Optional;

import dev.overlap.reader.Capability;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of the reader does with it. With a closed reader it does nothing, except to open another.
 *
 * @param number within the deed's {@link Quantity}
 * @param inReadyRead whether the listener does it, from within the next readyRead for which nothing was planned before
 */
public record OwnerOp(Deed deed, int number, boolean inReadyRead) implements Op {

    static final String IN_READY_READ = "inReadyRead";

    /** What it does. */
    public enum Deed {
        /** Begins to read. */
        START("start", Quantity.NOTHING, null),
        /** Ends reading. */
        STOP("stop", Quantity.NOTHING, null),
        /** Takes what can be read now, and ends reading. */
        DRAIN_AND_STOP("drainAndStop", Quantity.NOTHING, Capability.DRAIN),
        /** Ends reading, and drops what has arrived. */
        STOP_AND_CLEAR("stopAndClear", Quantity.NOTHING, Capability.DRAIN),
        /** Copies up to so many bytes. */
        READ("read", Quantity.BYTES, null),
        /** Copies up to so many bytes of one line. */
        READ_LINE("readLine", Quantity.BYTES, Capability.LINES),
        /** Drops up to so many bytes. */
        SKIP("skip", Quantity.BYTES, Capability.LINES),
        /** Limits how much arrives before it is read; 0 for no limit. */
        SET_MAX("setMaxReadBufferSize", Quantity.BYTES, Capability.LIMIT),
        /** Waits for new bytes; for ever is possible, for the peer always ends. */
        WAIT_FOR_READY_READ("waitForReadyRead", Quantity.MILLIS_OR_EVER, Capability.WAIT),
        /** Waits for the end of the stream. */
        WAIT_FOR_PIPE_CLOSED("waitForPipeClosed", Quantity.MILLIS_OR_EVER, Capability.WAIT),
        /** Runs what is due in the event loop, or what becomes due first within so long. */
        RUN_LOOP("runLoop", Quantity.MILLIS, null),
        /** Closes the reader. */
        CLOSE("close", Quantity.NOTHING, null),
        /** Closes the reader, if it is open, and opens another on the same end of the pipe. */
        REOPEN("reopen", Quantity.NOTHING, null);

        private final String word;
        private final Quantity quantity;
        private final @Nullable Capability needs;

        Deed(String word, Quantity quantity, @Nullable Capability needs) {
            this.word = word;
            this.quantity = quantity;
            this.needs = needs;
        }

        /** How it is written. */
        public String word() {
            return word;
        }

        /** What its number stands for. */
        public Quantity quantity() {
            return quantity;
        }

        /** What a reader must be able to do for it, if anything. */
        public Optional<Capability> needs() {
            return Optional.ofNullable(needs);
        }
    }

    public OwnerOp {
        deed.quantity().require(number);
    }

    /** Something that the owner does itself. */
    public OwnerOp(Deed deed, int number) {
        this(deed, number, false);
    }

    @Override
    public String toString() {
        String written = deed.quantity().write(deed.word(), number);
        return inReadyRead ? IN_READY_READ + " " + written : written;
    }
}
