package dev.overlap.real;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiConsumer;

import dev.overlap.finding.Kind;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Platform;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.Stage;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What can be seen from outside is seen, and what looks alike is not mistaken for it. */
@EnabledOnOs(OS.WINDOWS)
class LedgerTest {

    private static final int BYTES = 8;

    private final Theatre theatre = new Theatre();

    @AfterEach void giveBack() {
        theatre.close();
    }

    // ---------------------------------------------------------------- handles

    @Test void aHandleClosedTwiceIsMisuse() {
        assertThat(theatre.findings(stage -> {
            Handle event = stage.win32().createEvent(null, false, false, null);
            stage.win32().closeHandle(event);
            stage.win32().closeHandle(event);
        })).containsExactly(Kind.HANDLE_MISUSE);
    }

    @Test void aHandleThatIsSetAfterItWasClosedIsMisuse() {
        assertThat(theatre.findings(stage -> {
            Handle event = stage.win32().createEvent(null, false, false, null);
            stage.win32().closeHandle(event);
            stage.win32().setEvent(event);
        })).containsExactly(Kind.HANDLE_MISUSE);
    }

    @Test void anEventIsNoPipe() {
        assertThat(theatre.findings(stage -> {
            Handle event = stage.win32().createEvent(null, false, false, null);
            stage.win32().cancelIoEx(event, null);
            stage.win32().closeHandle(event);
        })).containsExactly(Kind.HANDLE_MISUSE);
    }

    @Test void aRecycledHandleIsNobodysMisuse() {
        assertThat(theatre.findings(stage -> {
            for (int i = 0; i < 20; i++) {
                Handle event = stage.win32().createEvent(null, false, false, null);
                stage.win32().setEvent(event);
                stage.win32().closeHandle(event);
            }
        })).isEmpty();
    }

    @Test void theCurrentProcessCanBeClosed() {
        assertThat(theatre.findings(stage -> stage.win32().closeHandle(Handle.INVALID_HANDLE_VALUE))).isEmpty();
    }

    @Test void anEventThatIsNeverClosedIsLeft() {
        RealExecution execution = theatre.play(stage -> stage.task("owner", () -> stage.win32().createEvent(null, false, false, null)));
        assertThat(Theatre.kinds(execution)).containsExactly(Kind.HANDLE_LEAK);
        assertThat(execution.findings().get(0).message()).contains("e1").contains("never closed");
    }

    @Test void aPipeThatNobodyClosesIsItsCallersAndNoLeak() {
        assertThat(Theatre.kinds(theatre.play(stage -> stage.bytePipe(64)))).isEmpty();
    }

    @Test void aRegisteredWaitThatIsNeverUnregisteredIsLeft() {
        assertThat(theatre.findings(stage -> {
            Handle event = stage.win32().createEvent(null, false, false, null);
            stage.win32().registerWaitForSingleObject(new HandleReference(), event, (context, timedOut) -> {}, null, Win32.INFINITE, 0);
        })).containsExactly(Kind.HANDLE_LEAK);
    }

    // ---------------------------------------------------------------- memory

    @Test void memoryThatIsNeverFreedIsLeft() {
        assertThat(theatre.findings(stage -> stage.platform().allocate(stage.platform().lifetime("owner"), BYTES))).containsExactly(Kind.MEMORY_LEAK);
    }

    @Test void memoryOfTheProcessMayStay() {
        assertThat(theatre.findings(stage -> stage.platform().allocate(stage.platform().process(), BYTES))).isEmpty();
    }

    @Test void memoryThatIsTouchedAfterItsEndIsSeen() {
        assertThat(theatre.findings(stage -> {
            Memory memory = memory(stage);
            memory.free();
            memory.put(0, (byte) 1);
        })).startsWith(Kind.USE_AFTER_FREE);
    }

    @Test void aReadIntoMoreThanThereIsIsAnOverflow() {
        assertThat(theatre.findings(stage -> {
            Memory memory = memory(stage);
            try {
                memory.put(BYTES, (byte) 1);
            } finally {
                memory.free();
            }
        })).startsWith(Kind.MEMORY_OVERFLOW);
    }

    @Test void moreMemoryThanTheStoryAllowsIsUnbounded() {
        RealExecution execution = theatre.play(stage -> {
            stage.boundMemory(BYTES);
            stage.task("owner", () -> {
                List<Memory> all = List.of(memory(stage), memory(stage), memory(stage));
                all.forEach(Memory::free);
            });
        });
        assertThat(Theatre.kinds(execution)).containsExactly(Kind.UNBOUNDED);
    }

    // ---------------------------------------------------------------- operations in flight

    /** A read that pends, what the test does with it, and its end in good order as far as that is left to do. */
    private List<Kind> withPendingRead(BiConsumer<Read, Stage> deed) {
        return Theatre.kinds(theatre.play(stage -> {
            Pipe pipe = stage.bytePipe(64);
            stage.task("owner", () -> deed.accept(new Read(stage, pipe), stage));
        }));
    }

    /** One read. */
    private static final class Read {
        final Win32 win32;
        final Pipe pipe;
        final Handle event;
        final Memory buffer;
        final Overlapped overlapped;

        Read(Stage stage, Pipe pipe) {
            this.win32 = stage.win32();
            this.pipe = pipe;
            this.event = win32.createEvent(null, true, false, null);
            this.buffer = memory(stage);
            this.overlapped = requireNonNull(stage.platform().allocateOverlapped(stage.platform().process()));
            issue();
        }

        void issue() {
            overlapped.setEvent(event);
            win32.readFile(pipe.readerEnd(), buffer, 0, BYTES, null, overlapped);
        }

