package dev.overlap.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

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
    private final Set<Class<?>> readers = new HashSet<>();

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

    /** Where faults were met there was a reader of this class. */
    void seen(@Nullable Class<?> reader) {
        if (reader != null) {
            readers.add(reader);
        }
    }

    /** Adds what another worker has counted. */
    void add(FaultCoverage other) {
        readers.addAll(other.readers);
        other.survived.forEach((key, count) -> survived.computeIfAbsent(key, any -> new long[1])[0] += count[0]);
    }

    /** All failures that the readers can meet, by call site: those that never happened included. */
    public List<Failure> failures() {
        SortedSet<CallSite> sites = new TreeSet<>();
        readers.forEach(reader -> sites.addAll(CallSites.of(reader)));
        List<Failure> all = new ArrayList<>();
        for (CallSite site : sites) {
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
}
