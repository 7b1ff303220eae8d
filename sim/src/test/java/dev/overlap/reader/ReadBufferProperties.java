package dev.overlap.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** A {@link ReadBuffer} behaves as one long array of bytes, whatever is done to it in whatever order, with chunks of whatever size. */
class ReadBufferProperties {

    private static final int DONE = 60;

    /** So many chunks and so many bytes more. */
    record Size(int chunks, long more) {

        long bytes(int chunkBytes) {
            return (long) chunks * chunkBytes + more;
        }
    }

    /** Something that is done to a buffer. */
    sealed interface Op {

        /** An operation asks for so many bytes, and stays in flight. */
        record Reserve(Size wanted) implements Op {}

        /** The operation ends with so many bytes, or all but so many of those that it was given. */
        record Commit(boolean allBut, Size arriving) implements Op {}

        /** Operations, one after the other, until so many bytes have arrived, if the limit leaves room for them. */
        record Fill(Size wanted, Size limit) implements Op {}

        record Read(Size length) implements Op {}

        record Skip(Size bytes) implements Op {}

        record Find(Size preceding, byte otherwise) implements Op {}

        record Clear() implements Op {}

        record Free() implements Op {}

        record SetThrifty(boolean wanted) implements Op {}

        /** From here on there is so much memory left. */
        record Memory(int chunks) implements Op {}
    }

    private static final int MOST_OPERATIONS = 12;

    private static void apply(Op op, ReadBufferModel model, int chunkBytes) {
        switch (op) {
            case Op.Reserve(Size wanted) -> model.reserve(wanted.bytes(chunkBytes));
            case Op.Commit(boolean allBut, Size arriving) -> {
                long bytes = allBut ? model.givenBytes() - arriving.bytes(chunkBytes) : arriving.bytes(chunkBytes);
                model.commit(Math.clamp(bytes, Integer.MIN_VALUE, Integer.MAX_VALUE));
            }
            case Op.Fill(Size wanted, Size limit) -> fill(model, wanted.bytes(chunkBytes), limit.bytes(chunkBytes));
            case Op.Read(Size length) -> model.read(length.bytes(chunkBytes));
            case Op.Skip(Size bytes) -> model.skip(Math.max(0, bytes.bytes(chunkBytes)));
            case Op.Find(Size preceding, byte otherwise) -> model.find(preceding.bytes(chunkBytes), otherwise);
            case Op.Clear() -> model.clear();
            case Op.Free() -> model.free();
            case Op.SetThrifty(boolean wanted) -> model.setThrifty(wanted);
            case Op.Memory(int chunks) -> model.allocationsLeft = chunks;
        }
    }

    private static void fill(ReadBufferModel model, long wanted, long limit) {
        long left = wanted;
        for (int i = 0; i < MOST_OPERATIONS && !model.isGivenOut() && left > 0 && limit > model.size(); i++) {
            model.reserve(Math.min(left, limit - model.size()));
            int bytes = model.isGivenOut() ? model.givenBytes() : 0;
            if (model.isGivenOut()) {
                model.commit(bytes);
            }
            left -= bytes;
        }
    }

