package dev.overlap.real.jna;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A block of the {@link Heap}: at the very end of its pages, so that the first byte too many is one that nobody may touch. What is left before it is filled
 * with a pattern, and so is the block once it was freed, which shows who has written there.
 */
final class NativeBlock extends NativeMemory {

    private static final byte SLACK = (byte) 0xAB;
    private static final byte FRESH = (byte) 0xCD;
    private static final byte FREED = (byte) 0xDD;
    private static final int PATTERN_BYTES = 1 << 16;
    private static final ByteBuffer SLACK_PATTERN = pattern(SLACK);
    private static final ByteBuffer FREED_PATTERN = pattern(FREED);

    final PageRun run;
    private final int slack;
    private @Nullable NativeOverlapped overlapped;

    NativeBlock(Heap heap, String name, PageRun run, int size) {
        super(heap, name, run.begin + run.bytes - size, size, run.view.slice(run.bytes - size, size));
        this.run = run;
        this.slack = run.bytes - size;
        run.fill(0, slack, SLACK);
        run.fill(slack, size, FRESH);
    }

    /** Makes an OVERLAPPED of it. */
    NativeOverlapped becomeOverlapped() {
        run.fill(slack, size(), (byte) 0);
        NativeOverlapped made = new NativeOverlapped(this, 0, toString(), true);
        overlapped = made;
        return made;
    }

    @Override
    Object self() {
        return overlapped == null ? this : overlapped;
    }

    @Override
    void giveBack() {
        run.fill(slack, size(), FREED);
        heap.quarantine(this);
    }

    /** Tells who has written where nobody may, and puts the pattern back. */
    void check() {
        int before = firstChange(0, slack, SLACK_PATTERN);
        if (before >= 0) {
            run.fill(0, slack, SLACK);
            heap.watch.exceeded("write before its beginning", self(), before - slack, 1, size());
        }
        if (!isFreed()) {
            return;
        }
        int after = firstChange(slack, size(), FREED_PATTERN);
        if (after >= 0) {
            run.fill(slack, size(), FREED);
            heap.watch.writtenAfterFree(self(), after - slack);
        }
    }

    private int firstChange(int begin, int length, ByteBuffer pattern) {
        for (int done = 0; done < length; done += PATTERN_BYTES) {
            int part = Math.min(PATTERN_BYTES, length - done);
            int change = run.view.slice(begin + done, part).mismatch(pattern.slice(0, part));
            if (change >= 0) {
                return begin + done + change;
            }
        }
        return -1;
    }

    private static ByteBuffer pattern(byte value) {
        byte[] bytes = new byte[PATTERN_BYTES];
        Arrays.fill(bytes, value);
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
}
