package dev.overlap.real;

import dev.overlap.oracle.WatchedPipe;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.FilePipeLocalInformationReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/** A reader's end of a real pipe, looked at without PeekNamedPipe, which would signal the file object (M06). */
record RealWatchedPipe(Win32 plain, Handle end, Ledger ledger) implements WatchedPipe {

    @Override
    public boolean readsMessages() {
        DwordReference state = new DwordReference();
        return plain.getNamedPipeHandleState(end, state, null, null, null, null, 0) && (state.value & Win32.PIPE_READMODE_MESSAGE) != 0;
    }

    @Override
    public int readableBytes() {
        FilePipeLocalInformationReference information = new FilePipeLocalInformationReference();
        int status = plain.ntQueryInformationFile(end, information);
        return status == 0 && information.value != null ? information.value.readDataAvailable() : 0;
    }

    @Override
    public long awaitedBytes() {
        return Long.MAX_VALUE;
    }

    @Override
    public long writtenSoFar() {
        return 0;
    }

    @Override
    public boolean isUnread(long mark) {
        return false;
    }

    @Override
    public void progressed() {
        ledger.calls.moved();
    }
}
