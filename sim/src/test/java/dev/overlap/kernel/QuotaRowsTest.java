package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pipe takes without waiting: test_blocking_rw in both directions, its column for byte pipes, without the flushes; and M03 to M05. */
class QuotaRowsTest {

    private static final int OUT_BYTES = 5000;
    private static final int IN_BYTES = 6000;

    private interface Row {
        void play(Direction pipe, int quotaBytes);
    }

    /** One direction of a pipe. */
    private record Direction(Stage stage, Ends ends, Handle writer, Handle reader) {

        Transfer write(int bytes) {
            return ends.writing(writer, bytes);
        }

        /** A read that must succeed at once, with so many bytes. */
        void read(int length, int expected) {
            Transfer read = new Transfer(stage);
            assertThat(read.read(reader, length)).isZero();
            assertThat(read.count()).isEqualTo(expected);
        }

        int available() {
            return ends.available(reader);
        }

        void wrote(Transfer write, int bytes) {
            assertThat(write.result(writer)).isZero();
            assertThat(write.bytes.value).isEqualTo(bytes);
        }
    }

    private static void inDirection(boolean out, Row row) {
        row(stage -> {
            Ends ends = new Ends(stage, OUT_BYTES, IN_BYTES);
            row.play(new Direction(stage, ends, out ? ends.server : ends.client, out ? ends.client : ends.server), out ? OUT_BYTES : IN_BYTES);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsNotReadWaitsForRoomInTheOrderOfTheWrites(boolean out) {
        inDirection(out, (pipe, quota) -> {
            Transfer read = pipe.ends.reading(pipe.reader, 1000); // K88
            assertThat(read.isSet()).isFalse();
            assertThat(pipe.available()).isZero();

            pipe.wrote(pipe.write(4000), 4000); // K89
            assertThat(read.result(pipe.reader)).isZero();
            assertThat(read.bytes.value).isEqualTo(1000);
            assertThat(read.isSet()).isTrue();
            assertThat(pipe.available()).isEqualTo(3000);

            Transfer large = new Transfer(pipe.stage); // K90
            assertThat(large.write(pipe.writer, quota)).isEqualTo(ERROR_IO_PENDING);
            assertThat(large.isSet()).isFalse();
            assertThat(pipe.available()).isEqualTo(3000 + quota);

            Transfer small = new Transfer(pipe.stage); // K91
            assertThat(small.write(pipe.writer, 1)).isEqualTo(ERROR_IO_PENDING);
            assertThat(pipe.available()).isEqualTo(3000 + quota + 1);

            pipe.wrote(pipe.write(0), 0); // K92
            assertThat(large.status()).isEqualTo(STATUS_PENDING);
            assertThat(small.status()).isEqualTo(STATUS_PENDING);

            pipe.read(3000, 3000); // K93
            pipe.wrote(large, quota);
            assertThat(small.status()).isEqualTo(STATUS_PENDING);
            assertThat(pipe.available()).isEqualTo(quota + 1);

            pipe.read(1, 1); // K94
            pipe.wrote(small, 1);
            assertThat(pipe.available()).isEqualTo(quota);

            pipe.read(quota, quota); // K95
            assertThat(pipe.available()).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEmptyReadIsEndedByTheWriteThatServesTheNextOne(boolean out) {
        inDirection(out, (pipe, quota) -> { // K96
            Transfer empty = pipe.ends.reading(pipe.reader, 0);
            Transfer next = pipe.ends.reading(pipe.reader, 1000);
            pipe.wrote(pipe.write(1), 1);
            assertThat(empty.result(pipe.reader) + next.result(pipe.reader)).isZero();
            assertThat(empty.bytes.value).isZero();
            assertThat(next.bytes.value).isEqualTo(1);
            assertThat(pipe.available()).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWriteThatIsTooLargeWaitsAsAWholeUntilTheRestFits(boolean out) {
        inDirection(out, (pipe, quota) -> {
            Transfer write = new Transfer(pipe.stage); // K97
            assertThat(write.write(pipe.writer, quota + 2000)).isEqualTo(ERROR_IO_PENDING);
            assertThat(pipe.available()).isEqualTo(quota + 2000);
            pipe.read(1999, 1999); // K98
            assertThat(write.status()).isEqualTo(STATUS_PENDING);
            assertThat(pipe.available()).isEqualTo(quota + 1);
            pipe.read(1, 1); // K99
            pipe.wrote(write, quota + 2000);
            assertThat(pipe.available()).isEqualTo(quota);
            pipe.read(quota + 1, quota); // K100
            assertThat(pipe.available()).isZero();
            pipe.wrote(pipe.write(0), 0); // K101
            assertThat(pipe.available()).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEmptyWriteLeavesReadsAsTheyAre(boolean out) {
        inDirection(out, (pipe, quota) -> { // K102
            Transfer empty = pipe.ends.reading(pipe.reader, 0);
            Transfer next = pipe.ends.reading(pipe.reader, 1);
            pipe.wrote(pipe.write(0), 0);
            assertThat(empty.status()).isEqualTo(STATUS_PENDING);
            assertThat(next.status()).isEqualTo(STATUS_PENDING);
            pipe.wrote(pipe.write(1), 1);
            assertThat(next.result(pipe.reader)).isZero();
            assertThat(next.bytes.value).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsCrossTheBoundariesOfWrites(boolean out) {
        inDirection(out, (pipe, quota) -> { // K103
            pipe.write(20);
            assertThat(pipe.available()).isEqualTo(20);
            pipe.write(15);
            assertThat(pipe.available()).isEqualTo(35);
            pipe.read(10, 10);
            assertThat(pipe.available()).isEqualTo(25);
            pipe.read(10, 10);
            assertThat(pipe.available()).isEqualTo(15);
            pipe.read(15, 15);
            assertThat(pipe.available()).isZero();
        });
    }

    @Test
    void aQuotaIsUsedUpByWhatIsUnread() {
        row(stage -> { // M03
            Ends ends = new Ends(stage, 100);
            assertThat(ends.writing(ends.client, 60).status()).isEqualTo(STATUS_SUCCESS);
            assertThat(ends.writing(ends.client, 40).status()).isEqualTo(STATUS_SUCCESS);
            Transfer beyond = ends.writing(ends.client, 1);
            assertThat(beyond.status()).isEqualTo(STATUS_PENDING);
            assertThat(ends.available(ends.server)).isEqualTo(101);
            ends.read(ends.server, 1);
            assertThat(beyond.status()).isEqualTo(STATUS_SUCCESS);
        });
    }

    @Test
    void withoutAQuotaEveryWriteWaitsUntilItIsReadWhole() {
        row(stage -> { // M03, K78
            Ends ends = new Ends(stage, 0);
            Transfer write = ends.writing(ends.client, 3);
            assertThat(ends.writing(ends.client, 0).status()).isEqualTo(STATUS_SUCCESS);
            ends.read(ends.server, 2);
            assertThat(write.status()).isEqualTo(STATUS_PENDING);
            ends.read(ends.server, 1);
            assertThat(write.status()).isEqualTo(STATUS_SUCCESS);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {55, 75})
    void whatAReadTakesNeedsNoQuota(int bytes) {
        row(stage -> { // M03
            Ends ends = new Ends(stage, 10);
            Transfer read = ends.reading(ends.server, 50);
            Transfer write = ends.writing(ends.client, bytes);
            assertThat(write.status()).isEqualTo(bytes <= 60 ? STATUS_SUCCESS : STATUS_PENDING);
            assertThat(read.result(ends.server)).isZero();
            assertThat(read.bytes.value).isEqualTo(50);
            assertThat(ends.available(ends.server)).isEqualTo(bytes - 50);
        });
    }

    @Test
    void aSynchronousWriteBlocksUntilTheRestFits() {
        row(stage -> { // M04
            Ends ends = new Ends(stage, 10);
            List<String> log = new ArrayList<>();
            Memory bytes = requireNonNull(stage.platform().allocate(stage.platform().process(), 25));
            DwordReference written = new DwordReference();
            var writer = stage.platform().startThread("writer", () -> {
                log.add("writes");
                assertThat(stage.win32().writeFile(ends.client, bytes, 0, 25, written, null)).isTrue();
                log.add("has written " + written.value);
            });
            stage.platform().eventLoop().runOnce(1);
            for (int i = 1; i <= 15; i++) {
                assertThat(log).containsExactly("writes");
                ends.read(ends.server, 1);
            }
            writer.join();
            assertThat(log).containsExactly("writes", "has written 25");
        });
    }
}
