package dev.overlap.schedule;

import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static java.util.Objects.requireNonNull;

import dev.overlap.choice.SplitMix;
import dev.overlap.platform.AtomicIntCell;
import dev.overlap.platform.Condition;
import dev.overlap.platform.EventLoop;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.Lock;
import dev.overlap.platform.Platform;
import dev.overlap.platform.PlatformThread;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.Stage;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/**
 * A program made from a seed: a few tasks that do what tasks can do, in any order, right or wrong. Most of its executions end in some finding; all that is
 * asked of it is that it does the same on both engines.
 */
final class RandomProgram {

    private static final int MAX_DEEDS = 8;

    private final long seed;
    private final Stage stage;
    private final Win32 win32;
    private final Platform platform;
    private final Lock[] locks;
    private final Condition ready;
    private final AtomicIntCell atomic;
    private final IntCell plain;
    private final Pipe pipe;
    private @Nullable EventLoop loop;
    private Handle event = Handle.NULL;

    private RandomProgram(long seed, Stage stage) {
        this.seed = seed;
        this.stage = stage;
        win32 = stage.win32();
        platform = stage.platform();
        locks = new Lock[] {platform.lock(platform.process(), "first"), platform.lock(platform.process(), "second")};
        ready = locks[0].condition("ready");
        atomic = platform.atomicInt(platform.process(), "atomic", 0);
        plain = platform.plainInt(platform.process(), "plain", 0);
        pipe = stage.bytePipe(8);
    }

    /** Sets the stage for the program of a seed. */
    static void play(long seed, Stage stage) {
        RandomProgram program = new RandomProgram(seed, stage);
        int tasks = 2 + (int) (seed & 1);
        for (int i = 0; i < tasks; i++) {
            SplitMix random = new SplitMix(SplitMix.seedOf(seed, i));
            stage.task("task " + i, () -> program.run(random));
        }
        stage.peer("peer", program::peer);
    }

    private void peer() {
        SplitMix random = new SplitMix(seed);
        for (int i = random.below(3); i >= 0; i--) {
            pipe.peer().write(1 + random.below(12));
        }
        if (random.below(2) == 0) {
            pipe.peer().close();
        }
    }

    private void run(SplitMix random) {
        boolean first = loop == null;
        if (first) {
            loop = platform.eventLoop();
            event = win32.createEvent(null, random.below(2) == 0, false, null);
        }
        for (int i = random.below(MAX_DEEDS); i >= 0; i--) {
            deed(random);
        }
        if (first) {
            platform.eventLoop().runOnce(5);
            win32.closeHandle(event);
        }
    }

    private void deed(SplitMix random) {
        switch (random.below(16)) {
            case 0, 1 -> atomic.addAndGet(1);
            case 2 -> atomic.compareAndSet(random.below(4), random.below(4));
            case 3, 4 -> nest(random, locks[0]);
            case 5 -> nest(random, locks[1]);
            case 6 -> waitForCondition();
            case 7 -> requireNonNull(loop).post(platform.process(), () -> atomic.exchange(7));
            case 8 -> requireNonNull(loop).postDelayed(platform.process(), random.below(4), () -> atomic.set(8));
            case 9 -> win32.setEvent(event);
            case 10 -> win32.waitForSingleObject(event, random.below(3) - 1);
            case 11 -> readAndCancel(random);
            case 12 -> registerAndUnregister(random);
            case 13 -> plainUnderLock(random);
            case 14 -> {
                PlatformThread thread = platform.startThread("thread", () -> atomic.set(stage.choose(3, "value")));
                if (random.below(2) == 0) {
                    thread.join();
                }
            }
            default -> win32.peekNamedPipe(pipe.readerEnd(), null, 0, null, new DwordReference(), null);
        }
    }

    private void nest(SplitMix random, Lock lock) {
        lock.lock();
        if (random.below(4) == 0) {
            deed(random);
        }
        lock.unlock();
    }

    private void waitForCondition() {
        locks[0].lock();
        ready.signal();
        ready.await(3);
        locks[0].unlock();
    }

    private void plainUnderLock(SplitMix random) {
        Lock lock = locks[random.below(8) == 0 ? 1 : 0];
        lock.lock();
        plain.set(plain.get() + 1);
        lock.unlock();
    }

    private void readAndCancel(SplitMix random) {
        Memory buffer = requireNonNull(platform.allocate(platform.process(), 16));
        Overlapped overlapped = requireNonNull(platform.allocateOverlapped(platform.process()));
        Handle own = win32.createEvent(null, true, false, null);
        overlapped.setEvent(own);
        boolean done = win32.readFile(pipe.readerEnd(), buffer, 0, 1 + random.below(16), null, overlapped);
        if (!done && win32.getLastError() == ERROR_IO_PENDING) {
            if (random.below(3) > 0) {
                win32.cancelIoEx(pipe.readerEnd(), overlapped);
            }
            win32.getOverlappedResult(pipe.readerEnd(), overlapped, new DwordReference(), true);
        }
        buffer.free();
        overlapped.free();
        win32.closeHandle(own);
    }

    private void registerAndUnregister(SplitMix random) {
        HandleReference wait = new HandleReference();
        boolean once = random.below(2) == 0;
        win32.registerWaitForSingleObject(wait, event, (context, timedOut) -> atomic.addAndGet(timedOut ? 100 : 10), null, once ? 3 : Win32.INFINITE,
                once ? Win32.WT_EXECUTEONLYONCE : Win32.WT_EXECUTEDEFAULT);
        win32.unregisterWaitEx(wait.value, atomic.get() % 2 == 0 ? Handle.INVALID_HANDLE_VALUE : Handle.NULL);
    }
}
