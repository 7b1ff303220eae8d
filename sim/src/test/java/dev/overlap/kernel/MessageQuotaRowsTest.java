package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Win32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a message pipe takes without waiting, and what Peek sees of it: test_blocking_rw in both directions, its columns for message pipes. */
class MessageQuotaRowsTest {

    private static final int OUT_BYTES = 5000;
    private static final int IN_BYTES = 6000;

    private interface Row {
        void play(Direction pipe, int quotaBytes);
    }

    /** One direction of a message pipe. */
    private record Direction(Stage stage, Ends ends, Handle writer, Handle reader, boolean messageRead) {

        Transfer write(int bytes) {
            return ends.writing(writer, bytes);
        }

        /** A read that must end at once, with so many bytes and, in message-read mode, maybe with part of a message. */
        void read(int length, int expected, boolean part) {
            Transfer read = new Transfer(stage);
            assertThat(read.read(reader, length)).isEqualTo(part && messageRead ? ERROR_MORE_DATA : 0);
            assertThat(read.count()).isEqualTo(expected);
        }

        void ended(Transfer read, int expected, boolean part) {
            assertThat(read.result(reader)).isEqualTo(part && messageRead ? ERROR_MORE_DATA : 0);
            assertThat(read.bytes.value).isEqualTo(expected);
        }

        void wrote(Transfer write, int bytes) {
            assertThat(write.result(writer)).isZero();
            assertThat(write.bytes.value).isEqualTo(bytes);
        }

        /** Peek sees so much of the first message, and so much altogether. */
        void peeks(int message, int available) {
            Memory buffer = requireNonNull(stage.platform().allocate(stage.platform().process(), 12_000));
            for (int size : new int[] {12_000, 1}) {
                DwordReference copied = new DwordReference();
                DwordReference total = new DwordReference();
                DwordReference left = new DwordReference();
                assertThat(stage.win32().peekNamedPipe(reader, buffer, size, copied, total, left)).isTrue();
                assertThat(copied.value).isEqualTo(Math.min(message, size));
                assertThat(total.value).isEqualTo(available);
                assertThat(left.value).isEqualTo(message - copied.value);
            }
            buffer.free();
        }
    }

    private static void inDirection(boolean out, boolean messageRead, Row row) {
        row(stage -> {
            Ends ends = new Ends(stage, OUT_BYTES, IN_BYTES, Win32.PIPE_TYPE_MESSAGE | (messageRead ? Win32.PIPE_READMODE_MESSAGE : 0));
            Direction direction = new Direction(stage, ends, out ? ends.server : ends.client, out ? ends.client : ends.server, messageRead);
            row.play(direction, out ? OUT_BYTES : IN_BYTES);
        });
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void messagesThatAreNotReadWaitForRoomInTheOrderOfTheWrites(boolean out, boolean messageRead) {
        inDirection(out, messageRead, (pipe, quota) -> {
            Transfer read = pipe.ends.reading(pipe.reader, 1000); // K88
            assertThat(read.isSet()).isFalse();
            pipe.peeks(0, 0);

            pipe.wrote(pipe.write(4000), 4000); // K89
            pipe.ended(read, 1000, true);
            assertThat(read.isSet()).isTrue();
            pipe.peeks(3000, 3000);

            Transfer large = new Transfer(pipe.stage); // K90
            assertThat(large.write(pipe.writer, quota)).isEqualTo(ERROR_IO_PENDING);
            pipe.peeks(3000, 3000 + quota);

            Transfer small = new Transfer(pipe.stage); // K91
            assertThat(small.write(pipe.writer, 1)).isEqualTo(ERROR_IO_PENDING);
            pipe.peeks(3000, 3000 + quota + 1);

            pipe.wrote(pipe.write(0), 0); // K92
            assertThat(large.status()).isEqualTo(STATUS_PENDING);
            assertThat(small.status()).isEqualTo(STATUS_PENDING);
            pipe.peeks(3000, 3000 + quota + 1);

            pipe.read(3000, 3000, false); // K93
            pipe.wrote(large, quota);
            assertThat(small.status()).isEqualTo(STATUS_PENDING);
            pipe.peeks(quota, quota + 1);

            pipe.read(1, 1, true); // K94
            pipe.wrote(small, 1);
            pipe.peeks(quota - 1, quota);

            if (messageRead) { // K95
                pipe.read(quota, quota - 1, false);
                pipe.peeks(1, 1);
                pipe.read(1000, 1, false);
            } else {
                pipe.read(quota, quota, false);
            }
            pipe.read(1000, 0, false);
            pipe.peeks(0, 0);
        });
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void anEmptyReadIsEndedByTheWriteThatServesTheNextOne(boolean out, boolean messageRead) {
        inDirection(out, messageRead, (pipe, quota) -> { // K96
            Transfer empty = pipe.ends.reading(pipe.reader, 0);
            Transfer next = pipe.ends.reading(pipe.reader, 1000);
            pipe.wrote(pipe.write(1), 1);
            pipe.ended(empty, 0, true);
            pipe.ended(next, 1, false);
            pipe.peeks(0, 0);
        });
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void aMessageThatIsTooLargeWaitsAsAWholeUntilTheRestFits(boolean out, boolean messageRead) {
        inDirection(out, messageRead, (pipe, quota) -> {
            Transfer write = new Transfer(pipe.stage); // K97
            assertThat(write.write(pipe.writer, quota + 2000)).isEqualTo(ERROR_IO_PENDING);
            pipe.peeks(quota + 2000, quota + 2000);
            pipe.read(1999, 1999, true); // K98
            assertThat(write.status()).isEqualTo(STATUS_PENDING);
            pipe.peeks(quota + 1, quota + 1);
            pipe.read(1, 1, true); // K99
            pipe.wrote(write, quota + 2000);
            pipe.peeks(quota, quota);
            pipe.read(quota + 1, quota, false); // K100
            pipe.wrote(pipe.write(0), 0); // K101
            pipe.peeks(0, 0);
            pipe.read(1, 0, false);
        });
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void anEmptyMessageEndsTheFirstReadAlone(boolean out, boolean messageRead) {
        inDirection(out, messageRead, (pipe, quota) -> { // K102
            Transfer empty = pipe.ends.reading(pipe.reader, 0);
            Transfer next = pipe.ends.reading(pipe.reader, 1);
            pipe.wrote(pipe.write(0), 0);
            pipe.ended(empty, 0, false);
            assertThat(next.status()).isEqualTo(STATUS_PENDING);
            pipe.wrote(pipe.write(1), 1);
            pipe.ended(next, 1, false);
        });
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void peekShowsTheEndsOfMessagesInByteReadModeToo(boolean out, boolean messageRead) {
        inDirection(out, messageRead, (pipe, quota) -> { // K103, K34 to K37
            pipe.write(20);
            pipe.peeks(20, 20);
            pipe.write(15);
            pipe.peeks(20, 35);
            pipe.read(10, 10, true);
            pipe.peeks(10, 25);
            pipe.read(10, 10, false);
            pipe.peeks(15, 15);
            pipe.read(15, 15, false);
        });
    }
}
