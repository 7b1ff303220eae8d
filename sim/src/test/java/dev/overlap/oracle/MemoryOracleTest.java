package dev.overlap.oracle;

import static dev.overlap.finding.Kind.DATA_RACE;
import static dev.overlap.finding.Kind.MEMORY_OVERFLOW;
import static dev.overlap.finding.Kind.USE_AFTER_FREE;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import org.junit.jupiter.api.Test;

/** USE_AFTER_FREE, MEMORY_OVERFLOW, and races over memory. */
class MemoryOracleTest {

    // ---------------------------------------------------------------- USE_AFTER_FREE

    @Test
    void aBufferInFlightMustNotBeFreed() {
        withEnds((ends, read) -> {
            read.read(ends.server, 10);
            read.buffer.free();
        }).isFinding(USE_AFTER_FREE).says("m1 freed while r1 is in flight");
    }

    @Test
    void anOverlappedInFlightMustNotBeFreed() {
        withEnds((ends, read) -> {
            read.read(ends.server, 10);
            read.overlapped.free();
        }).isFinding(USE_AFTER_FREE).says("ov1 freed while r1 is in flight");
    }

    @Test
    void freedMemoryMustNotBeTouched() {
        withMemory(memory -> {
            memory.free();
            memory.get(0);
        }).isFinding(USE_AFTER_FREE).says("m1 read, freed at step");
        withMemory(memory -> {
            memory.free();
            memory.put(0, (byte) 1);
        }).isFinding(USE_AFTER_FREE).says("m1 write, freed at step");
    }

    @Test
    void freedMemoryMustNotBeLentToTheKernel() {
        withEnds((ends, read) -> {
            read.buffer.free();
            read.read(ends.server, 10);
        }).isFinding(USE_AFTER_FREE).says("lent to r1");
    }

    @Test
    void memoryMustNotBeFreedTwice() {
        withMemory(memory -> {
            memory.free();
            memory.free();
        }).isFinding(USE_AFTER_FREE).says("freed again");
    }

    @Test
    void anOverlappedMustNotBeFreedTwice() {
        withEnds((ends, read) -> {
            read.overlapped.free();
            read.overlapped.free();
        }).isFinding(USE_AFTER_FREE).says("freed again");
    }

    @Test
    void whatACompletedOperationBorrowedMayBeFreed() {
        withEnds((ends, read) -> {
            read.read(ends.server, 10);
            read.cancel(ends.server);
            read.await(ends.server);
            read.close();
            ends.close();
        }).isClean();
    }

    @Test
    void aRecycledAddressIsAnotherOverlapped() {
        assertThat(Play.ofTask(stage -> {
            Overlapped first = requireNonNull(stage.platform().allocateOverlapped(stage.platform().process()));
            first.free();
            Overlapped second = requireNonNull(stage.platform().allocateOverlapped(stage.platform().process()));
            assertThat(second.address()).isEqualTo(first.address());
            second.clear();
            second.free();
        }).answering(ChoiceKind.ADDRESS, 1).once()).isClean();
    }

    // ---------------------------------------------------------------- MEMORY_OVERFLOW

    @Test
    void memoryEndsWhereItEnds() {
        withMemory(memory -> memory.get(10)).isFinding(MEMORY_OVERFLOW).says("m1 of 10 bytes read from 10 for 1 bytes");
        withMemory(memory -> memory.put(-1, (byte) 1)).isFinding(MEMORY_OVERFLOW).says("write from -1");
        withMemory(memory -> memory.read(8, new byte[3], 0, 3)).isFinding(MEMORY_OVERFLOW).says("read from 8 for 3 bytes");
        withMemory(memory -> memory.write(8, new byte[3], 0, 3)).isFinding(MEMORY_OVERFLOW).says("write from 8 for 3 bytes");
    }

    @Test
    void memoryMayBeUsedToItsLastByte() {
        withMemory(memory -> {
            memory.put(9, (byte) 1);
            memory.write(8, new byte[2], 0, 2);
            memory.read(10, new byte[0], 0, 0);
        }).isClean();
    }

    @Test
    void aReadMustNotBorrowMoreThanThereIs() {
        withEnds((ends, read) -> read.read(ends.server, 11)).isFinding(MEMORY_OVERFLOW).says("m1 of 10 bytes lent to r1 from 0 for 11 bytes");
    }

    @Test
    void aWriteMustNotTakeMoreThanThereIs() {
        withEnds((ends, write) -> write.write(ends.server, 11)).isFinding(MEMORY_OVERFLOW).says("m1 of 10 bytes");
    }

    @Test
    void aLengthThatWrappedIsAnOverflow() {
        withEnds((ends, read) -> read.read(ends.server, -1)).isFinding(MEMORY_OVERFLOW);
        withEnds((ends, write) -> write.write(ends.server, -1)).isFinding(MEMORY_OVERFLOW);
    }

    @Test
    void aBufferThatIsJustFilledIsNoOverflow() {
        withEnds((ends, read) -> {
            read.read(ends.server, 10);
            ends.write(ends.client, "0123456789abc");
            assertThat(read.await(ends.server)).isZero();
            assertThat(read.text()).isEqualTo("0123456789");
            read.close();
            ends.close();
        }).isClean();
    }

    // ---------------------------------------------------------------- races

    @Test
    void twoTasksMustNotWriteOneByteWithoutAnOrder() {
        racing(memory -> memory.put(3, (byte) 1), memory -> memory.put(3, (byte) 2)).isFinding(DATA_RACE).says("m1 write");
    }

    @Test
    void oneTaskMustNotReadWhatAnotherWrites() {
        racing(memory -> memory.put(3, (byte) 1), memory -> memory.get(3)).isFinding(DATA_RACE).says("m1 read");
        racing(memory -> memory.get(3), memory -> memory.put(3, (byte) 1)).isFinding(DATA_RACE).says("m1 write");
    }

    @Test
    void twoTasksMayReadOneByteAndWriteTwo() {
        racing(memory -> memory.get(3), memory -> memory.get(3)).isClean();
        racing(memory -> memory.put(3, (byte) 1), memory -> memory.put(4, (byte) 1)).isClean();
    }

    private static ExecutionAssert racing(Consumer<Memory> one, Consumer<Memory> other) {
        return assertThat(Play.played(stage -> {
            Memory memory = requireNonNull(stage.platform().allocate(stage.platform().process(), 10));
            stage.task("one", () -> one.accept(memory));
            stage.task("other", () -> other.accept(memory));
        }));
    }

    // ---------------------------------------------------------------- the tests' own words

    private static ExecutionAssert withMemory(Consumer<Memory> task) {
        return assertThat(Play.ofTask(stage -> task.accept(requireNonNull(stage.platform().allocate(stage.platform().process(), 10)))).once());
    }

    /** The operation has a buffer of ten bytes. */
    private static ExecutionAssert withEnds(BiConsumer<Ends, Transfer> task) {
        return assertThat(Play.ofTask((Stage stage) -> task.accept(new Ends(stage, 100), new Transfer(stage, 10))).once());
    }
}
