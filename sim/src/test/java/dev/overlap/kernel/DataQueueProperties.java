package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.win32.NtStatus.STATUS_CANCELLED;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_BAD_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_BUSY;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_NOT_CONNECTED;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.overlap.kernel.DataQueueModel.Ending;
import dev.overlap.platform.PlatformThread;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.FilePipeLocalInformationReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Win32;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** One direction of a pipe answers what {@link DataQueueModel} says, whatever is done to it in whatever order: bytes, errors, quota, and what ends when. */
class DataQueueProperties {

    private static final int MOST_FLUSHES = 4;
    private static final int LARGEST_READ = 1_000;
    private static final Handle CLOSED = Handle.NULL;

    /** So many quotas and so many bytes more. */
    record Size(int quotas, int more) {

        int bytes(int quotaBytes) {
            return Math.max(0, quotas * quotaBytes + more);
        }
    }

    /** What pipe, and how it is used. */
    record Shape(boolean serverWrites, boolean ofMessages, boolean messageRead, int quotaBytes) {
    }

    /** Something that is done to a pipe. */
    sealed interface Op {

        record Write(Size size) implements Op {}

        record Read(Size size) implements Op {}

        record Peek(Size size) implements Op {}

        /** Of the operations so far that one. */
        record Cancel(boolean write, int which) implements Op {}

        record CancelAll(boolean writes) implements Op {}

        record Flush() implements Op {}

        record ReaderModes(boolean message, boolean nowait) implements Op {}

        record WriterModes(boolean nowait) implements Op {}

        record WriterCloses() implements Op {}

        record ReaderCloses() implements Op {}

        record Disconnect() implements Op {}
    }

    /** A pipe of the simulated kernel, and what it must answer. */
    private static final class Pair {
        final Stage stage;
        final Win32 win32;
        final Shape shape;
        final DataQueueModel model;
        final Ends ends;
        final Port port;
        Handle writer;
        Handle reader;
        final List<Transfer> transfers = new ArrayList<>();
        final List<Integer> writes = new ArrayList<>();
        final List<Integer> reads = new ArrayList<>();
        final Map<Integer, Integer> flushes = new TreeMap<>();
        final List<PlatformThread> flushers = new ArrayList<>();
        private byte next;

        Pair(Stage stage, Shape shape) {
            this.stage = stage;
            this.shape = shape;
            win32 = stage.win32();
            boolean messageRead = shape.ofMessages && shape.messageRead;
            model = new DataQueueModel(shape.ofMessages, shape.quotaBytes);
            model.messageRead = messageRead;
            int mode = (shape.ofMessages ? Win32.PIPE_TYPE_MESSAGE : Win32.PIPE_TYPE_BYTE) | (messageRead ? Win32.PIPE_READMODE_MESSAGE : 0);
            int other = shape.quotaBytes + 5;
            ends = new Ends(stage, shape.serverWrites ? shape.quotaBytes : other, shape.serverWrites ? other : shape.quotaBytes, mode);
            writer = shape.serverWrites ? ends.server : ends.client;
            reader = shape.serverWrites ? ends.client : ends.server;
            port = new Port(stage);
            port.bind(writer, 1);
            port.bind(reader, 2);
        }

        void apply(Op op) {
            int quota = shape.quotaBytes;
            switch (op) {
                case Op.Write(Size size) when isOpen(writer) -> write(size.bytes(quota));
                case Op.Read(Size size) when isOpen(reader) -> read(Math.min(LARGEST_READ, size.bytes(quota)));
                case Op.Peek(Size size) when isOpen(reader) -> peek(size.bytes(quota));
                case Op.Cancel(boolean write, int which) -> cancel(write ? writer : reader, write ? writes : reads, which);
                case Op.CancelAll(boolean all) when all && isOpen(writer) -> assertThat(answer(win32.cancelIoEx(writer, null))).isEqualTo(
                        model.cancelWrites(ERROR_OPERATION_ABORTED));
                case Op.CancelAll(boolean all) when !all && isOpen(reader) -> assertThat(answer(win32.cancelIoEx(reader, null))).isEqualTo(model.cancelReads());
                case Op.Flush() when isOpen(writer) && !model.isDisconnected() && !model.isClosed() && flushers.size() < MOST_FLUSHES -> flush();
                case Op.ReaderModes modes when isOpen(reader) && !model.isDisconnected() -> setModes(modes);
                case Op.WriterModes(boolean nowait) when isOpen(writer) && !model.isDisconnected() -> {
                    boolean busy = nowait && !model.writerDoesNotWait && model.hasData();
                    assertThat(setMode(writer, nowait ? Win32.PIPE_NOWAIT : 0)).isEqualTo(busy ? ERROR_PIPE_BUSY : 0);
                    model.writerDoesNotWait = nowait && !busy;
                }
                case Op.WriterCloses() when isOpen(writer) && !model.isDisconnected() -> {
                    model.writerCloses();
                    assertThat(win32.closeHandle(writer)).isTrue();
                    writer = CLOSED;
                }
                case Op.ReaderCloses() when isOpen(reader) && !model.isDisconnected() -> {
                    model.readerCloses();
                    assertThat(win32.closeHandle(reader)).isTrue();
                    reader = CLOSED;
                }
                case Op.Disconnect() when isOpen(shape.serverWrites ? writer : reader) && !model.isDisconnected() -> {
                    model.disconnect();
                    assertThat(win32.disconnectNamedPipe(ends.server)).isTrue();
                }
                default -> {
                    // An end that is closed does nothing.
                }
            }
            check();
        }

