package dev.overlap.platform;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** How often each coverage mark was reached. Counts of several workers are added up; the order does not matter. Not thread-safe. */
public final class MarkCounts {

    private static final int TYPES = 8;

    private final Class<?>[] types = new Class<?>[TYPES];
    private final CoverageMark[][] marks = new CoverageMark[TYPES][];
    private final long[][] counts = new long[TYPES][];
    private int size;

    /** Counts marks of these enums, those that are never reached included. */
    @SafeVarargs
    public MarkCounts(Class<? extends CoverageMark>... known) {
        for (Class<? extends CoverageMark> type : known) {
            add(type);
        }
    }

    private int add(Class<? extends CoverageMark> type) {
        if (!type.isEnum() || size == TYPES) {
            throw new IllegalArgumentException(type.getName() + ": marks are constants of at most " + TYPES + " enums");
        }
        types[size] = type;
        marks[size] = type.getEnumConstants();
        counts[size] = new long[marks[size].length];
        return size++;
    }

    /** Counts one passage. Hot path. */
    public void hit(CoverageMark mark) {
        Class<?> type = mark.getClass();
        for (int i = 0; i < size; i++) {
            if (types[i] == type) {
                counts[i][mark.ordinal()]++;
                return;
            }
        }
        counts[add(mark.getClass())][mark.ordinal()]++;
    }

    /** How often {@code mark} was reached. */
    public long count(CoverageMark mark) {
        for (int i = 0; i < size; i++) {
            if (types[i] == mark.getClass()) {
                return counts[i][mark.ordinal()];
            }
        }
        return 0;
    }

    /** Adds the counts of another worker. */
    public void add(MarkCounts other) {
        for (int i = 0; i < other.size; i++) {
            for (CoverageMark mark : other.marks[i]) {
                long[] mine = counts[indexOf(mark.getClass())];
                mine[mark.ordinal()] += other.counts[i][mark.ordinal()];
            }
        }
    }

    private int indexOf(Class<? extends CoverageMark> type) {
        int index = Arrays.asList(types).indexOf(type);
        return index >= 0 ? index : add(type);
    }

    /** All counts by name, in alphabetical order. */
    public Map<String, Long> toMap() {
        Map<String, Long> all = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            for (CoverageMark mark : marks[i]) {
                all.put(types[i].getSimpleName() + "." + mark.name(), counts[i][mark.ordinal()]);
            }
        }
        return all;
    }
}