    /** Everything that is left comes out in the end, and all memory goes back. */
    private static void finish(ReadBufferModel model) {
        if (model.isGivenOut()) {
            model.commit(model.givenBytes());
        }
        model.find(0, (byte) 0);
        model.read(Integer.MAX_VALUE);
        model.skip(Long.MAX_VALUE);
        assertThat(model.buffer.size()).isZero();
        model.free();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void isOneLongArray(@ForAll("chunkSizes") int chunkBytes, @ForAll("ops") List<Op> ops) {
        ReadBufferModel model = new ReadBufferModel(chunkBytes);
        ops.forEach(op -> apply(op, model, chunkBytes));
        finish(model);
    }

    /** More than an {@code int} can count: chunks of up to two gigabytes, which take no memory here. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void countsMoreThanTwoGigabytes(@ForAll("hugeChunkSizes") int chunkBytes, @ForAll("ops") List<Op> ops, @ForAll("ops") List<Op> more) {
        ReadBufferModel model = new ReadBufferModel(chunkBytes);
        ops.forEach(op -> apply(op, model, chunkBytes));
        fill(model, 5L << 31, Long.MAX_VALUE);
        more.forEach(op -> apply(op, model, chunkBytes));
        finish(model);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aThriftyOneHasNoMoreMemoryThanItsLimitAndOneChunk(@ForAll("chunkSizes") int chunkBytes, @ForAll("ops") List<Op> ops,
            @ForAll @IntRange(min = 1, max = 50) int limit) {
        ReadBufferModel model = new ReadBufferModel(chunkBytes);
        model.setThrifty(true);
        for (Op op : ops) {
            switch (op) {
                // The limit may be lowered below what is there, but is never larger; only so much is asked for as it allows.
                case Op.Fill(Size wanted, Size lower) -> fill(model, wanted.bytes(chunkBytes), Math.min(limit, lower.bytes(chunkBytes)));
                case Op.Reserve(Size wanted) -> model.reserve(Math.min(wanted.bytes(chunkBytes), limit - model.size()));
                case Op.SetThrifty unused -> model.setThrifty(true);
                default -> apply(op, model, chunkBytes);
            }
            assertThat(model.heldBytes()).isLessThanOrEqualTo((long) limit + chunkBytes);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aThriftyOneKeepsNothingThatIsRead(@ForAll("chunkSizes") int chunkBytes, @ForAll("ops") List<Op> ops) {
        ReadBufferModel model = new ReadBufferModel(chunkBytes);
        ops.forEach(op -> apply(op, model, chunkBytes));
        model.setThrifty(true);
        model.skip(Long.MAX_VALUE);
        assertThat(model.heldChunks()).isLessThanOrEqualTo(1);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aStreamInPiecesIsTheStream(@ForAll("chunkSizes") int chunkBytes, @ForAll @IntRange(min = 1, max = 40) int piece,
            @ForAll @IntRange(min = 1, max = 40) int read) {
        ReadBufferModel model = new ReadBufferModel(chunkBytes);
        for (int i = 0; i < 50; i++) {
            fill(model, piece, Long.MAX_VALUE);
            model.read(read);
        }
        finish(model);
    }

    // ---------------------------------------------------------------- what is tried

    @Provide
    Arbitrary<Integer> chunkSizes() {
        return Arbitraries.oneOf(Arbitraries.integers().between(1, 4), Arbitraries.of(8, 13, 16));
    }

    @Provide
    Arbitrary<Integer> hugeChunkSizes() {
        return Arbitraries.of(Integer.MAX_VALUE, Integer.MAX_VALUE - 1, 1 << 30, (1 << 30) + 1, 1_500_000_000);
    }

    @Provide
    Arbitrary<List<Op>> ops() {
        Arbitrary<Size> near = Combinators.combine(Arbitraries.integers().between(0, 4), Arbitraries.longs().between(-1, 1)).as(Size::new);
        Arbitrary<Size> huge = Arbitraries.of((1L << 31) - 2, (1L << 31) - 1, 1L << 31, (1L << 31) + 1, (1L << 32) - 1, 1L << 32, (1L << 32) + 1,
                (1L << 63) - 1, -1L, Integer.MIN_VALUE + 0L, Long.MIN_VALUE).map(bytes -> new Size(0, bytes));
        Arbitrary<Size> sizes = Arbitraries.frequencyOf(Tuple.of(4, near), Tuple.of(1, huge));
        Arbitrary<Op> reserve = sizes.map(Op.Reserve::new);
        Arbitrary<Op> commit = Combinators.combine(Arbitraries.of(true, false), sizes).as(Op.Commit::new);
        Arbitrary<Op> fill = Combinators.combine(near, sizes).as(Op.Fill::new);
        Arbitrary<Op> fillWithoutLimit = near.map(wanted -> new Op.Fill(wanted, new Size(0, Long.MAX_VALUE)));
        Arbitrary<Op> read = sizes.map(Op.Read::new);
        Arbitrary<Op> skip = sizes.map(Op.Skip::new);
        Arbitrary<Op> find = Combinators.combine(near, Arbitraries.bytes()).as(Op.Find::new);
        Arbitrary<Op> memory = Arbitraries.of(0, 1, 2, Integer.MAX_VALUE, Integer.MAX_VALUE).map(Op.Memory::new);
        Arbitrary<Op> thrifty = Arbitraries.of(true, false).map(Op.SetThrifty::new);
        Arbitrary<Op> seldom = Arbitraries.of(new Op.Clear(), new Op.Free());
        Arbitrary<Op> op = Arbitraries.frequencyOf(Tuple.of(6, reserve), Tuple.of(6, commit), Tuple.of(2, fill), Tuple.of(5, fillWithoutLimit),
                Tuple.of(5, read), Tuple.of(3, skip), Tuple.of(3, find), Tuple.of(1, seldom), Tuple.of(1, memory), Tuple.of(1, thrifty));
        return op.list().ofMinSize(1).ofMaxSize(DONE);
    }
}
