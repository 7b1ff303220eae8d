package dev.overlap.program;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

import dev.overlap.fault.FallibleCall;
import dev.overlap.fault.FaultRule;
import dev.overlap.fault.HoldRule;
import dev.overlap.fault.LateCancelRule;
import dev.overlap.fault.Rule;
import dev.overlap.fault.ShortReadRule;
import dev.overlap.scenario.PipeSetup;

/**
 * Programs as bytes, for fuzzers: every sequence of bytes is a program, and small changes of the bytes are small changes of the program.
 *
 * <p>Version 1: a byte for the pipe, whose bits say messages, read in messages, reader is client, peer overlaps; its quota as a number; then operations, each a
 * byte, modulo the number of operations there are, and what it needs; a byte 0 ends them, as does the end. A number below 224 is one byte, a larger one two. A number out of range is taken
 * modulo the range; an operation for which there is no room is skipped.
 */
public final class ProgramCode {

    private static final int MESSAGES = 1;
    private static final int READS_MESSAGES = 2;
    private static final int READER_IS_CLIENT = 4;
    private static final int PEER_OVERLAPS = 8;
    private static final int ONE_BYTE = 224;
    private static final int END = 0;
    private static final int UNTIL_RETURNED = 2;
    private static final int MAX_NTH = 8;
    private static final int MAX_SHORT_READ = 32;

    private static final byte[] NO_BYTES = {};
    private static final OwnerOp.Deed[] OWNER = OwnerOp.Deed.values();
    private static final PeerOp.Deed[] PEER = PeerOp.Deed.values();
    private static final FallibleCall[] CALLS = FallibleCall.values();
    private static final HoldRule.Held[] HELD = {HoldRule.Held.READ, HoldRule.Held.CALLBACK};
    /** What a reader calls, and a completion or a callback may be held for. The order is part of the encoding. */
    private static final List<String> AWAITED = List.of("CancelIoEx", "ReadFile", "ReadFileEx", "GetOverlappedResult", "CloseHandle", "UnregisterWaitEx",
            "UnregisterWait", "RegisterWaitForSingleObject", "SetThreadpoolWait", "WaitForThreadpoolWaitCallbacks", "CloseThreadpoolWait", "PeekNamedPipe",
            "WriteFile", "SleepEx", "PostQueuedCompletionStatus", "GetQueuedCompletionStatus");

    private static final int IN_READY_READ = 1 + OWNER.length;
    private static final int FIRST_PEER = IN_READY_READ + 1;
    private static final int FAIL = FIRST_PEER + PEER.length;
    private static final int HOLD = FAIL + 1;
    private static final int CANCEL_LATE = FAIL + 2;
    private static final int SHORT_READ = FAIL + 3;
    private static final int ADVANCE = FAIL + 4;
    static final int CODES = FAIL + 5;

    private ProgramCode() {
    }

    // ---------------------------------------------------------------- reading

    /** A program, and where in its bytes it ends. */
    public record Decoded(Program program, int end) {
    }

    /** The program that begins at {@code from}. Any thread. */
    public static Decoded decode(byte[] bytes, int from) {
        return decode(bytes, from, NO_BYTES);
    }

    /** The program that begins at {@code from}, and after its own operations those of other bytes, up to their end. Any thread. */
    public static Decoded decode(byte[] bytes, int from, byte[] more) {
        Decoder decoder = new Decoder(bytes, from);
        PipeSetup pipe = decoder.pipe();
        decoder.ops();
        Decoder continued = decoder.on(more);
        continued.ops();
        return new Decoded(new Program(pipe, continued.owner, continued.peer, continued.world), decoder.position);
    }

    /** Reads bytes; behind the last one there are zeros. */
    private static final class Decoder {
        private final byte[] bytes;
        private int position;
        private final List<OwnerOp> owner = new ArrayList<>();
        private final List<PeerOp> peer = new ArrayList<>();
        private final List<WorldOp> world = new ArrayList<>();
        private int written;

        Decoder(byte[] bytes, int position) {
            this.bytes = bytes;
            this.position = position;
        }

        /** One that goes on with the same program in other bytes. */
        Decoder on(byte[] more) {
            Decoder decoder = new Decoder(more, 0);
            decoder.owner.addAll(owner);
            decoder.peer.addAll(peer);
            decoder.world.addAll(world);
            decoder.written = written;
            return decoder;
        }

        private int next() {
            return position < bytes.length ? bytes[position++] & 0xFF : 0;
        }

        private int number() {
            int first = next();
            return first < ONE_BYTE ? first : ONE_BYTE + (first - ONE_BYTE << 8) + next();
        }

        private int number(Quantity quantity) {
            return quantity == Quantity.NOTHING ? 0 : quantity.least() + number() % (quantity.most() - quantity.least() + 1);
        }

        private int nth() {
            return 1 + next() % MAX_NTH;
        }

        PipeSetup pipe() {
            int flags = next();
            boolean messages = (flags & MESSAGES) != 0;
            return new PipeSetup(messages, messages && (flags & READS_MESSAGES) != 0, number(Quantity.BYTES), (flags & READER_IS_CLIENT) == 0,
                    (flags & PEER_OVERLAPS) != 0);
        }

        void ops() {
            while (op()) {
                // Until the last.
            }
        }

