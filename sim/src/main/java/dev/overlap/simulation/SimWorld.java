package dev.overlap.simulation;

import java.util.function.Consumer;

import dev.overlap.choice.Choices;
import dev.overlap.fault.FaultListener;
import dev.overlap.finding.Finding;
import dev.overlap.finding.Findings;
import dev.overlap.finding.HarnessError;
import dev.overlap.finding.Kind;
import dev.overlap.kernel.Arena;
import dev.overlap.kernel.KernelMark;
import dev.overlap.kernel.SimKernel;
import dev.overlap.oracle.Oracles;
import dev.overlap.platform.MarkCounts;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderMark;
import dev.overlap.scenario.Scenario;
import dev.overlap.schedule.Bench;
import dev.overlap.schedule.Narrator;
import dev.overlap.schedule.Recording;
import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.States;
import dev.overlap.schedule.Strategy;
import dev.overlap.schedule.Verdict;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/**
 * A worker's simulated world: plays one scenario after the other, each from nothing.
 *
 * <p>Kernel, scheduler, platform and stage are made for each execution. Kept from one to the next are the engine with its clocks and recording, the bytes of
 * the arena, the oracles, which are reset, and what is counted. Not thread-safe: one world for each thread.
 */
public final class SimWorld implements Findings {

    private static final int SCRATCH_BYTES = 64;

    private final Bench bench;
    private final Arena arena = new Arena();
    private final Oracles oracles = new Oracles(this);
    private final MarkCounts marks = new MarkCounts(KernelMark.class, ReaderMark.class);
    private final byte[] scratch = new byte[SCRATCH_BYTES];
    private final ReaderCheck check;
    private @Nullable Finding finding;
    private @Nullable Scheduler scheduler;
    private @Nullable WorldNarrator witness;
    private @Nullable FaultListener faults;

    public SimWorld(Bench.Engine engine) {
        this(new Bench(engine));
    }

    /** Makes a world on a bench that nobody else uses. */
    public SimWorld(Bench bench) {
        this(bench, any -> {});
    }

    /**
     * Makes a world that insists on what readers consist of.
     *
     * @param rules throws when objects of a class must not be opened as readers; asked again only for another class
     */
    public SimWorld(Bench.Engine engine, Consumer<Class<?>> rules) {
        this(new Bench(engine), rules);
    }

    /**
     * Makes a world on a bench that nobody else uses, that insists on what readers consist of.
     *
     * @param rules as {@link #SimWorld(Bench.Engine, Consumer)}
     */
    public SimWorld(Bench bench, Consumer<Class<?>> rules) {
        this.bench = bench;
        this.check = new ReaderCheck(rules);
    }

    /**
     * Plays a scenario once.
     *
     * @param seed what the strategy draws from
     * @param expectedPoints about how many decisions there will be
     * @param narrator hears what happens, or null
     * @throws HarnessError when the harness is wrong, or a function is not simulated
     * @throws RuntimeException what the world's rules for readers throw, and what the scenario throws while it sets the stage
     */
    public Execution play(Scenario scenario, ReaderFactory reader, Setting setting, Strategy strategy, Choices choices, long seed, int expectedPoints,
            @Nullable Narrator narrator) {
        finding = null;
        oracles.reset();
        SimKernel kernel = new SimKernel(arena, oracles, marks, setting.profile());
        Ending ending = new Ending(kernel);
        Scheduler running = new Scheduler(bench, kernel, ending, strategy, choices, setting.limits(), narrator);
        scheduler = running;
        kernel.attach(running);
        kernel.interference().fail(setting.faults(), faults);
        setting.rules().forEach(rule -> kernel.interference().add(rule, false, faults));
        SimPlatform platform = new SimPlatform(running, kernel, oracles, marks);
        ending.platform = platform;
        Win32 win32 = kernel.win32();
        running.begin(seed, expectedPoints);
        witness = narrator instanceof WorldNarrator wants ? wants : null;
        if (witness != null) {
            witness.attach(running, kernel);
        }
        scenario.play(new SimStage(running, kernel, platform, win32, oracles, reader, scratch, check));
        Verdict verdict = running.run();
        if (bench.takeStrayed()) {
            throw new HarnessError("a thread that is no task of the stage has used Windows or the platform");
        }
        RuntimeException refusal = check.takeRefusal();
        if (refusal != null) {
            bench.takeCrash();
            throw refusal;
        }
        judge(verdict, running, kernel);
        return new Execution(verdict, finding, running.hash(), running.points(), running.picks(), running.wasSurprised(), kernel.interference().rules(),
                kernel.interference().matched());
    }

    private void judge(Verdict verdict, Scheduler running, SimKernel kernel) {
        switch (verdict) {
            case COMPLETED -> {
                kernel.tellLeft();
                if (finding == null) {
                    oracles.over();
                }
            }
            case STUCK -> oracles.progress().stuck(running, kernel::objectName);
            case NO_CHANGE, STEP_BOUND -> oracles.progress().endless(running, kernel::objectName, verdict == Verdict.STEP_BOUND);
            case FOUND -> {
                Throwable crash = bench.takeCrash();
                if (crash != null) {
                    crashed(crash);
                }
            }
        }
    }

    private void crashed(Throwable crash) {
        if (crash instanceof HarnessError error) {
            throw error;
        }
        if (crash instanceof VirtualMachineError error) {
            throw error;
        }
        String message = String.valueOf(crash.getMessage());
        if (crash instanceof UnsupportedOperationException && message.startsWith("not simulated")) {
            throw new HarnessError(message, crash);
        }
        StackTraceElement[] trace = crash.getStackTrace();
        report(Kind.CRASH, crash + (trace.length == 0 ? "" : " at " + trace[0]));
    }

    @Override
    public void report(Kind kind, String message) {
        Scheduler running = scheduler;
        if (running == null) {
            throw new HarnessError("a finding outside an execution: " + kind + " " + message);
        }
        if (finding == null) {
            finding = new Finding(kind, message, running.isRunning() ? running.current().name() : "", running.points());
            if (witness != null) {
                witness.found(finding);
            }
        }
        running.stop();
    }

    /** Lets somebody hear of each fault that the program meets, in the executions that follow; null for nobody. */
    public void listenToFaults(@Nullable FaultListener listener) {
        faults = listener;
    }

    /** The class of the reader that was opened last, or null when none was. */
    public @Nullable Class<?> readerClass() {
        return check.lastOpened();
    }

    /** The decisions of the last execution. */
    public Recording recording() {
        return bench.recording();
    }

    /** How often each coverage mark was reached in this world. */
    public MarkCounts marks() {
        return marks;
    }

    /** The states that this world has been in. */
    public States states() {
        return bench.states();
    }

    /** What happens at the end of each task. */
    private static final class Ending implements Runnable {
        private final SimKernel kernel;
        private @Nullable SimPlatform platform;

        Ending(SimKernel kernel) {
            this.kernel = kernel;
        }

        @Override
        public void run() {
            kernel.threadExits();
            if (platform != null) {
                platform.forgetLoop(kernel.currentTask());
            }
        }
    }
}
