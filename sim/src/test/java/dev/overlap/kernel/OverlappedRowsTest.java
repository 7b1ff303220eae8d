package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.MemoryFunctions.MEM_COMMIT;
import static dev.overlap.win32.MemoryFunctions.MEM_RESERVE;
import static dev.overlap.win32.MemoryFunctions.PAGE_NOACCESS;
import static dev.overlap.win32.MemoryFunctions.PAGE_READONLY;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.overlap.finding.Kind;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.AccessViolation;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import org.junit.jupiter.api.Test;

/** An OVERLAPPED as memory: what is put into it stays there, and who may touch it when. */
class OverlappedRowsTest {

    private static final Map<String, Consumer<Overlapped>> READS = Map.of("Internal", Overlapped::internal, "InternalHigh", Overlapped::internalHigh, "Offset",
            Overlapped::offset, "OffsetHigh", Overlapped::offsetHigh, "hEvent", Overlapped::event);
    private static final Map<String, Consumer<Overlapped>> WRITES = Map.of("clear", Overlapped::clear, "Internal", overlapped -> overlapped.setResult(0, 0),
            "Offset", overlapped -> overlapped.setOffset(0, 0), "hEvent", overlapped -> overlapped.setEvent(Handle.NULL));

    @Test
    void whatIsPutIntoItStaysThere() {
        row(stage -> {
            Overlapped overlapped = new Transfer(stage).overlapped;
            overlapped.setOffset(1, 2);
            overlapped.setEvent(new Handle(4));
            overlapped.setResult(STATUS_PENDING, 7);
            assertThat(overlapped.offset()).isEqualTo(1);
            assertThat(overlapped.offsetHigh()).isEqualTo(2);
            assertThat(overlapped.event()).isEqualTo(new Handle(4));
            assertThat(overlapped.internal()).isEqualTo(STATUS_PENDING);
            assertThat(overlapped.internalHigh()).isEqualTo(7);
            assertThat(overlapped.address()).isNotZero().isNotEqualTo(new Transfer(stage).overlapped.address());
            overlapped.clear();
            assertThat(overlapped.offset() | overlapped.offsetHigh() | overlapped.internal()).isEqualTo(STATUS_SUCCESS);
            assertThat(overlapped.event().isNull()).isTrue();
        });
    }

    @Test
    void whatIsFreedMustNotBeTouched() {
        both((how, touch) -> assertThat(Play.ofTask(stage -> {
            Overlapped overlapped = new Transfer(stage).overlapped;
            overlapped.free();
            touch.accept(overlapped);
        }).once()).as(how).isFinding(Kind.USE_AFTER_FREE));
    }

    @Test
    void whatTheKernelWritesMustNotBeTouchedBeforeTheEnd() {
        Map<String, Consumer<Overlapped>> early = Map.of("InternalHigh", Overlapped::internalHigh);
        for (Map<String, Consumer<Overlapped>> touches : List.of(WRITES, early)) {
            touches.forEach((how, touch) -> assertThat(Play.ofTask(stage -> {
                Ends ends = new Ends(stage, 10);
                touch.accept(ends.reading(ends.server, 1).overlapped);
            }).once()).as(how).isFinding(Kind.BUFFER_IN_FLIGHT));
        }
    }

    @Test
    void itsPageMustBeThere() {
        row(stage -> { // M09
            Memory memory = requireNonNull(stage.win32().virtualAlloc(1, MEM_COMMIT | MEM_RESERVE, PAGE_NOACCESS));
            Overlapped overlapped = stage.win32().overlappedAt(memory, 0);
            both((how, touch) -> assertThatExceptionOfType(AccessViolation.class).as(how).isThrownBy(() -> touch.accept(overlapped)));
            Memory constant = requireNonNull(stage.win32().virtualAlloc(1, MEM_COMMIT | MEM_RESERVE, PAGE_READONLY));
            Overlapped readOnly = stage.win32().overlappedAt(constant, 0);
            READS.values().forEach(read -> read.accept(readOnly));
            WRITES.forEach((how, write) -> assertThatExceptionOfType(AccessViolation.class).as(how).isThrownBy(() -> write.accept(readOnly)));
        });
    }

    private static void both(BiConsumer<String, Consumer<Overlapped>> check) {
        READS.forEach(check);
        WRITES.forEach(check);
    }
}
