package dev.overlap.program;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderListener;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.Stage;
import org.jspecify.annotations.Nullable;

/** The owner of a reader in one execution of a program: its task, and its listener. */
final class ProgramOwner implements Runnable {

    private final Stage stage;
    private final Pipe pipe;
    private final List<OwnerOp> ops;
    private final Deque<OwnerOp> planned = new ArrayDeque<>();
    private @Nullable Session open;
    private boolean ending;

    /** One reader, from open to close, and what it has told. */
    private final class Session implements ReaderListener {
        final EventLoop loop = stage.platform().eventLoop();
        final AsyncPipeReader reader = stage.openReader(pipe, this);
        boolean over;

        @Override
        public void readyRead() {
            if (ending) {
                // Before the deed: what comes during it has to be announced again.
                stage.readAll(reader);
            }
            OwnerOp deed = planned.poll();
            if (deed != null) {
                perform(deed);
            }
            if (ending) {
                goOn();
            }
        }

        /** Whatever the deed was: the reader that is open now goes on, and nobody waits for another one. */
        private void goOn() {
            Session now = open;
            if (now != null) {
                now.reader.start();
            }
            if (now != this) {
                loop.quit();
            }
        }

        @Override
        public void error(int win32Error) {
            // The end follows.
        }

        @Override
        public void closed() {
            over = true;
            loop.quit();
        }
    }

    ProgramOwner(Stage stage, Pipe pipe, List<OwnerOp> ops) {
        this.stage = stage;
        this.pipe = pipe;
        this.ops = ops;
    }

    @Override
    public void run() {
        open = new Session();
        for (OwnerOp op : ops) {
            if (op.inReadyRead()) {
                planned.add(op);
            } else {
                perform(op);
            }
        }
        ending = true;
        readToTheEnd();
        close();
        pipe.closeReaderEnd();
    }

    private void readToTheEnd() {
        Session session = open;
        if (session == null) {
            return;
        }
        session.reader.start();
        stage.readAll(session.reader);
        // What is planned for readyRead may close the reader, or open another.
        for (; session != null && !session.over; session = open) {
            session.loop.run();
        }
        if (session != null) {
            stage.readAll(session.reader);
        }
    }

    private void perform(OwnerOp op) {
        if (op.deed() == OwnerOp.Deed.REOPEN) {
            close();
            open = new Session();
            return;
        }
        Session session = open;
        if (session == null) {
            return;
        }
        AsyncPipeReader reader = session.reader;
        switch (op.deed()) {
            case START -> reader.start();
            case STOP -> reader.stop();
            case DRAIN_AND_STOP -> reader.drainAndStop();
            case STOP_AND_CLEAR -> reader.stopAndClear();
            case READ -> reader.read(new byte[op.number()], 0, op.number());
            case READ_LINE -> reader.readLine(new byte[op.number()], 0, op.number());
            case SKIP -> reader.skip(op.number());
            case SET_MAX -> reader.setMaxReadBufferSize(op.number());
            case WAIT_FOR_READY_READ -> reader.waitForReadyRead(op.number());
            case WAIT_FOR_PIPE_CLOSED -> reader.waitForPipeClosed(op.number());
            case RUN_LOOP -> session.loop.runOnce(op.number());
            case CLOSE -> close();
            case REOPEN -> throw new AssertionError(op);
        }
    }

    private void close() {
        Session session = open;
        if (session != null) {
            open = null;
            session.reader.close();
        }
    }
}