        private boolean op() {
            int code = next();
            if (code == END) {
                return false;
            }
            code = code % CODES;
            if (code == END) {
                code = CODES - 1;
            }
            if (code < IN_READY_READ) {
                add(owner, ownerOp(code - 1, false), Program.MAX_OWNER);
            } else if (code == IN_READY_READ) {
                add(owner, ownerOp(next() % OWNER.length, true), Program.MAX_OWNER);
            } else if (code < FAIL) {
                peerOp(PEER[code - FIRST_PEER]);
            } else {
                add(world, code == ADVANCE ? new WorldOp.Advance(number(Quantity.MILLIS)) : new WorldOp.Impose(rule(code)), Program.MAX_WORLD);
            }
            return true;
        }

        private static <T> void add(List<T> to, T op, int most) {
            if (to.size() < most) {
                to.add(op);
            }
        }

        private OwnerOp ownerOp(int deed, boolean inReadyRead) {
            return new OwnerOp(OWNER[deed], number(OWNER[deed].quantity()), inReadyRead);
        }

        private void peerOp(PeerOp.Deed deed) {
            PeerOp op = new PeerOp(deed, number(deed.quantity()));
            if (written + op.writes() <= Program.MAX_BYTES) {
                written += op.writes();
                add(peer, op, Program.MAX_PEER);
            }
        }

        private Rule rule(int code) {
            if (code == FAIL) {
                FallibleCall call = CALLS[next() % CALLS.length];
                return Rule.fail(call, nth(), call.error(next() % call.errorCount()));
            } else if (code == HOLD) {
                int held = next();
                HoldRule.Beginning hold = Rule.hold(HELD[held & 1], nth());
                String function = AWAITED.get(next() % AWAITED.size());
                return (held & UNTIL_RETURNED) != 0 ? hold.untilReturned(function, nth()) : hold.untilEntered(function, nth());
            }
            return code == CANCEL_LATE ? Rule.cancelLate(nth()) : Rule.shortRead(nth(), 1 + next() % MAX_SHORT_READ);
        }
    }

    // ---------------------------------------------------------------- writing

    /**
     * The bytes of a program, its end included.
     *
     * @throws IllegalArgumentException when a rule of it cannot be said in bytes: counts and short reads have bounds here, and few functions are awaited
     */
    public static byte[] encode(Program program) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PipeSetup pipe = program.pipe();
        bytes.write((pipe.messages() ? MESSAGES : 0) | (pipe.readsMessages() ? READS_MESSAGES : 0) | (pipe.readerIsServer() ? 0 : READER_IS_CLIENT)
                | (pipe.peerOverlaps() ? PEER_OVERLAPS : 0));
        number(bytes, pipe.quotaBytes());
        for (OwnerOp op : program.owner()) {
            if (op.inReadyRead()) {
                bytes.write(IN_READY_READ);
            }
            bytes.write(op.deed().ordinal() + (op.inReadyRead() ? 0 : 1));
            number(bytes, op.number(), op.deed().quantity());
        }
        for (PeerOp op : program.peer()) {
            bytes.write(FIRST_PEER + op.deed().ordinal());
            number(bytes, op.number(), op.deed().quantity());
        }
        for (WorldOp op : program.world()) {
            switch (op) {
                case WorldOp.Advance(int millis) -> {
                    bytes.write(ADVANCE);
                    number(bytes, millis, Quantity.MILLIS);
                }
                case WorldOp.Impose(Rule rule) -> rule(bytes, rule);
            }
        }
        bytes.write(END);
        return bytes.toByteArray();
    }

    private static void number(ByteArrayOutputStream bytes, int number, Quantity quantity) {
        if (quantity != Quantity.NOTHING) {
            number(bytes, number - quantity.least());
        }
    }

    private static void number(ByteArrayOutputStream bytes, int number) {
        if (number < ONE_BYTE) {
            bytes.write(number);
        } else {
            bytes.write(ONE_BYTE + (number - ONE_BYTE >> 8));
            bytes.write(number - ONE_BYTE & 0xFF);
        }
    }

    private static void rule(ByteArrayOutputStream bytes, Rule rule) {
        switch (rule) {
            case FaultRule(FallibleCall call, int nth, int error) -> {
                bytes.write(FAIL);
                bytes.write(call.ordinal());
                nth(bytes, nth, rule);
                int position = 0;
                while (call.error(position) != error) {
                    position++;
                }
                bytes.write(position);
            }
            case HoldRule(HoldRule.Held what, int nth, String function, int call, boolean returned) -> {
                int held = what == HELD[0] ? 0 : what == HELD[1] ? 1 : -1;
                int awaited = AWAITED.indexOf(function);
                require(held >= 0 && awaited >= 0, rule);
                bytes.write(HOLD);
                bytes.write(held | (returned ? UNTIL_RETURNED : 0));
                nth(bytes, nth, rule);
                bytes.write(awaited);
                nth(bytes, call, rule);
            }
            case LateCancelRule(int nth) -> {
                bytes.write(CANCEL_LATE);
                nth(bytes, nth, rule);
            }
            case ShortReadRule(int nth, int limit) -> {
                require(limit <= MAX_SHORT_READ, rule);
                bytes.write(SHORT_READ);
                nth(bytes, nth, rule);
                bytes.write(limit - 1);
            }
        }
    }

    private static void nth(ByteArrayOutputStream bytes, int nth, Rule rule) {
        require(nth <= MAX_NTH, rule);
        bytes.write(nth - 1);
    }

    private static void require(boolean possible, Rule rule) {
        if (!possible) {
            throw new IllegalArgumentException("rule \"" + rule + "\" cannot be said in bytes");
        }
    }
}
