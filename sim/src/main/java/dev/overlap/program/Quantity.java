package dev.overlap.program;

/** What the number of an operation stands for, and from where to where it goes. */
public enum Quantity {
    /** It has none; it is 0. */
    NOTHING(0, 0, ""),
    /** Bytes. */
    BYTES(0, Program.MAX_BYTES, "bytes"),
    /** A time in milliseconds. */
    MILLIS(0, Program.MAX_MILLIS, "milliseconds"),
    /** A time in milliseconds; -1 stands for no limit. */
    MILLIS_OR_EVER(-1, Program.MAX_MILLIS, "milliseconds");

    private final int least;
    private final int most;
    private final String unit;

    Quantity(int least, int most, String unit) {
        this.least = least;
        this.most = most;
        this.unit = unit;
    }

    /** The smallest number. */
    public int least() {
        return least;
    }

    /** The largest number. */
    public int most() {
        return most;
    }

    /** Whether a number is one of it. */
    boolean includes(int number) {
        return number >= least && number <= most;
    }

    void require(int number) {
        if (!includes(number)) {
            throw new IllegalArgumentException(this == NOTHING ? number + " stands for nothing" : number + " " + unit + ": expected " + range());
        }
    }

    /** The range, for people. */
    String range() {
        return least + " to " + most;
    }

    /** An operation with its number, as it is written. */
    String write(String word, int number) {
        return this == NOTHING ? word : word + " " + number;
    }
}
