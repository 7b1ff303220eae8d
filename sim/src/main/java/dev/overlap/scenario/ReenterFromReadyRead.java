package dev.overlap.scenario;

import java.util.EnumSet;
import java.util.Set;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.Capability;

/** The listener calls everything from within readyRead: it stops and starts, waits for more, drains, and runs the event loop again. */
final class ReenterFromReadyRead implements Scenario {

    private static final int QUOTA_BYTES = 10;

    @Override
    public String name() {
        return "reenter-from-ready-read";
    }

    @Override
    public String summary() {
        return "the listener stops, starts, waits and drains from within readyRead";
    }

    @Override
    public Set<Capability> needs() {
        return EnumSet.of(Capability.WAIT, Capability.DRAIN);
    }

    @Override
    public int faults() {
        return 1;
    }

    @Override
    public void play(Stage stage) {
        Pipe pipe = stage.bytePipe(QUOTA_BYTES);
        stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            Reenterer listener = new Reenterer(stage, loop);
            AsyncPipeReader reader = listener.open(pipe);
            reader.start();
            loop.run();
            reader.close();
            pipe.closeReaderEnd();
        });
        stage.peer("peer", () -> {
            pipe.peer().write(5);
            pipe.peer().write(7);
            pipe.peer().write(3);
            pipe.peer().close();
        });
    }

    /** Does something to the reader at each notification, then reads. */
    private static final class Reenterer extends OwnersListener {

        Reenterer(Stage stage, EventLoop loop) {
            super(stage, loop);
        }

        @Override
        public void readyRead() {
            AsyncPipeReader reader = reader();
            switch (stage.choose(6, "deed")) {
                case 1 -> {
                    reader.stop();
                    reader.start();
                }
                case 2 -> reader.waitForReadyRead(5);
                case 3 -> {
                    reader.drainAndStop();
                    reader.start();
                }
                case 4 -> loop.runOnce(0);
                case 5 -> reader.waitForPipeClosed(5);
                default -> {
                    // Reads, as everybody does.
                }
            }
            stage.readAll(reader);
        }
    }
}