        private static boolean isOpen(Handle handle) {
            return !handle.isNull();
        }

        private int answer(boolean succeeded) {
            return succeeded ? 0 : win32.getLastError();
        }

        private Transfer transfer(List<Integer> kind, int bytes) {
            Transfer transfer = new Transfer(stage, Math.max(1, bytes));
            kind.add(transfers.size());
            transfers.add(transfer);
            return transfer;
        }

        private void write(int length) {
            byte[] data = new byte[length];
            for (int i = 0; i < length; i++) {
                data[i] = next++;
            }
            int number = transfers.size();
            Transfer write = transfer(writes, length);
            write.buffer.write(0, data, 0, length);
            int expected = model.write(number, data);
            assertThat(write.write(writer, length)).as("WriteFile").isEqualTo(expected);
        }

        private void read(int length) {
            if (model.isUnknown(length)) {
                return;
            }
            int number = transfers.size();
            Transfer read = transfer(reads, length);
            int expected = model.read(number, length);
            assertThat(read.read(reader, length)).as("ReadFile").isEqualTo(expected);
        }

        private void peek(int length) {
            Transfer peek = new Transfer(stage, length + 1);
            DwordReference copied = new DwordReference(-1);
            DwordReference total = new DwordReference(-1);
            DwordReference left = new DwordReference(-1);
            int answer = answer(win32.peekNamedPipe(reader, peek.buffer, length, copied, total, left));
            if (model.isDisconnected()) {
                assertThat(answer).isEqualTo(shape.serverWrites ? ERROR_PIPE_NOT_CONNECTED : ERROR_BAD_PIPE);
            } else if (model.isClosed() && !model.hasData()) {
                assertThat(answer).isEqualTo(ERROR_BROKEN_PIPE);
            } else {
                byte[] expected = model.peek(length, shape.ofMessages);
                assertThat(answer).isZero();
                assertThat(copied.value).isEqualTo(expected.length);
                assertThat(total.value).isEqualTo(model.unread());
                // Of bytes, which have no messages, Windows says 0 minus what it has copied (M06).
                assertThat(left.value).isEqualTo((shape.ofMessages ? model.unreadOfFirst() : 0) - expected.length);
                assertThat(bytesOf(peek, expected.length)).isEqualTo(expected);
            }
            peek.close();
        }

        private static byte[] bytesOf(Transfer transfer, int length) {
            byte[] bytes = new byte[length];
            transfer.buffer.read(0, bytes, 0, length);
            return bytes;
        }

        private void cancel(Handle end, List<Integer> operations, int which) {
            if (operations.isEmpty() || !isOpen(end)) {
                return;
            }
            int operation = operations.get(operations.size() - 1 - which % operations.size());
            assertThat(transfers.get(operation).cancel(end)).as("CancelIoEx").isEqualTo(model.cancel(operation));
        }

        private void flush() {
            int number = transfers.size();
            transfers.add(new Transfer(stage, 1));
            model.flush(number);
            Handle end = writer;
            flushers.add(stage.platform().startThread("flusher" + number, () -> flushes.put(number, answer(win32.flushFileBuffers(end)))));
        }

        private void setModes(Op.ReaderModes modes) {
            boolean message = modes.message && shape.ofMessages;
            int mode = (message ? Win32.PIPE_READMODE_MESSAGE : 0) | (modes.nowait ? Win32.PIPE_NOWAIT : 0);
            boolean busy = modes.nowait && !model.readerDoesNotWait && model.isWaitedFor();
            assertThat(setMode(reader, mode)).isEqualTo(busy ? ERROR_PIPE_BUSY : 0);
            if (!busy) {
                model.messageRead = message;
                model.readerDoesNotWait = modes.nowait;
            }
        }

        private int setMode(Handle end, int mode) {
            return answer(win32.setNamedPipeHandleState(end, mode, null, null));
        }

        // ---------------------------------------------------------------- what can be seen

