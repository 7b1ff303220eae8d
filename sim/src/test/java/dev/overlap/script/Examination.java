package dev.overlap.script;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.overlap.kernel.KernelPrograms;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.schedule.Bench;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is wrong with the kernel that it is loaded with: plays all scripts, as one version of Windows, until a line is not as it says, and then runs
 * random programs.
 */
public final class Examination implements Callable<String> {

    private static final int PROGRAMS = 3_000;

    private volatile String now = "";

    /** What has noticed that the kernel is wrong; empty when nothing has. */
    @Override
    public String call() throws IOException, ScriptSyntaxException {
        for (Path file : ScriptFiles.all()) {
            now = file.getFileName().toString();
            String noticed = play(ScriptFiles.parse(file));
            if (noticed != null) {
                return now + " " + noticed;
            }
        }
        now = "random programs";
        String wrong = KernelPrograms.firstWrong(0, PROGRAMS);
        return wrong == null ? "" : wrong;
    }

    private static @Nullable String play(Script script) {
        try {
            Optional<Check> failed = Played.on(Bench.bestEngine(), WindowsVersion.WINDOWS_10, script).stream().filter(Check::hasFailed).findFirst();
            return failed.map(check -> "line " + check.line() + (check.rows().isEmpty() ? "" : " " + check.rows())).orElse(null);
        } catch (Error | RuntimeException e) {
            // A broken invariant, a deadlock, or whatever else a wrong kernel runs into.
            return ": " + e.getMessage();
        }
    }

    /** What is being played. */
    @Override
    public String toString() {
        return now;
    }
}
