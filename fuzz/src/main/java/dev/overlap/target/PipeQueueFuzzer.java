package dev.overlap.target;

/** Operations on the two ends of a simulated pipe; {@link PipeQueueProgram} says how bytes encode them, {@link PipeQueueModel} what they must answer. */
public final class PipeQueueFuzzer {

    private PipeQueueFuzzer() {
    }

    /** Plays what the bytes encode; throws an {@link AssertionError} where the pipe does not do as the model predicts. */
    public static void fuzzerTestOneInput(byte[] input) {
        PipeQueueProgram.play(input);
    }
}
