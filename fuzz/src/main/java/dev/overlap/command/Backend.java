package dev.overlap.command;

import java.util.List;

import dev.overlap.script.Check;
import dev.overlap.script.Variant;

/** A kernel on which scripts are played. */
interface Backend {

    /** What users call them. */
    List<String> NAMES = List.of(SimBackend.NAME, WindowsBackend.NAME, WineBackend.NAME);

    /** Is told of the kernel, and then of each script. */
    interface Audience {

        /** This kernel is there, and begins. Once. */
        void begins(Kernel kernel);

        /** One variant of a script was played; the scripts come in their order, and all variants of one after the other. */
        void played(ScriptFile script, Variant variant, List<Check> checks);
    }

    /**
     * Plays scripts one after the other.
     *
     * @throws BadInput when there is no such kernel here
     * @throws BackendDied when it was there, and is gone
     */
    void play(List<ScriptFile> scripts, Audience audience);

    /** Ends it while it plays. What was told so far is all that there will be. Any thread. */
    void interrupt();
}
