package dev.overlap.oracle;

import java.util.Arrays;

import dev.overlap.finding.Findings;
import dev.overlap.finding.Kind;

/**
 * LOST_DATA and CORRUPT_DATA: what the reader's operations claimed must reach its user, all of it, in this order, unless the reader was told to drop it.
 *
 * <p>The ledger of one stream: C the bytes claimed, in the order of the claims; B those handed to the user; R those that the reader says it still has.
 * Always: B is a prefix of C. When the reader rests: C = B followed by R. Legal: bytes that stay in the pipe, and bytes dropped by stopAndClear and close.
 */
public final class StreamOracle {

    private static final int NOWHERE = -1;

    private final Findings findings;
    private final AccountingOracle accounting;
    private byte[] claimed = new byte[64];
    private int size;
    private int delivered;
    private int arrivals;
    /** Where messages end, as counts of bytes of the stream. */
    private int[] endsAt = new int[8];
    private int ends;
    private int endsDelivered;
    /**
     * Of each end, whether it came by itself, after its bytes, because its writer has taken back the rest. A user who read the bytes before their end was known
     * finds it like an empty message, once.
     */
    private boolean[] bare = new boolean[8];
    /** How many reads at {@link #unseenAt} were answered 0: each may have taken an empty message that had come since the user looked. */
    private int unseen;
    private int unseenAt;

    StreamOracle(Findings findings, AccountingOracle accounting) {
        this.findings = findings;
        this.accounting = accounting;
    }

    /** Begins an execution. */
    void reset() {
        size = 0;
        arrivals = 0;
        ends = 0;
        endsDelivered = 0;
        unseen = 0;
        delivered = 0;
    }

    void claimed(byte[] source, int offset, int length) {
        if (size + length > claimed.length) {
            claimed = Arrays.copyOf(claimed, Math.max(size + length, 2 * claimed.length));
        }
        System.arraycopy(source, offset, claimed, size, length);
        size += length;
        if (length > 0) {
            arrivals++;
        }
    }

    /**
     * An operation has brought the end of a message.
     *
     * @param withBytes whether it brought what was told last, too; if not, the message is empty, or what was left of it is gone
     */
    void messageEnded(boolean withBytes) {
        if (ends == endsAt.length) {
            endsAt = Arrays.copyOf(endsAt, 2 * ends);
            bare = Arrays.copyOf(bare, 2 * ends);
        }
        if (!withBytes) {
            arrivals++;
        }
        bare[ends] = !withBytes && size > (ends == 0 ? 0 : endsAt[ends - 1]);
        endsAt[ends++] = size;
    }

    /** The user got these bytes. */
    public void delivered(byte[] target, int offset, int length) {
        for (int i = 0; i < length; i++) {
            if (delivered >= size) {
                findings.report(Kind.CORRUPT_DATA, "the user got byte " + delivered + " although only " + size + " bytes were taken from the pipe");
            }
            if (target[offset + i] != claimed[delivered]) {
                findings.report(Kind.CORRUPT_DATA, "byte " + delivered + " reached the user as " + target[offset + i] + ", it was " + claimed[delivered]);
            }
            delivered++;
        }
        passed(length > 0);
    }

    /** The user has come so far, with one call: not beyond the end of a message, and with its last byte the message is done. */
    private void passed(boolean anything) {
        while (endsDelivered < ends && endsAt[endsDelivered] < delivered && takeUnseen()) {
            endsDelivered++;
        }
        if (endsDelivered < ends && endsAt[endsDelivered] < delivered) {
            findings.report(Kind.CORRUPT_DATA, "the end of a message at byte " + endsAt[endsDelivered] + " was passed over, up to byte " + delivered);
        }
        if (anything && endsDelivered < ends && endsAt[endsDelivered] == delivered) {
            endsDelivered++;
        }
    }