        void end() {
            win32.cancelIoEx(pipe.readerEnd(), overlapped);
            win32.getOverlappedResult(pipe.readerEnd(), overlapped, new DwordReference(), true);
        }

        void giveBack() {
            buffer.free();
            overlapped.free();
            win32.closeHandle(event);
        }
    }

    @Test void aBufferThatTheKernelHasIsNotReadOrWritten() {
        assertThat(withPendingRead((read, stage) -> {
            read.buffer.put(0, (byte) 1);
            read.end();
            read.giveBack();
        })).containsExactly(Kind.BUFFER_IN_FLIGHT);
        assertThat(withPendingRead((read, stage) -> {
            read.buffer.get(0);
            read.end();
            read.giveBack();
        })).containsExactly(Kind.BUFFER_IN_FLIGHT);
    }

    @Test void afterTheEndItIsTheProgramsAgain() {
        assertThat(withPendingRead((read, stage) -> {
            read.end();
            read.buffer.put(0, (byte) 1);
            read.giveBack();
        })).isEmpty();
    }

    @Test void anOverlappedThatTheKernelHasIsNotChanged() {
        assertThat(withPendingRead((read, stage) -> {
            read.overlapped.setOffset(0, 0);
            read.end();
            read.giveBack();
        })).containsExactly(Kind.BUFFER_IN_FLIGHT);
    }

    @Test void aBufferThatTheKernelHasIsNotFreed() {
        assertThat(withPendingRead((read, stage) -> {
            read.buffer.free();
            read.end();
            read.overlapped.free();
            read.win32.closeHandle(read.event);
        })).containsExactly(Kind.USE_AFTER_FREE);
    }

    @Test void anOverlappedThatNobodyHasLookedAtIsNotFreed() {
        assertThat(withPendingRead((read, stage) -> {
            // The kernel ends it on the way, but the program cannot know that.
            read.win32.cancelIoEx(read.pipe.readerEnd(), read.overlapped);
            read.giveBack();
        })).containsExactly(Kind.USE_AFTER_FREE);
    }

    @Test void anOverlappedOfAnOperationInFlightIsNotUsedAgain() {
        assertThat(withPendingRead((read, stage) -> {
            read.win32.readFile(read.pipe.readerEnd(), read.buffer, 0, BYTES, null, read.overlapped);
            read.win32.cancelIoEx(read.pipe.readerEnd(), null);
            read.win32.waitForSingleObject(read.event, 1_000);
            read.giveBack();
        })).startsWith(Kind.CONTRACT);
    }

    @Test void anOverlappedMayBeUsedAgainWhenInternalHasToldTheEnd() {
        assertThat(withPendingRead((read, stage) -> {
            read.win32.cancelIoEx(read.pipe.readerEnd(), read.overlapped);
            while (read.overlapped.internal() == NtStatus.STATUS_PENDING) {
                read.win32.sleepEx(1, false);
            }
            read.issue();
            read.end();
            read.giveBack();
        })).isEmpty();
    }

    // ---------------------------------------------------------------- waits and lives

    @Test void anEventIsNotClosedUnderAWait() {
        assertThat(theatre.findings(stage -> {
            Win32 win32 = stage.win32();
            Handle event = win32.createEvent(null, false, false, null);
            HandleReference wait = new HandleReference();
            win32.registerWaitForSingleObject(wait, event, (context, timedOut) -> {}, null, Win32.INFINITE, 0);
            win32.closeHandle(event);
            win32.unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE);
        })).containsExactly(Kind.CONTRACT);
    }

    @Test void anEventIsClosedWhenItsWaitIsOver() {
        assertThat(theatre.findings(stage -> {
            Win32 win32 = stage.win32();
            Handle event = win32.createEvent(null, false, false, null);
            HandleReference wait = new HandleReference();
            win32.registerWaitForSingleObject(wait, event, (context, timedOut) -> {}, null, Win32.INFINITE, 0);
            win32.setEvent(event);
            win32.unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE);
            win32.closeHandle(event);
        })).isEmpty();
    }

    @Test void whatBelongsToADestroyedOwnerIsNotUsed() {
        assertThat(theatre.findings(stage -> useAfterDestroy(stage.platform()).run())).containsExactly(Kind.USE_AFTER_DESTROY);
    }

    @Test void aCallbackThatUsesItIsLate() {
        assertThat(theatre.findings(stage -> {
            Win32 win32 = stage.win32();
            Handle event = win32.createEvent(null, false, false, null);
            Handle done = win32.createEvent(null, false, false, null);
            HandleReference wait = new HandleReference();
            Runnable use = useAfterDestroy(stage.platform());
            win32.registerWaitForSingleObject(wait, event, (context, timedOut) -> {
                use.run();
                win32.setEvent(done);
            }, null, Win32.INFINITE, 0);
            win32.setEvent(event);
            win32.waitForSingleObject(done, 10_000);
            win32.unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE);
            win32.closeHandle(event);
            win32.closeHandle(done);
        })).containsExactly(Kind.LATE_CALLBACK);
    }

    private static Runnable useAfterDestroy(Platform platform) {
        Lifetime owner = platform.lifetime("owner");
        IntCell cell = platform.plainInt(owner, "cell", 1);
        owner.destroy();
        return cell::get;
    }

    @Test void whatATaskThrowsIsACrash() {
        assertThat(theatre.findings(stage -> {
            throw new IllegalStateException("thrown by a task");
        })).containsExactly(Kind.CRASH);
    }

    private static Memory memory(Stage stage) {
        return requireNonNull(stage.platform().allocate(stage.platform().process(), BYTES));
    }
}
