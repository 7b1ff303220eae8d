package dev.overlap.command;

import java.util.List;

import dev.overlap.finding.HarnessError;
import dev.overlap.real.HungStoryException;
import dev.overlap.real.ScriptPlayer;
import dev.overlap.script.Check;
import dev.overlap.script.Variant;

/** The kernel of this machine, where that is Windows, or Wine. */
final class WindowsBackend implements Backend {

    /** What users call it. */
    static final String NAME = "windows";

    private final String name;
    private volatile boolean interrupted;

    /** What is told of the kernel names this backend. */
    WindowsBackend(String name) {
        this.name = name;
    }

    @Override
    public void play(List<ScriptFile> scripts, Audience audience) {
        Kernel kernel = RealKernel.of(name);
        audience.begins(kernel);
        ScriptPlayer player = new ScriptPlayer(kernel.windows());
        for (ScriptFile script : scripts) {
            for (Variant variant : script.script().variants()) {
                if (interrupted) {
                    return;
                }
                audience.played(script, variant, play(player, script, variant));
            }
        }
    }

    @Override
    public void interrupt() {
        interrupted = true;
    }

    private static List<Check> play(ScriptPlayer player, ScriptFile script, Variant variant) {
        try {
            return player.play(script.script(), variant);
        } catch (HungStoryException e) {
            throw new BackendDied(script.file() + ": " + e.getMessage());
        } catch (HarnessError e) {
            throw new HarnessError(script.file(), e.problem() + (e.getCause() == null ? "" : ": " + e.getCause()), e);
        }
    }
}