    /** The user has taken an empty message, or what was left of one whose rest is gone. */
    public void emptyMessageDelivered() {
        int taken = endsDelivered < ends && endsAt[endsDelivered] == delivered ? endsDelivered++ : bareEndPassed();
        if (taken == NOWHERE) {
            findings.report(Kind.CORRUPT_DATA, "an empty message was delivered at byte " + delivered + ", where none was taken from the pipe");
        } else {
            bare[taken] = false;
        }
    }

    /** The bare end where the user is, if that counts as passed with its bytes. */
    private int bareEndPassed() {
        for (int end = endsDelivered - 1; end >= 0 && endsAt[end] == delivered; end--) {
            if (bare[end]) {
                return end;
            }
        }
        return NOWHERE;
    }

    /** A read was answered 0, and nobody can tell whether there was nothing or an empty message, which is taken then. */
    public void nothingDelivered() {
        unseen = unseenAt == delivered ? unseen + 1 : 1;
        unseenAt = delivered;
    }

    private boolean takeUnseen() {
        if (unseen == 0 || endsAt[endsDelivered] != unseenAt) {
            return false;
        }
        unseen--;
        return true;
    }

    /**
     * The reader says how many bytes are left of its first message.
     *
     * @param left -1 when it has no whole one
     * @param rests whether it has processed all that was taken from the pipe
     */
    public void nextMessage(long left, boolean rests) {
        while (endsDelivered < ends && endsAt[endsDelivered] == delivered && left != 0 && (left > 0 || rests) && takeUnseen()) {
            endsDelivered++;
        }
        long expected = endsDelivered < ends ? endsAt[endsDelivered] - delivered : -1;
        if (left != expected && (left >= 0 || rests) && (left != 0 || bareEndPassed() == NOWHERE)) {
            findings.report(left < 0 ? Kind.LOST_DATA : Kind.CORRUPT_DATA, "of the first message " + told(left) + ", it should be so that " + told(expected));
        }
    }

    private static String told(long left) {
        return left < 0 ? "nothing has arrived whole" : left + " bytes are left";
    }

    /** The user has passed over so many bytes. */
    public void skipped(long length) {
        if (length > size - delivered) {
            findings.report(Kind.CORRUPT_DATA, "the user skipped " + length + " bytes, " + (size - delivered) + " were there");
        }
        delivered += (int) length;
        passed(length > 0);
    }

    /** The reader was told to drop what it has. */
    public void dropped() {
        delivered = size;
        endsDelivered = ends;
    }

    /** The reader rests, and says that it still has {@code available} bytes for its user. */
    public void rests(long available, String when) {
        int expected = size - delivered;
        if (available < expected) {
            findings.report(Kind.LOST_DATA, expected - available + " of " + size + " bytes taken from the pipe are gone " + when);
        } else if (available > expected) {
            accounting.surplus(available, expected, when);
        }
    }

    /** The reader said that there will be nothing more. */
    public void ended(long available, int readable) {
        if (readable > 0) {
            findings.report(Kind.LOST_DATA, "the end was announced although " + readable + " bytes can be read from the pipe");
        }
        rests(available, "when the end was announced");
    }

    /** The reader has stopped, and has left what it was to take before. */
    void leftByDrain() {
        findings.report(Kind.LOST_DATA, "drainAndStop left in the pipe what could be read when it was called");
    }

    /** How many messages were claimed of which the user has not got the end, at least. */
    int undeliveredMessages() {
        return Math.max(0, ends - endsDelivered - unseen);
    }

    /** Whether there is a message, maybe an empty one, of which the user has not got the end. */
    boolean hasMessage() {
        return ends > endsDelivered;
    }

    /** How many operations have brought something. */
    public int arrivals() {
        return arrivals;
    }

    /** How many bytes the user has got, passed over or given up. */
    public int delivered() {
        return delivered;
    }

    /** How many bytes were claimed that the user has not got: the reader has them, or will have them when it processes a completion. */
    int undelivered() {
        return size - delivered;
    }

    /** The user was told that there is nothing left, and nothing will come. */
    public void exhausted() {
        if (delivered < size) {
            findings.report(Kind.LOST_DATA, "read answered -1 although " + (size - delivered) + " bytes taken from the pipe were not delivered");
        }
    }
}
