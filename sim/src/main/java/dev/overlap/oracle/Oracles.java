package dev.overlap.oracle;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.finding.Findings;
import dev.overlap.finding.Witness;
import dev.overlap.win32.Handle;
import org.jspecify.annotations.Nullable;

/** All judges of one worker; tells each of them what is its business. */
public final class Oracles implements Witness {

    private final HandleOracle handles;
    private final MemoryOracle memory;
    private final BoundOracle bound;
    private final List<ReaderOracles> readers = new ArrayList<>(1);
    private final ErrorOracle errors;
    private final ContractOracle contract;
    private final Findings findings;
    private int usedReaders;
    private final LifetimeOracle lifetime;
    private final RaceOracle races;
    private final ProgressOracle progress;

    public Oracles(Findings findings) {
        handles = new HandleOracle(findings);
        memory = new MemoryOracle(findings);
        bound = new BoundOracle(findings);
        errors = new ErrorOracle(findings);
        contract = new ContractOracle(findings);
        this.findings = findings;
        lifetime = new LifetimeOracle(findings);
        races = new RaceOracle(findings);
        progress = new ProgressOracle(findings);
    }

    /** Begins an execution. */
    public void reset() {
        usedReaders = 0;
        errors.reset();
        bound.reset();
    }

    /** The judges of one more reader. */
    public ReaderOracles newReader() {
        if (usedReaders == readers.size()) {
            readers.add(new ReaderOracles(findings, usedReaders + 1, errors, lifetime));
        }
        ReaderOracles reader = readers.get(usedReaders++);
        reader.reset();
        return reader;
    }

    /** Judges what is reported of failed calls. */
    public ErrorOracle errors() {
        return errors;
    }

    /** All has come to its end, and nothing is left to do. */
    public void over() {
        errors.over();
    }

    /** Judges how much there is of something. */
    public BoundOracle bounds() {
        return bound;
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
    public void memoryLeft(Object left, int madeAt) {
        memory.left(left, madeAt);
    }

    @Override
    public void allocated(Object made, int bytes) {
        bound.allocated(made, bytes);
    }

    @Override
    public void freed(Object given, int bytes) {
        bound.freed(bytes);
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
    public void claimed(int stream, byte[] source, int offset, int length) {
        if (stream != 0) {
            readers.get(stream - 1).stream().claimed(source, offset, length);
        }
    }

    @Override
    public void messageEnded(int stream, boolean withBytes) {
        if (stream != 0) {
            readers.get(stream - 1).stream().messageEnded(withBytes);
        }
    }

    @Override
    public void ended(int stream) {
        if (stream != 0) {
            errors.ended(stream);
        }
    }

    @Override
    public void failed(int stream, String function, int win32Error, boolean ends) {
        errors.failed(stream, function, win32Error, ends);
    }

    @Override
    public void forgiven(int stream, int win32Error) {
        errors.forgiven(stream, win32Error);
    }

    @Override
    public void contractBroken(String function, String rule) {
        contract.broken(function, rule);
    }
}
