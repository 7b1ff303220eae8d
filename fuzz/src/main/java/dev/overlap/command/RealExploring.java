package dev.overlap.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.overlap.command.KernelLines.Job;
import dev.overlap.command.RealExplore.Outcome;
import dev.overlap.command.RealExplore.Reached;
import dev.overlap.command.RealExplore.Wish;
import dev.overlap.explore.Repertoire;
import dev.overlap.finding.Kind;
import dev.overlap.report.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/** {@code explore} on a real kernel: that of this machine, or Wine's. */
final class RealExploring {

    private static final long TOLD_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Terminal terminal;
    private final String backend;
    private final Repertoire repertoire;
    private final Map<String, String> environment;
    private final AtomicBoolean pressed = new AtomicBoolean();
    private Outcome outcome = Outcome.NOTHING;
    private @Nullable Kernel kernel;
    private @Nullable Reached reached;
    private long told = System.nanoTime();

    RealExploring(Terminal terminal, String backend, Repertoire repertoire) {
        this(terminal, backend, repertoire, System.getenv());
    }

    /**
     * Nothing has been explored.
     *
     * @param environment where Wine is to be looked for: the process's own
     */
    RealExploring(Terminal terminal, String backend, Repertoire repertoire, Map<String, String> environment) {
        this.environment = environment;
        this.terminal = terminal;
        this.backend = backend;
        this.repertoire = repertoire;
    }

    /** Explores, and prints what that came to; returns the exit code. */
    int run(Wish wish, boolean json) {
        long begin = System.nanoTime();
        if (backend.equals(WindowsBackend.NAME)) {
            RealKernel.requireThere();
        }
        (json ? terminal.err() : terminal.out()).println("SEED=" + wish.seed() + " scenarios=" + wish.scenarios().size() + " readers=" + wish.readers().size()
                + " kernel=" + backend);
        explore(wish);
        int exitCode = ExitCode.of(false, pressed.get(), outcome.hasFindings(), false);
        if (json) {
            Json.print(terminal, object(wish, System.nanoTime() - begin, exitCode));
        } else {
            print(outcome);
        }
        return exitCode;
    }

    private void explore(Wish wish) {
        if (backend.equals(WindowsBackend.NAME)) {
            kernel = RealKernel.of(backend);
            try (Interrupt interrupt = Interrupt.handledBy(() -> pressed.set(true))) {
                outcome = new RealExplore(wish, repertoire, new Progress(), pressed::get).run();
            }
            return;
        }
        WineTalk talk = new WineTalk(environment);
        try (Interrupt interrupt = Interrupt.handledBy(() -> {
            pressed.set(true);
            talk.interrupt();
        })) {
            talk.run(Job.ofExploring(backend, wish), (said, line) -> {
                if (said.kernel() != null) {
                    kernel = said.kernel();
                } else if (said.reached() != null) {
                    reached(said.reached());
                } else if (said.outcome() != null) {
                    outcome = said.outcome();
                } else {
                    throw WineTalk.noResult(line);
                }
            }, this::now);
        }
    }

    private final class Progress implements RealExplore.Listener {
        @Override
        public void reached(Reached now) {
            RealExploring.this.reached(now);
        }

        @Override
        public void soFar(Outcome now) {
            outcome = now;
        }
    }

    private String now() {
        Reached last = reached;
        return last == null ? "nothing yet" : last.scenario() + " with " + last.reader();
    }

    private void reached(Reached now) {
        reached = now;
        if (System.nanoTime() - told > TOLD_NANOS) {
            told = System.nanoTime();
            terminal.err().println("  " + Figures.exact(now.executions()) + " executions  " + now.scenario() + " with " + now.reader() + "  findings "
                    + now.findings());
        }
    }

    private void print(Outcome all) {
        for (RealExplore.Found found : all.findings()) {
            terminal.out().println();
            terminal.out().println(terminal.strong(found.kind(), Style.fg_red) + "  " + found.message());
            terminal.out().println("  " + found.scenario() + " with " + found.reader() + ", execution of seed " + found.seed());
            found.report().forEach(line -> terminal.out().println("  " + line));
        }
        all.handlesMore().forEach((type, count) -> terminal.out().println(terminal.strong(Kind.HANDLE_LEAK.name(), Style.fg_red) + "  "
                + moreThanBefore(type, count)));
        all.notExpressible().forEach((scenario, reason) -> terminal.out().println("not played  " + scenario + ": " + reason));
        String separator = terminal.separator();
        int findings = all.findings().size() + all.handlesMore().size();
        Kernel is = kernel;
        terminal.out().println(terminal.strong(Figures.count(findings, "finding", "findings"), findings == 0 ? Style.fg_green : Style.fg_red) + " in "
                + Figures.exact(all.executions()) + " executions" + separator + all.lanes().size() + " lanes" + separator
                + (is == null ? backend : is.description()) + separator + Figures.count(all.discardedCallbacks(), "late callback", "late callbacks")
                + (pressed.get() ? separator + "interrupted" : ""));
    }

    private static String moreThanBefore(String type, int count) {
        return count + " " + type + " more than before";
    }

    /** The handles are counted when all have played: whose they are is known where there was one. */
    private static String theOnly(List<String> names) {
        return names.size() == 1 ? names.getFirst() : "";
    }

    private Json.ReallyExplored object(Wish wish, long nanos, int exitCode) {
        Outcome all = outcome;
        List<Json.Found> findings = new ArrayList<>();
        all.findings().forEach(found -> findings.add(new Json.Found(found.kind(), found.scenario(), found.reader(), found.message(), null)));
        all.handlesMore().forEach((type, count) -> findings.add(new Json.Found(Kind.HANDLE_LEAK.name(), theOnly(wish.scenarios()), theOnly(wish.readers()),
                moreThanBefore(type, count), null)));
        return new Json.ReallyExplored(new Json.Head("explore", wish.seed(), nanos, exitCode, findings), backend, kernel, all.executions(),
                all.seconds() == 0 ? 0 : Math.round(all.executions() / all.seconds()), all.lanes(),
                all.notExpressible().entrySet().stream().map(each -> new Json.NotPlayed(each.getKey(), each.getValue())).toList(), all.discardedCallbacks(),
                all.handlesMore());
    }
}
