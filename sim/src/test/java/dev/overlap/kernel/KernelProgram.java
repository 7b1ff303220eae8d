package dev.overlap.kernel;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.choice.SplitMix;

/**
 * A program made from a seed: up to forty calls by three threads on the two ends of a pipe, two events and a port.
 *
 * @param seed also of the schedule, and of what the kernel chooses
 */
record KernelProgram(long seed, Shape shape, List<Call> calls) {

    static final int THREADS = 3;
    static final int EVENTS = 2;
    private static final int MAX_CALLS = 40;

    /** What a call does. How often each comes stands beside it: one list for programs in which both ends stay open, one for the others. */
    enum Kind {
        READ(12, 12), WRITE(12, 12), READ_EX(3, 3), WRITE_EX(2, 2), CANCEL_ONE(4, 3), CANCEL_ALL(1, 1), CANCEL_IO(2, 1), CANCEL_SYNCHRONOUS(1, 1), PEEK(2, 2),
        FLUSH(2, 2), SET(3, 2), RESET(1, 1), WAIT(3, 2), WAIT_EX(2, 2), WAIT_FOR_SEVERAL(2, 1), SIGNAL_AND_WAIT(1, 1), SLEEP_EX(2, 2), QUEUE_APC(2, 1),
        RESULT(2, 2), RESULT_EX(1, 1), DEQUEUE(3, 2), POST(1, 1), NOWAIT_MODE(1, 1), HANDLE_STATE(1, 1), DUPLICATE(1, 2), CONNECT(1, 2), DISCONNECT(0, 2),
        CLOSE(0, 3), OPEN_CLIENT(0, 2);

        private final int whileOpen;
        private final int otherwise;

        Kind(int whileOpen, int otherwise) {
            this.whileOpen = whileOpen;
            this.otherwise = otherwise;
        }

        int weight(boolean staysOpen) {
            return staysOpen ? whileOpen : otherwise;
        }
    }

    /** One call, and the numbers from which its arguments follow. */
    record Call(int thread, Kind kind, int end, int a, int b, int c) {

        @Override
        public String toString() {
            return "thread " + thread + ": " + kind + (end == 0 ? " server " : " client ") + a + " " + b + " " + c;
        }
    }

    /**
     * On what the calls work; each array has an element for the server's end and one for the client's, or one for each event.
     *
     * @param lingers whether a thread waits for completion routines after its last call, instead of ending
     */
    record Shape(boolean ofMessages, boolean[] messageRead, boolean[] overlapped, boolean[] nowait, int inBytes, int outBytes, boolean[] bound,
            boolean skipsPackets, boolean skipsSignals, boolean[] manualReset, boolean[] lingers, boolean staysOpen, boolean seven) {

        private static Shape of(SplitMix random) {
            boolean messages = random.below(2) == 0;
            boolean[] overlapped = {random.below(4) > 0, random.below(4) > 0};
            return new Shape(messages, new boolean[] {messages && random.below(3) > 0, messages && random.below(3) > 0}, overlapped,
                    new boolean[] {random.below(12) == 0, random.below(12) == 0}, random.below(11), random.below(11),
                    new boolean[] {overlapped[0] && random.below(3) == 0, overlapped[1] && random.below(3) == 0}, random.below(2) == 0, random.below(4) == 0,
                    new boolean[] {random.below(2) == 0, random.below(2) == 0},
                    new boolean[] {random.below(2) == 0, random.below(2) == 0, random.below(2) == 0}, random.below(2) == 0, random.below(4) == 0);
        }

        @Override
        public String toString() {
            return (ofMessages ? "message pipe" : "byte pipe") + ", inbound " + inBytes + ", outbound " + outBytes + ", server" + end(0) + ", client" + end(1)
                    + (skipsPackets ? ", packets skipped" : "") + (skipsSignals ? ", signals skipped" : "") + ", events " + event(0) + " and " + event(1)
                    + (seven ? ", Windows 7" : "");
        }

        private String end(int end) {
            return (overlapped[end] ? " overlapped" : " synchronous") + (messageRead[end] ? " reading messages" : "") + (nowait[end] ? " not waiting" : "")
                    + (bound[end] ? " bound" : "");
        }

        private String event(int event) {
            return manualReset[event] ? "manual" : "auto";
        }
    }

    KernelProgram {
        calls = List.copyOf(calls);
    }

    static KernelProgram of(long seed) {
        SplitMix random = new SplitMix(seed);
        Shape shape = Shape.of(random);
        int weights = 0;
        for (Kind kind : KINDS) {
            weights += kind.weight(shape.staysOpen());
        }
        int count = 2 + random.below(MAX_CALLS - 1);
        List<Call> calls = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            calls.add(new Call(random.below(THREADS), kind(random.below(weights), shape.staysOpen()), random.below(2), random.below(64), random.below(64),
                    random.below(64)));
        }
        return new KernelProgram(seed, shape, calls);
    }

    private static final Kind[] KINDS = Kind.values();

    private static Kind kind(int at, boolean staysOpen) {
        int left = at;
        for (Kind kind : KINDS) {
            left -= kind.weight(staysOpen);
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException();
    }

    /** The same program without one of its calls. */
    KernelProgram without(int index) {
        List<Call> fewer = new ArrayList<>(calls);
        fewer.remove(index);
        return new KernelProgram(seed, shape, fewer);
    }

    /** The same program in another schedule. */
    KernelProgram scheduledBy(long otherSeed) {
        return new KernelProgram(otherSeed, shape, calls);
    }
}
