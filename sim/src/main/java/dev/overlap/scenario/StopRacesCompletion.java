package dev.overlap.scenario;

import dev.overlap.reader.AsyncPipeReader;

/** The owner stops, again and again, while the kernel is completing: cancellation, completion and callback in every order. */
final class StopRacesCompletion implements Scenario {

    private static final int QUOTA_BYTES = 4096;
    private static final int ROUNDS = 4;
    private static final int PIECES = 6;

    @Override
    public String name() {
        return "stop-races-completion";
    }

    @Override
    public String summary() {
        return "the owner stops while the peer writes: cancellation, completion and callback in every order";
    }

    @Override
    public void play(Stage stage) {
        Pipe pipe = stage.bytePipe(QUOTA_BYTES);
        stage.task("owner", () -> {
            AsyncPipeReader reader = stage.openReader(pipe, new QuietListener());
            for (int round = 0; round < ROUNDS; round++) {
                reader.start();
                reader.stop();
                stage.readAll(reader);
            }
            reader.close();
            pipe.closeReaderEnd();
        });
        stage.peer("peer", () -> {
            for (int piece = 0; piece < PIECES; piece++) {
                pipe.peer().write(1 + piece % 3);
            }
            // It stays: with an open pipe every start leaves a read pending for the stop to meet.
        });
    }
}
