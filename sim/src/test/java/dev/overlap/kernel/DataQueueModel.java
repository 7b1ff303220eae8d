package dev.overlap.kernel;

import static dev.overlap.win32.NtStatus.STATUS_BUFFER_OVERFLOW;
import static dev.overlap.win32.NtStatus.STATUS_CANCELLED;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_BROKEN;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_DISCONNECTED;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;
import static dev.overlap.win32.Win32Error.ERROR_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_NO_DATA;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_NOT_CONNECTED;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one direction of a pipe must answer, without any book-keeping of quota: a write waits as long as some of it is unread, and it and all that was written before
 * it are more than the quota. Calls answer 0, or the error; how operations end stands in {@link #ended}.
 */
final class DataQueueModel {

    /** How an operation has ended. */
    record Ending(int operation, int status, int count) {
    }

    private static final class Piece {
        final int operation;
        final byte[] data;
        final boolean isFlush;
        int from;
        boolean waits;

        Piece(int operation, byte[] data, int from, boolean waits, boolean isFlush) {
            this.operation = operation;
            this.data = data;
            this.from = from;
            this.waits = waits;
            this.isFlush = isFlush;
        }

        int unread() {
            return data.length - from;
        }
    }

    private record WaitingRead(int operation, int length) {
    }

    private static final byte[] NOTHING = {};

    private final boolean ofMessages;
    private final int quotaBytes;
    boolean messageRead;
    boolean readerDoesNotWait;
    boolean writerDoesNotWait;
    private boolean disconnected;
    private boolean closed;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<WaitingRead> reads = new ArrayList<>();
    /** What has ended since somebody has emptied these, those of each end in their order. */
    final List<Ending> endedReads = new ArrayList<>();
    final List<Ending> endedWrites = new ArrayList<>();
    /** How flushes have ended. */
    final Map<Integer, Integer> endedFlushes = new TreeMap<>();
    /** What reads have got. */
    final Map<Integer, byte[]> got = new TreeMap<>();

    DataQueueModel(boolean ofMessages, int quotaBytes) {
        this.ofMessages = ofMessages;
        this.quotaBytes = quotaBytes;
    }

    int unread() {
        return pieces.stream().mapToInt(Piece::unread).sum();
    }

    boolean hasData() {
        return !pieces.isEmpty();
    }

    boolean isWaitedFor() {
        return !reads.isEmpty();
    }

    boolean isDisconnected() {
        return disconnected;
    }

    boolean isClosed() {
        return closed;
    }

    /** Reads that wait have reserved their size. */
    int quotaAvailable() {
        return (int) Math.max(0, quotaBytes - (long) unread() - reads.stream().mapToLong(WaitingRead::length).sum());
    }

    boolean isPending(int operation) {
        return reads.stream().anyMatch(read -> read.operation == operation) || pieces.stream().anyMatch(piece -> piece.waits && piece.operation == operation);
    }

    /** What Windows answers to a read of nothing that finds an empty message, nobody has told. */
    boolean isUnknown(int length) {
        return length == 0 && messageRead && hasData() && unreadOfFirst() == 0;
    }

    // ---------------------------------------------------------------- writing

    int write(int operation, byte[] data) {
        if (disconnected || closed) {
            return disconnected ? ERROR_PIPE_NOT_CONNECTED : ERROR_NO_DATA;
        }
        long wanted = reads.stream().mapToLong(WaitingRead::length).sum();
        int rest = (int) Math.max(0, data.length - wanted);
        boolean waits = rest > 0 && unread() + rest > quotaBytes;
        boolean empty = data.length == 0 && ofMessages;
        int length = data.length;
        if (waits && writerDoesNotWait) {
            length = ofMessages ? 0 : data.length - rest;
            waits = false;
        }
        int at = 0;
        while (!reads.isEmpty() && (at < length || empty)) {
            WaitingRead read = reads.removeFirst();
            int bytes = Math.min(read.length, length - at);
            boolean part = messageRead && at + bytes < length;
            endRead(read.operation, part ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS, Arrays.copyOfRange(data, at, at + bytes));
            at += bytes;
            empty = false;
        }
        if (at < length || empty) {
            pieces.add(new Piece(operation, data, at, waits, false));
        }
        if (!waits) {
            endedWrites.add(new Ending(operation, STATUS_SUCCESS, length));
        }
        return waits ? ERROR_IO_PENDING : 0;
    }

    /** 0 when there is nothing to wait for. */
    int flush(int operation) {
        if (pieces.isEmpty()) {
            endedFlushes.put(operation, 0);
            return 0;
        }
        pieces.add(new Piece(operation, NOTHING, 0, false, true));
        return ERROR_IO_PENDING;
    }

    // ---------------------------------------------------------------- reading

    int read(int operation, int length) {
        if (disconnected) {
            return ERROR_PIPE_NOT_CONNECTED;
        }
        if (pieces.isEmpty()) {
            if (closed || readerDoesNotWait) {
                return closed ? ERROR_BROKEN_PIPE : ERROR_NO_DATA;
            }
            reads.add(new WaitingRead(operation, length));
            return ERROR_IO_PENDING;
        }
        byte[] taken = peek(length, messageRead);
        int left = taken.length;
        boolean more = messageRead && unreadOfFirst() > left;
        boolean goesOn = length > 0 && !more;
        while (goesOn) {
            Piece first = pieces.getFirst();
            int bytes = Math.min(left, first.unread());
            first.from += bytes;
            left -= bytes;
            boolean over = first.unread() == 0;
            if (over) {
                pieces.removeFirst();
                completed(first);
                endFlushes();
            }
            // Empty messages behind the last byte are read too, while there is room for more.
            goesOn = over && !messageRead && !pieces.isEmpty() && (left > 0 || taken.length < length);
        }
        if (more) {
            pieces.getFirst().from += left;
        }
        settle();
        endRead(operation, more ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS, taken);
        return more ? ERROR_MORE_DATA : 0;
    }

    int unreadOfFirst() {
        return pieces.isEmpty() ? 0 : pieces.getFirst().unread();
    }

    /** The first bytes, of the first message or of all. */
    byte[] peek(int length, boolean ofFirst) {
        byte[] bytes = new byte[Math.min(length, ofFirst ? unreadOfFirst() : unread())];
        int at = 0;
        for (Piece piece : pieces) {
            int part = Math.min(bytes.length - at, piece.unread());
            System.arraycopy(piece.data, piece.from, bytes, at, part);
            at += part;
        }
        return bytes;
    }

    private void endRead(int operation, int status, byte[] bytes) {
        endedReads.add(new Ending(operation, status, bytes.length));
        got.put(operation, bytes);
    }

    private void completed(Piece piece) {
        if (piece.waits) {
            piece.waits = false;
            endedWrites.add(new Ending(piece.operation, STATUS_SUCCESS, piece.data.length));
        }
    }

    private void endFlushes() {
        while (!pieces.isEmpty() && pieces.getFirst().isFlush) {
            endedFlushes.put(pieces.removeFirst().operation, 0);
        }
    }

    private void settle() {
        endFlushes();
        long upToHere = 0;
        for (Piece piece : pieces) {
            upToHere += piece.unread();
            if (upToHere <= quotaBytes) {
                completed(piece);
            }
        }
    }

    // ---------------------------------------------------------------- the end

    int cancel(int operation) {
        if (!isPending(operation)) {
            return ERROR_NOT_FOUND;
        }
        if (reads.removeIf(read -> read.operation == operation)) {
            endedReads.add(new Ending(operation, STATUS_CANCELLED, 0));
        } else {
            pieces.removeIf(piece -> piece.waits && piece.operation == operation);
            endedWrites.add(new Ending(operation, STATUS_CANCELLED, 0));
            settle();
        }
        return 0;
    }

    int cancelWrites(int errorOfFlush) {
        List<Piece> cancelled = pieces.stream().filter(piece -> piece.waits || piece.isFlush).toList();
        pieces.removeAll(cancelled);
        failed(cancelled, STATUS_CANCELLED, errorOfFlush);
        return cancelled.isEmpty() ? ERROR_NOT_FOUND : 0;
    }

    int cancelReads() {
        int answer = reads.isEmpty() ? ERROR_NOT_FOUND : 0;
        failReads(STATUS_CANCELLED);
        return answer;
    }

    private void failed(List<Piece> waiting, int status, int errorOfFlush) {
        for (Piece piece : waiting) {
            if (piece.isFlush) {
                endedFlushes.put(piece.operation, errorOfFlush);
            } else if (piece.waits) {
                endedWrites.add(new Ending(piece.operation, status, 0));
            }
        }
    }

    private void failReads(int status) {
        reads.forEach(read -> endedReads.add(new Ending(read.operation, status, 0)));
        reads.clear();
    }

    /** What was written stays, that of writes that wait too. */
    void writerCloses() {
        failReads(STATUS_PIPE_BROKEN);
        closed = true;
    }

    void readerCloses() {
        failReads(STATUS_PIPE_BROKEN);
        failed(pieces, STATUS_PIPE_BROKEN, ERROR_BROKEN_PIPE);
        pieces.clear();
        closed = true;
    }

    void disconnect() {
        failReads(STATUS_PIPE_DISCONNECTED);
        failed(pieces, STATUS_PIPE_DISCONNECTED, ERROR_PIPE_NOT_CONNECTED);
        pieces.clear();
        disconnected = true;
    }
}
