package dev.overlap.schedule;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.choice.Choices;

/**
 * Decisions from bytes, for fuzzers: each byte says how many decisions are the default (its lower five bits), and which answer the one after them gets (the
 * upper three, modulo the number of answers; 0 is the default). After the last byte everything is the default.
 *
 * <p>So a byte is a surprise with a place, few bytes are a schedule with few preemptions, and changing one moves only what comes after it. Any bytes will do.
 */
public final class ScheduleBytes implements Strategy, Choices {

    private static final int PLACE_BITS = 5;

    private byte[] bytes = {};
    private int position;
    /** Defaults until the next surprise. */
    private int plain;
    private int answer;

    /** The decisions of the next execution: those from {@code from} on. */
    public void read(byte[] schedule, int from) {
        bytes = schedule;
        position = from;
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

    private int decide(int answers) {
        if (plain > 0) {
            plain--;
            return 0;
        }
        int decided = answer % answers;
        load();
        return decided;
    }

    @Override
    public void begin(long seed, int expectedPoints) {
        // Everything is in the bytes.
    }

    @Override
    public int pick(long enabled, int current) {
        int plainest = Strategy.defaultPick(enabled, current);
        int decided = decide(Long.bitCount(enabled));
        return decided == 0 ? plainest : Strategy.bit(enabled & ~(1L << plainest), decided - 1);
    }

    @Override
    public int choose(int arity, ChoiceKind kind, String label) {
        return decide(arity);
    }
}
