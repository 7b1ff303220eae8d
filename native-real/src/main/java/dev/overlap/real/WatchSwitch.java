package dev.overlap.real;

import dev.overlap.real.jna.MemoryWatch;
import org.jspecify.annotations.Nullable;

/** A heap's watch, who is another one in each execution. */
final class WatchSwitch implements MemoryWatch {

    private volatile MemoryWatch now = NOBODY;
    private volatile @Nullable Ledger ledger;

    void to(Ledger next) {
        to(next, next);
    }

    void to(MemoryWatch next, @Nullable Ledger of) {
        ledger = of;
        now = next;
    }

    void crashed(Throwable thrown) {
        Ledger judge = ledger;
        if (judge != null) {
            new PlatformJudge(judge).crashed(thrown);
        }
    }

    @Override
    public void allocated(Object memory, int bytes) {
        now.allocated(memory, bytes);
    }

    @Override
    public void touching(String access, Object memory, int offset, int length) {
        now.touching(access, memory, offset, length);
    }

    @Override
    public void freeing(Object memory, int bytes) {
        now.freeing(memory, bytes);
    }

    @Override
    public void touchedAfterFree(String access, Object memory) {
        now.touchedAfterFree(access, memory);
    }

    @Override
    public void exceeded(String access, Object memory, long offset, long length, int size) {
        now.exceeded(access, memory, offset, length, size);
    }

    @Override
    public void writtenAfterFree(Object memory, int offset) {
        now.writtenAfterFree(memory, offset);
    }
}
