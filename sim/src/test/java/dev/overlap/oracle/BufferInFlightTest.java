package dev.overlap.oracle;

import static dev.overlap.finding.Kind.BUFFER_IN_FLIGHT;
import static dev.overlap.finding.Kind.CONTRACT;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.overlap.platform.AtomicIntCell;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Schedules;
import dev.overlap.simulation.Transfer;
import org.junit.jupiter.api.Test;

/** BUFFER_IN_FLIGHT: what an operation borrows is let alone until its completion was observed. */
class BufferInFlightTest {

    // ---------------------------------------------------------------- while the operation is in flight

    @Test
    void theBufferOfAReadMustNotBeRead() {
        whileReading(read -> read.buffer.get(9)).says("read while r1 is in flight");
    }

    @Test
    void theBufferOfAReadMustNotBeWritten() {
        whileReading(read -> read.buffer.put(0, (byte) 1)).says("write while r1 is in flight");
    }

    @Test
    void anOverlappedInFlightMustNotBeCleared() {
        whileReading(read -> read.overlapped.clear()).says("cleared while r1 is in flight");
    }

    @Test
    void anOverlappedInFlightMustNotGetAnotherEvent() {
        whileReading(read -> read.overlapped.setEvent(read.event)).says("written while r1 is in flight");
    }

    @Test
    void theCountOfAnOperationInFlightMustNotBeRead() {
        whileReading(read -> read.overlapped.internalHigh()).says("InternalHigh read while r1 is in flight");
    }

    @Test
    void anOverlappedInFlightMustNotBeUsedAgain() {
        assertThat(Play.ofTask(stage -> { // R16
            Ends ends = new Ends(stage, 10);
            Transfer read = ends.reading(ends.server, 10);
            stage.win32().readFile(ends.server, read.buffer, 10, 10, null, read.overlapped);
        }).once()).isFinding(CONTRACT).says("ov1 is used again while r1 is in flight");
    }

    @Test
    void theBufferOfAWriteMustNotBeWritten() {
        assertThat(Play.ofTask(stage -> {
            Ends ends = new Ends(stage, 0);
            ends.writing(ends.client, 10).buffer.put(5, (byte) 1);
        }).once()).isFinding(BUFFER_IN_FLIGHT).says("write while w1 is in flight");
    }

    @Test
    void theBufferOfAWriteMayBeRead() {
        assertThat(Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 0);
            ends.writing(ends.client, 10).buffer.get(5);
        }).once()).isClean();
    }

    @Test
    void whatAnOperationDoesNotBorrowMayBeTouched() {
        assertThat(Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 10);
            ends.reading(ends.server, 10).buffer.put(10, (byte) 1);
        }).once()).isClean();
    }

    @Test
    void anImmediateErrorBorrowsNothing() {
        assertThat(Play.ofPeer(stage -> { // F5
            Ends ends = new Ends(stage, 10);
            stage.win32().closeHandle(ends.client);
            Transfer read = ends.reading(ends.server, 10);
            read.buffer.put(0, (byte) 1);
            read.close();
        }).once()).isClean();
    }

    private static ExecutionAssert whileReading(Consumer<Transfer> deed) {
        return assertThat(Play.ofTask(stage -> {
            Ends ends = new Ends(stage, 10);
            deed.accept(ends.reading(ends.server, 10));
        }).once()).isFinding(BUFFER_IN_FLIGHT);
    }

    // ---------------------------------------------------------------- after its completion

    @Test
    void whoHasNotObservedTheCompletionMustNotReadTheBytes() {
        onAnotherThread((stage, read) -> read.buffer.get(0)).areSometimes(BUFFER_IN_FLIGHT).says("before the completion");
    }

    @Test
    void whoHasNotObservedTheCompletionMustNotReadTheCount() {
        onAnotherThread((stage, read) -> read.count()).areSometimes(BUFFER_IN_FLIGHT).says("before the completion");
    }

    @Test
    void whoHasSeenInternalMayReadTheBytes() {
        onAnotherThread((stage, read) -> {
            if (read.status() != STATUS_PENDING) {
                assertThat(read.text()).isEqualTo("abc");
            }
        }).areClean();
    }

    @Test
    void internalMayBePolledWithoutALock() {
        onAnotherThread((stage, read) -> {
            read.status();
            read.status();
        }).areClean();
    }

    @Test
    void whoHasGotTheResultMayReadTheBytes() {
        onAnotherThread((stage, read) -> {
            if (stage.win32().getOverlappedResult(read.event, read.overlapped, read.bytes, false)) {
                assertThat(read.text()).isEqualTo("abc");
            }
        }).areClean();
    }

    @Test
    void whoHasWaitedForTheEventMayReadTheBytes() {
        onAnotherThread((stage, read) -> {
            if (read.isSet()) {
                assertThat(read.text()).isEqualTo("abc");
            }
        }).areClean();
    }

    @Test
    void aReadThatSucceedsAtOnceIsObservedByItsReturn() {
        assertThat(Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 10);
            ends.write(ends.client, "abc");
            assertThat(ends.reading(ends.server, 10).text()).isEqualTo("abc");
        }).once()).isClean();
    }

    @Test
    void aWriteThatSucceedsAtOnceIsObservedByItsReturn() {
        assertThat(Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 10);
            assertThat(ends.writing(ends.client, 5).count()).isEqualTo(5);
        }).once()).isClean();
    }

    /** One thread issues a read, bytes come, and then another thread, which knows nothing of it, looks. */
    private static Schedules onAnotherThread(BiConsumer<Stage, Transfer> look) {
        return Play.of(stage -> {
            AtomicIntCell issued = stage.platform().atomicInt(stage.platform().process(), "issued", 0);
            Transfer[] read = new Transfer[1];
            stage.peer("issuer", () -> {
                Ends ends = new Ends(stage, 10);
                read[0] = new Transfer(stage, 10);
                assertThat(read[0].read(ends.server, 10)).isEqualTo(ERROR_IO_PENDING);
                issued.set(1);
                ends.write(ends.client, "abc");
            });
            stage.peer("looker", () -> {
                if (issued.get() == 1) {
                    look.accept(stage, read[0]);
                }
            });
        }).everywhere(2);
    }
}