        private void check() {
            List<Ending> endedWrites = new ArrayList<>();
            List<Ending> endedReads = new ArrayList<>();
            for (int answer = port.take(); !port.tookNothing(); answer = port.take()) {
                (port.key.value == 1 ? endedWrites : endedReads).add(ending(answer));
            }
            same("writes", endedWrites, model.endedWrites);
            same("reads", endedReads, model.endedReads);
            for (int operation : reads) {
                byte[] got = model.got.remove(operation);
                if (got != null) {
                    assertThat(bytesOf(transfers.get(operation), got.length)).as("the bytes of a read").isEqualTo(got);
                }
            }
            checkPending(writes);
            checkPending(reads);
            if (!flushers.isEmpty()) {
                stage.platform().eventLoop().runOnce(1);
                assertThat(flushes).as("flushes").isEqualTo(model.endedFlushes);
            }
            if (isOpen(writer) && !model.isDisconnected()) {
                FilePipeLocalInformationReference information = new FilePipeLocalInformationReference();
                win32.ntQueryInformationFile(writer, information);
                assertThat(requireNonNull(information.value).writeQuotaAvailable()).as("WriteQuotaAvailable").isEqualTo(model.quotaAvailable());
            }
            if (isOpen(reader) && !model.isDisconnected()) {
                FilePipeLocalInformationReference information = new FilePipeLocalInformationReference();
                win32.ntQueryInformationFile(reader, information);
                assertThat(requireNonNull(information.value).readDataAvailable()).as("ReadDataAvailable").isEqualTo(model.unread());
            }
        }

        private Ending ending(int answer) {
            for (int i = 0; i < transfers.size(); i++) {
                Transfer transfer = transfers.get(i);
                if (transfer.overlapped.equals(port.overlapped.value)) {
                    assertThat(NtStatus.toWin32Error(transfer.status())).as("the error of the packet").isEqualTo(answer);
                    assertThat(transfer.count()).isEqualTo(port.bytes.value);
                    assertThat(transfer.isSet()).as("its event").isTrue();
                    return new Ending(i, transfer.status(), port.bytes.value);
                }
            }
            throw new AssertionError("a packet of none of the operations");
        }

        /** Those that were cancelled together may end in any order, before the others or after them. */
        private static void same(String what, List<Ending> seen, List<Ending> expected) {
            assertThat(seen).as(what + " that have ended").containsExactlyInAnyOrderElementsOf(expected);
            assertThat(seen.stream().filter(ending -> ending.status() != STATUS_CANCELLED).toList()).as("the order of " + what)
                    .isEqualTo(expected.stream().filter(ending -> ending.status() != STATUS_CANCELLED).toList());
            expected.clear();
        }

        private void checkPending(List<Integer> operations) {
            for (int operation : operations) {
                if (model.isPending(operation)) {
                    assertThat(transfers.get(operation).status()).as("an operation that waits").isEqualTo(STATUS_PENDING);
                }
            }
        }

        void finish() {
            apply(new Op.ReaderCloses());
            apply(new Op.WriterCloses());
            apply(new Op.Disconnect());
            flushers.forEach(PlatformThread::join);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void answersWhatTheRulesSay(@ForAll("shapes") Shape shape, @ForAll("ops") List<Op> ops) {
        row(stage -> {
            Pair pair = new Pair(stage, shape);
            ops.forEach(pair::apply);
            pair.finish();
        });
    }

    // ---------------------------------------------------------------- what is tried

    @Provide
    Arbitrary<Shape> shapes() {
        Arbitrary<Boolean> any = Arbitraries.of(true, false);
        return Combinators.combine(any, any, any, Arbitraries.of(0, 1, 2, 3, 7, 10)).as(Shape::new);
    }

    @Provide
    Arbitrary<List<Op>> ops() {
        Arbitrary<Size> near = Combinators.combine(Arbitraries.integers().between(0, 2), Arbitraries.integers().between(-1, 1)).as(Size::new);
        Arbitrary<Size> small = Arbitraries.integers().between(0, 6).map(bytes -> new Size(0, bytes));
        Arbitrary<Size> sizes = Arbitraries.oneOf(Arrays.asList(near, small));
        Arbitrary<Size> lengths = Arbitraries.frequencyOf(Tuple.of(8, sizes), Tuple.of(1, Arbitraries.just(new Size(0, LARGEST_READ))));
        Arbitrary<Boolean> any = Arbitraries.of(true, false);
        Arbitrary<Boolean> seldom = Arbitraries.of(false, false, false, true);
        Arbitrary<Op> cancel = Combinators.combine(any, Arbitraries.integers().between(0, 4)).as(Op.Cancel::new);
        Arbitrary<Op> readerModes = Combinators.combine(any, seldom).as(Op.ReaderModes::new);
        Arbitrary<Op> ending = Arbitraries.of(new Op.WriterCloses(), new Op.ReaderCloses(), new Op.Disconnect());
        Arbitrary<Op> op = Arbitraries.frequencyOf(Tuple.of(10, sizes.map(Op.Write::new)), Tuple.of(8, lengths.map(Op.Read::new)),
                Tuple.of(2, sizes.map(Op.Peek::new)), Tuple.of(4, cancel), Tuple.of(1, any.map(Op.CancelAll::new)),
                Tuple.of(1, Arbitraries.just((Op) new Op.Flush())), Tuple.of(1, readerModes), Tuple.of(1, seldom.map(Op.WriterModes::new)));
        return Combinators.combine(op.list().ofMinSize(1).ofMaxSize(30), ending.injectNull(0.5), op.list().ofMaxSize(6)).as((before, end, after) -> {
            List<Op> all = new ArrayList<>(before);
            if (end != null) {
                all.add(end);
                all.addAll(after);
            }
            return all;
        });
    }
}
