package dev.overlap.scenario;

/** What peers do in more than one story. */
final class Peer {

    private Peer() {
    }

    /** Writes pieces of this size until the pipe is broken, and closes its end. */
    static void floods(Pipe pipe, int pieceBytes) {
        boolean open = true;
        while (open) {
            open = pipe.peer().write(pieceBytes);
        }
        pipe.peer().close();
    }
}
