package dev.overlap.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** A {@link ReadBuffer} behaves as one long array of bytes, whatever is done to it in whatever order. */
class ReadBufferProperties {

    private static final int CHUNK_BYTES = 8;

    /** Something that is done to a buffer. */
    sealed interface Op {

        /** An operation asks for so many bytes, if the limit leaves room, and so many of them arrive; -1: it stays in flight. */
        record Fill(long wanted, int limit, int arriving) implements Op {}

        /** The operation that stayed in flight ends, with so many bytes. */
        record Complete(int arriving) implements Op {}

        record Read(int bytes) implements Op {}

        record Skip(long bytes) implements Op {}

        record Find(byte value) implements Op {}

        record Clear() implements Op {}

        /** From here on there is so much memory left. */
        record Memory(int chunks) implements Op {}
    }

    /** The buffer, and beside it the bytes that it must hold. */
    private static final class Pair {
        final Chunks chunks = new Chunks();
        final ReadBuffer buffer = new ReadBuffer(chunks, CHUNK_BYTES);
        byte[] model = {};
        boolean inFlight;
        boolean thrifty;
        byte next;

        void beThrifty() {
            thrifty = true;
            buffer.setThrifty(true);
        }

        void apply(Op op) {
            switch (op) {
                case Op.Fill fill -> fill(fill);
                case Op.Complete complete -> complete(complete.arriving);
                case Op.Read read -> read(read.bytes);
                case Op.Skip skip -> assertThat(buffer.skip(skip.bytes)).isEqualTo(take((int) Math.min(skip.bytes, model.length)).length);
                case Op.Find find -> assertThat(buffer.indexOf(find.value)).isEqualTo(indexOf(find.value));
                case Op.Clear clear -> {
                    buffer.clear();
                    model = new byte[0];
                }
                case Op.Memory memory -> chunks.left = memory.chunks;
            }
            assertThat(buffer.size()).isEqualTo(model.length);
            if (!thrifty) {
                assertThat(chunks.live()).isLessThanOrEqualTo(model.length / CHUNK_BYTES + 3L);
            }
        }

        private void fill(Op.Fill fill) {
            long room = fill.limit - (long) model.length;
            if (inFlight || Math.min(room, fill.wanted) < 1) {
                return;
            }
            int before = chunks.left;
            inFlight = buffer.reserve(Math.min(room, fill.wanted));
            assertThat(inFlight || before == 0).isTrue();
            if (inFlight) {
                assertThat(buffer.regionBytes()).isBetween(1, (int) Math.min(CHUNK_BYTES, Math.min(room, fill.wanted)));
                assertThat(buffer.regionOffset() + buffer.regionBytes()).isLessThanOrEqualTo(buffer.region().size());
            }
            if (fill.arriving >= 0) {
                complete(fill.arriving);
            }
        }

        private void complete(int arriving) {
            if (!inFlight) {
                return;
            }
            int bytes = Math.min(arriving, buffer.regionBytes());
            int end = model.length;
            model = Arrays.copyOf(model, end + bytes);
            for (int i = 0; i < bytes; i++) {
                model[end + i] = next;
                buffer.region().put(buffer.regionOffset() + i, next++);
            }
            buffer.commit(bytes);
            inFlight = false;
        }

        private void read(int bytes) {
            byte[] target = new byte[Math.min(bytes, 4 * CHUNK_BYTES)];
            int done = buffer.read(target, 0, target.length);
            assertThat(Arrays.copyOf(target, done)).isEqualTo(take(Math.min(target.length, model.length)));
        }

        private byte[] take(int bytes) {
            byte[] taken = Arrays.copyOf(model, bytes);
            model = Arrays.copyOfRange(model, bytes, model.length);
            return taken;
        }

        private int indexOf(byte value) {
            for (int i = 0; i < model.length; i++) {
                if (model[i] == value) {
                    return i;
                }
            }
            return -1;
        }
    }

    @Property
    void isOneLongArray(@ForAll("ops") List<Op> ops) {
        Pair pair = new Pair();
        ops.forEach(pair::apply);

        pair.complete(CHUNK_BYTES);
        pair.read(4 * CHUNK_BYTES);
        pair.buffer.free();
        assertThat(pair.chunks.live()).isZero();
    }

    @Property
    void aThriftyOneHasNoMoreMemoryThanItsLimitAndOneChunk(@ForAll("ops") List<Op> ops, @ForAll @IntRange(min = 1, max = 5 * CHUNK_BYTES) int limit) {
        Pair pair = new Pair();
        pair.beThrifty();
        for (Op op : ops) {
            // The limit changes, but is never larger; only so much is asked for as it allows.
            pair.apply(op instanceof Op.Fill fill ? new Op.Fill(fill.wanted, Math.min(fill.limit, limit), fill.arriving) : op);
            assertThat(pair.chunks.liveBytes()).isLessThanOrEqualTo(limit + CHUNK_BYTES);
        }
    }

    @Property
    void aThriftyOneKeepsNothingThatIsRead(@ForAll("ops") List<Op> ops) {
        Pair pair = new Pair();
        ops.forEach(pair::apply);
        pair.complete(0);
        pair.beThrifty();
        pair.read(4 * CHUNK_BYTES);
        while (pair.model.length > 0) {
            pair.read(4 * CHUNK_BYTES);
        }
        assertThat(pair.chunks.live()).isLessThanOrEqualTo(1);
    }

    @Property
    void aStreamInPiecesIsTheStream(@ForAll @IntRange(min = 1, max = 2 * CHUNK_BYTES) int piece, @ForAll @IntRange(min = 1, max = 3 * CHUNK_BYTES) int read) {
        Pair pair = new Pair();
        for (int i = 0; i < 50; i++) {
            pair.apply(new Op.Fill(piece, Integer.MAX_VALUE, piece));
            pair.apply(new Op.Read(read));
        }
    }

    @Provide
    Arbitrary<List<Op>> ops() {
        Arbitrary<Integer> sizes = Arbitraries.of(0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, Integer.MAX_VALUE);
        Arbitrary<Integer> arriving = Arbitraries.of(-1, 0, 1, CHUNK_BYTES - 1, CHUNK_BYTES);
        Arbitrary<Long> hugeToo = Arbitraries.of(0L, 1L, CHUNK_BYTES - 1L, (long) CHUNK_BYTES, CHUNK_BYTES + 1L, Integer.MAX_VALUE + 1L, Long.MAX_VALUE);
        Arbitrary<Integer> limits = Arbitraries.of(1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 5 * CHUNK_BYTES, Integer.MAX_VALUE);
        Arbitrary<Op> fill = hugeToo.flatMap(wanted -> limits.flatMap(limit -> arriving.map(bytes -> new Op.Fill(wanted, limit, bytes))));
        Arbitrary<Op> complete = sizes.map(Op.Complete::new);
        Arbitrary<Op> read = sizes.map(Op.Read::new);
        Arbitrary<Op> skip = hugeToo.map(Op.Skip::new);
        Arbitrary<Op> find = Arbitraries.bytes().between((byte) 0, (byte) 40).map(Op.Find::new);
        Arbitrary<Op> memory = Arbitraries.of(0, 1, Integer.MAX_VALUE).map(Op.Memory::new);
        Arbitrary<Op> op = Arbitraries.frequencyOf(
                Tuple.of(10, fill), Tuple.of(3, complete), Tuple.of(5, read), Tuple.of(2, skip),
                Tuple.of(2, find), Tuple.of(1, Arbitraries.just((Op) new Op.Clear())), Tuple.of(1, memory));
        return op.list().ofMinSize(1).ofMaxSize(60);
    }
}
