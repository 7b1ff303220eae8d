package dev.overlap.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.overlap.fault.FallibleCall;
import dev.overlap.fault.FaultListener;
import dev.overlap.rules.CallSite;
import dev.overlap.rules.CallSites;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often each call of a reader has failed with each error, and the execution had no finding all the same: call sites times errors.
 *
 * <p>Which call sites there are is read from the reader's class files, so that one that nobody has come to is seen to be missing. Where a fault was met is
 * found on the stack, which costs some microseconds for each. One object for each worker; not thread-safe.
 */
public final class FaultCoverage implements FaultListener {

    private static final StackWalker STACK = StackWalker.getInstance();
    private static final String[] HARNESS = {"dev.overlap.kernel.", "dev.overlap.simulation.", "dev.overlap.explore.", "java."};

    /**
     * A call site and one error with which the call may fail.
     *
     * @param survived in how many executions it did, and nothing was found
     */
    public record Failure(CallSite site, FallibleCall call, int error, long survived) {
    }

    /** Where, by class, line and function, and with which error. */
    private record Key(String className, int line, FallibleCall call, int error) {
    }

    private final Map<Key, long[]> survived;
    private final List<Key> met = new ArrayList<>();

    FaultCoverage() {
        survived = new HashMap<>();
    }

    @Override
    public void failed(FallibleCall call, int error) {
        Key here = STACK.walk(frames -> frames.filter(frame -> isReaders(frame.getClassName())).findFirst()
                .map(frame -> new Key(frame.getClassName(), frame.getLineNumber(), call, error)).orElse(null));
        if (here != null) {
            met.add(here);
        }
    }

    private static boolean isReaders(String className) {
        for (String harness : HARNESS) {
            if (className.startsWith(harness)) {
                return false;
            }
        }
        return true;
    }

    /** An execution has ended. */
    void executionEnded(boolean clean) {
        if (met.isEmpty()) {
            return;
        }
        if (clean) {
            for (Key key : met) {
                survived.computeIfAbsent(key, any -> new long[1])[0]++;
            }
        }
        met.clear();
    }

    /** Adds what another worker has counted. */
    void add(FaultCoverage other) {
        other.survived.forEach((key, count) -> survived.computeIfAbsent(key, any -> new long[1])[0] += count[0]);
    }

    /** All failures that a reader of this class can meet, by call site: those that never happened included. */
    public List<Failure> of(Class<?> reader) {
        List<Failure> all = new ArrayList<>();
        for (CallSite site : CallSites.of(reader)) {
            FallibleCall call = fallible(site.called());
            for (int i = 0; call != null && i < call.errorCount(); i++) {
                long[] count = survived.get(new Key(site.className(), site.line(), call, call.error(i)));
                all.add(new Failure(site, call, call.error(i), count == null ? 0 : count[0]));
            }
        }
        return all;
    }

    /** Which call of a reader it is, by the name of the method; null for one that cannot fail. */
    private static @Nullable FallibleCall fallible(String called) {
        for (FallibleCall call : FallibleCall.values()) {
            if (call.function().equalsIgnoreCase(called)) {
                return call;
            }
        }
        return null;
    }

    /** The counts by call site and function, for a table: {@code ReadOperation:92 ReadFile} to each error's count. */
    public static SortedMap<String, List<Failure>> byCallSite(List<Failure> failures) {
        SortedMap<String, List<Failure>> table = new TreeMap<>();
        for (Failure failure : failures) {
            table.computeIfAbsent(failure.site() + " " + failure.call().function(), any -> new ArrayList<>()).add(failure);
        }
        return table;
    }
}
