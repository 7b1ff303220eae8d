package dev.overlap.scenario;

import dev.overlap.platform.EventLoop;
import dev.overlap.reader.AsyncPipeReader;

/** The process ends while its reader reads: threads of the pool are gone in the middle of a callback, nobody closes anything, and the peer must get its end. */
final class ProcessExit implements Scenario {

    private static final int QUOTA_BYTES = 12;

    @Override
    public String name() {
        return "process-exit";
    }

    @Override
    public String summary() {
        return "the process ends while its reader reads, and nobody closes anything";
    }

    @Override
    public void play(Stage stage) {
        Pipe pipe = stage.bytePipe(QUOTA_BYTES);
        stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            AsyncPipeReader reader = ReadsToTheEnd.open(stage, pipe, loop);
            reader.start();
            int turns = stage.choose(4, "turns of the loop");
            for (int i = 0; i < turns; i++) {
                loop.runOnce(0);
            }
            if (stage.choose(2, "stop before") == 1) {
                reader.stop();
            }
            stage.exitProcess();
        });
        stage.peer("peer", () -> {
            boolean open = true;
            for (int piece = 0; piece < 4 && open; piece++) {
                open = pipe.peer().write(9);
            }
            pipe.peer().close();
        });
    }
}
