package dev.overlap.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.overlap.command.KernelLines.Said;
import dev.overlap.explore.Repertoire;
import dev.overlap.report.ExitCode;
import dev.overlap.script.Check;
import dev.overlap.script.ScriptFormat;
import dev.overlap.script.ScriptSyntaxException;
import dev.overlap.script.Variant;

/**
 * The process under Wine: takes its job from standard input, and says on standard output what has come of it. It ends when its standard input does, because then
 * nobody is there who wants to know.
 */
final class WineSide {

    private static final int SIGN_OF_LIFE_MILLIS = 2_000;

    private WineSide() {
    }

    /** Plays one job. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = in.readLine();
        if (line == null) {
            Runtime.getRuntime().halt(ExitCode.HARNESS_FAILED);
        }
        Thread.ofPlatform().daemon().name("end of the parent").start(() -> {
            try {
                while (in.readLine() != null) {
                    // Nothing more is said.
                    continue;
                }
            } catch (IOException e) {
                // Nor can be.
            }
            Runtime.getRuntime().halt(ExitCode.HARNESS_FAILED);
        });
        Thread.ofPlatform().daemon().name("sign of life").start(() -> sayNothing(out));
        int exitCode = play(String.valueOf(line), out);
        out.flush();
        // Threads that hang in a call must not keep the process.
        Runtime.getRuntime().halt(exitCode);
    }

    private static int play(String line, PrintStream out) {
        try {
            KernelLines.Job job = KernelLines.parse(line, KernelLines.Job.class);
            if (job.explore() != null) {
                say(out, Said.begins(RealKernel.of(job.backend())));
                say(out, Said.explored(new RealExplore(job.explore(), Repertoire.OF_THE_PROJECT, new Explorer(out), () -> false).run()));
            }
            if (job.scripts() != null) {
                List<ScriptFile> scripts = new ArrayList<>();
                for (String text : job.scripts()) {
                    scripts.add(new ScriptFile(Path.of("script " + (scripts.size() + 1)), text, ScriptFormat.parse(text)));
                }
                new WindowsBackend(job.backend()).play(scripts, new Speaker(scripts, out));
            }
            say(out, Said.ends());
            return ExitCode.NOTHING_FOUND;
        } catch (IOException | ScriptSyntaxException | RuntimeException | Error e) {
            say(out, Said.failed(e instanceof BackendDied ? String.valueOf(e.getMessage()) : e.toString()));
            return ExitCode.HARNESS_FAILED;
        }
    }

    /** A Wine whose server is gone stands still, and this thread with it. */
    private static void sayNothing(PrintStream out) {
        try {
            while (true) {
                Thread.sleep(SIGN_OF_LIFE_MILLIS);
                say(out, Said.nothing());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(PrintStream out, Said said) {
        String line = KernelLines.print(said) + "\n";
        synchronized (out) {
            out.print(line);
            out.flush();
        }
    }

    /** Says how far exploring has come: whoever ends this process in the middle has it then. */
    private record Explorer(PrintStream out) implements RealExplore.Listener {
        @Override
        public void reached(RealExplore.Reached reached) {
            say(out, Said.reached(reached));
        }

        @Override
        public void soFar(RealExplore.Outcome outcome) {
            say(out, Said.explored(outcome));
        }
    }

    /** Says it to whoever reads standard output. */
    private record Speaker(List<ScriptFile> scripts, PrintStream out) implements Backend.Audience {
        @Override
        public void begins(Kernel kernel) {
            say(out, Said.begins(kernel));
        }

        @Override
        public void played(ScriptFile script, Variant variant, List<Check> checks) {
            say(out, Said.played(scripts.indexOf(script), script.script().variants().indexOf(variant), checks));
        }
    }
}
