package dev.overlap.schedule;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.choice.Choices;
import dev.overlap.choice.SeededChoices;
import dev.overlap.choice.SplitMix;

/**
 * Decisions from bytes, for fuzzers: each byte says how many decisions are taken as they come (its lower five bits), and which answer the one after them gets
 * (the upper three, modulo the number of answers; 0 is the default). How they come is said by the {@link Base}, also after the last byte.
 *
 * <p>So a byte is a decision with a place, few bytes are a schedule with few decisions of the fuzzer's own, and changing one moves only what comes after it. Any
 * bytes will do.
 */
public final class ScheduleBytes implements Strategy, Choices {

    /** What decides where no byte does. */
    public enum Base {
        /** Everything is the default: bytes are surprises. */
        DEFAULT,
        /** {@link RandomWalk} and {@link SeededChoices}. */
        RANDOM_WALK,
        /** {@link Pct} and {@link SeededChoices}. */
        PCT
    }

    private static final int PLACE_BITS = 5;
    private static final int DEPTH = 3;

    private final RandomWalk walk = new RandomWalk();
    private final Pct pct = new Pct(DEPTH);
    private final SeededChoices seeded = new SeededChoices();

    private byte[] bytes = {};
    private int position;
    private Base base = Base.DEFAULT;
    private long baseSeed;
    /** Decisions until the next one that a byte says. */
    private int plain;
    private int answer;

    /**
     * The decisions of the next execution: those from {@code from} on.
     *
     * @param seed of the base
     */
    public void read(byte[] schedule, int from, Base otherwise, long seed) {
        bytes = schedule;
        position = from;
        base = otherwise;
        baseSeed = SplitMix.seedOf(seed, base.ordinal());
        load();
    }

    private void load() {
        if (position < bytes.length) {
            int next = bytes[position++];
            plain = next & (1 << PLACE_BITS) - 1;
            answer = (next & 0xFF) >>> PLACE_BITS;
        } else {
            plain = Integer.MAX_VALUE;
        }
    }

    /** Whether the next decision is said by a byte. */
    private boolean isSaid() {
        return plain-- <= 0;
    }

    private int said(int answers) {
        int decided = answer % answers;
        load();
        return decided;
    }

    @Override
    public void begin(long seed, int expectedPoints) {
        walk.begin(baseSeed, expectedPoints);
        pct.begin(baseSeed, expectedPoints);
        seeded.seed(~baseSeed);
    }

    @Override
    public void created(int slot) {
        pct.created(slot);
    }

    @Override
    public int pick(long enabled, int current) {
        if (isSaid()) {
            int plainest = Strategy.defaultPick(enabled, current);
            int decided = said(Long.bitCount(enabled));
            return decided == 0 ? plainest : Strategy.bit(enabled & ~(1L << plainest), decided - 1);
        }
        return switch (base) {
            case DEFAULT -> Strategy.defaultPick(enabled, current);
            case RANDOM_WALK -> walk.pick(enabled, current);
            case PCT -> pct.pick(enabled, current);
        };
    }

    @Override
    public int choose(int arity, ChoiceKind kind, String label) {
        return isSaid() ? said(arity) : base == Base.DEFAULT ? 0 : seeded.choose(arity, kind, label);
    }
}
