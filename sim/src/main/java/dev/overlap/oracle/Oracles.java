package dev.overlap.oracle;

import dev.overlap.finding.Findings;
import dev.overlap.finding.Witness;
import dev.overlap.win32.Handle;
import org.jspecify.annotations.Nullable;

/** All judges of one worker; tells each of them what is its business. */
public final class Oracles implements Witness {

    private final HandleOracle handles;
    private final MemoryOracle memory;
    private final StreamOracle stream;
    private final LifetimeOracle lifetime;
    private final RaceOracle races;
    private final ProgressOracle progress;

    public Oracles(Findings findings) {
        handles = new HandleOracle(findings);
        memory = new MemoryOracle(findings);
        stream = new StreamOracle(findings);
        lifetime = new LifetimeOracle(findings);
        races = new RaceOracle(findings);
        progress = new ProgressOracle(findings);
    }

    /** Begins an execution. */
    public void reset() {
        stream.reset();
    }

    /** Judges the bytes of the stream under test. */
    public StreamOracle stream() {
        return stream;
    }

    /** Judges what is used when. */
    public LifetimeOracle lifetime() {
        return lifetime;
    }

    /** Judges unordered accesses. */
    public RaceOracle races() {
        return races;
    }

    /** Judges executions in which nothing can run any more. */
    public ProgressOracle progress() {
        return progress;
    }

    @Override
    public void badHandle(String function, Handle handle, int closedAt, @Nullable Object object) {
        handles.badHandle(function, handle, closedAt, object);
    }

    @Override
    public void closedUsed(String function, Object object, int closedAt) {
        handles.closedUsed(function, object, closedAt);
    }

    @Override
    public void left(Object object, int madeAt) {
        handles.left(object, madeAt);
    }

    @Override
    public void borrowedTouched(String access, Object touched, Object operation) {
        memory.borrowedTouched(access, touched, operation);
    }

    @Override
    public void borrowedFreed(Object freed, Object operation) {
        memory.borrowedFreed(freed, operation);
    }

    @Override
    public void unobservedFreed(Object freed) {
        memory.unobservedFreed(freed);
    }

    @Override
    public void freedTouched(String access, Object touched, int freedAt) {
        memory.freedTouched(access, touched, freedAt);
    }

    @Override
    public void exceeded(String access, Object touched, long offset, long length, int size) {
        memory.exceeded(access, touched, offset, length, size);
    }

    @Override
    public void memoryUnordered(String access, Object touched, boolean byKernel, String other) {
        memory.unordered(access, touched, byKernel, other);
    }

    @Override
    public void claimed(int number, byte[] source, int offset, int length) {
        if (number != 0) {
            stream.claimed(source, offset, length);
        }
    }

    @Override
    public void messageEnded(int number) {
        // The ledger knows bytes only, not yet where a message ends.
    }

    @Override
    public void ended(int number) {
        // What the reader makes of it shows in its notifications.
    }

    @Override
    public void failed(int number, int win32Error) {
        // What the reader makes of it shows in its notifications.
    }
}
