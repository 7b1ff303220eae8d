package dev.overlap.schedule;

import java.util.Arrays;

/**
 * Vector clocks and their rows, pooled between executions.
 *
 * <p>A clock has a component for each of {@value #TASKS} tasks and {@value #OPERATIONS} operations in flight. When there are more, they share: then an
 * order may be seen where there is none, so a race may be missed in that execution, but none is ever invented. Hot path.
 */
public final class Clocks {

    static final int TASKS = 12;
    static final int OPERATIONS = 4;
    /** Components of a clock. */
    public static final int WIDTH = TASKS + OPERATIONS;

    private static final int COMPONENT_BITS = 4;
    private static final int[] ZEROS = new int[WIDTH];

    private final int[] counters = new int[WIDTH];
    /** Components from here on have not been used in this execution. */
    private int used;
    private int[][] rows = new int[0][];
    private int taken;

    /** Begins an execution: all rows are free again. */
    void reset() {
        taken = 0;
        used = 0;
        Arrays.fill(counters, 0);
    }

    /** A clock of zeros that lasts until the end of the execution. */
    public int[] take() {
        return take(ZEROS);
    }

    /** A clock that has seen what {@code source} has, and lasts until the end of the execution. */
    public int[] take(int[] source) {
        int[] row = taken < rows.length ? rows[taken] : addRow();
        taken++;
        copy(row, source);
        return row;
    }

    private int[] addRow() {
        rows = Arrays.copyOf(rows, taken + 1);
        rows[taken] = new int[WIDTH];
        return rows[taken];
    }

    /** The component of the operation with this number. */
    public static int ofOperation(int number) {
        return number & OPERATIONS - 1;
    }

    /** The component of the task in this slot. */
    static int ofTask(int slot) {
        return OPERATIONS + slot % TASKS;
    }

    /** Moves {@code component} on in {@code clock} and returns the new epoch: a moment of one component, packed into an int, never 0. */
    public int tick(int[] clock, int component) {
        int time = ++counters[component];
        clock[component] = time;
        if (component >= used) {
            used = component + 1;
        }
        return time << COMPONENT_BITS | component;
    }

    /** Whether the moment {@code epoch} is before everything that {@code clock} has seen. 0, which is no moment, is before everything. */
    public static boolean isBefore(int epoch, int[] clock) {
        return epoch >>> COMPONENT_BITS <= clock[epoch & (1 << COMPONENT_BITS) - 1];
    }

    /** Whether the moment is one of an operation's kernel side. */
    public static boolean isOperation(int epoch) {
        return epoch != 0 && component(epoch) < OPERATIONS;
    }

    /** The component of an epoch. */
    public static int component(int epoch) {
        return epoch & (1 << COMPONENT_BITS) - 1;
    }

    /** The time of an epoch within its component. */
    public static int time(int epoch) {
        return epoch >>> COMPONENT_BITS;
    }

    /** The first moment of {@code moments} that {@code clock} has not seen, or 0. */
    public static int firstNotBefore(int[] moments, int[] clock) {
        for (int i = 0; i < WIDTH; i++) {
            if (moments[i] > clock[i]) {
                return moments[i] << COMPONENT_BITS | i;
            }
        }
        return 0;
    }

    /** Adds to {@code target} all that {@code source} has seen. */
    public void join(int[] target, int[] source) {
        for (int i = 0; i < used; i++) {
            // Without a branch: which of the two is greater is as good as random.
            target[i] = Math.max(target[i], source[i]);
        }
    }

    /** Makes {@code target} equal to {@code source}. Of the whole width, because a length that is known costs two instructions. */
    public static void copy(int[] target, int[] source) {
        System.arraycopy(source, 0, target, 0, WIDTH);
    }
}
