package dev.overlap.real;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import dev.overlap.fault.Rule;
import dev.overlap.finding.HarnessError;
import dev.overlap.finding.Kind;
import dev.overlap.platform.MarkCounts;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderMark;
import dev.overlap.real.jna.Heap;
import dev.overlap.real.jna.JnaWin32;
import dev.overlap.real.jna.MemoryWatch;
import dev.overlap.real.platform.RealPlatform;
import dev.overlap.scenario.Scenario;
import dev.overlap.win32.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The real kernel of this machine, on which stories are played one after the other, each with threads of its own, and judged by what can be seen from outside: see
 * {@link Ledger}.
 *
 * <p>One thread at a time, one world at a time in a process. When an execution says {@link RealExecution#mustExit}, threads of it are blocked in Windows for ever,
 * and nothing more can be played in this process.
 */
public final class RealWorld implements AutoCloseable {

    private static final int SETTLE_MILLIS = 20;

    private final WatchSwitch watch = new WatchSwitch();
    private final Heap heap = new Heap(watch);
    private final Heap peersHeap = new Heap(MemoryWatch.NOBODY);
    private final JnaWin32 kernel = new JnaWin32(heap);
    private final MarkCounts marks = new MarkCounts(ReaderMark.class);
    private boolean stuck;

    /** Only where {@link JnaWin32#isThere()}. */
    public RealWorld() {
        kernel.onCrash(thrown -> watch.crashed(thrown));
    }

    /** The kernel. */
    public JnaWin32 kernel() {
        return kernel;
    }

    /** How often each coverage mark of readers was reached in this world. */
    public MarkCounts marks() {
        return marks;
    }

    /** Plays a scenario once. */
    public RealExecution play(Scenario scenario, ReaderFactory reader, RealSetting setting) {
        Expressible.reasonAgainst(scenario).ifPresent(reason -> {
            throw new NotExpressibleException(reason);
        });
        if (stuck) {
            throw new HarnessError("threads of an earlier execution are blocked in this process");
        }
        return new Play(scenario, reader, setting).run();
    }

    /** Gives the memory back, unless somebody may still write there. */
    @Override
    public void close() {
        if (!stuck) {
            heap.close();
            peersHeap.close();
        }
    }

    /** One execution. */
    private final class Play {
        private final Scenario scenario;
        private final RealSetting setting;
        private final Court court = new Court();
        private final Ledger ledger;
        private final Faults faults;
        private final Races races = new Races();
        private final Noise noise;
        private final RealPlatform platform;
        private final RealStage stage;
        private final Watchdog watchdog;
        private final AtomicReference<@Nullable RuntimeException> refusal = new AtomicReference<>();
        private final long begin = System.nanoTime();

        Play(Scenario scenario, ReaderFactory reader, RealSetting setting) {
            this.scenario = scenario;
            this.setting = setting;
            this.ledger = new Ledger(court, new Cast(setting.seed()), new Calls());
            this.faults = new Faults(setting.seed(), setting.faults());
            this.noise = new Noise(setting.seed(), setting.noise());
            this.platform = new RealPlatform(kernel, new HeapBlocks(heap), noise, new PlatformJudge(ledger), marks);
            this.stage = new RealStage(kernel, ledger, platform, noise, faults, races, peersHeap, reader, new Names());
            this.watchdog = new Watchdog(ledger, platform, races, setting.quietSeconds());
        }

        RealExecution run() {
            watch.to(ledger);
            setTheStage();
            CountDownLatch curtain = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (RealStage.Task task : stage.tasks()) {
                Thread thread = new Thread(() -> act(task, curtain), task.role().name);
                thread.setDaemon(true);
                thread.start();
                threads.add(thread);
            }
            curtain.countDown();
            Kind trouble = watchdog.await(() -> isOverForReaders(threads));
            if (trouble == null) {
                closeReaderEnds();
                trouble = watchdog.await(() -> threads.stream().noneMatch(Thread::isAlive));
            }
            return trouble == null ? judged() : stuck(trouble);
        }

        private void setTheStage() {
            try {
                setting.rules().forEach(rule -> stage.rule(rule));
                scenario.play(stage);
            } catch (RuntimeException e) {
                closeReaderEnds();
                stage.end();
                platform.close();
                throw e;
            }
        }

        private void act(RealStage.Task task, CountDownLatch curtain) {
            ledger.cast.enter(task.role());
            try {
                curtain.await();
                task.body().run();
            } catch (NotExpressibleException | HarnessErrorCarrier e) {
                refusal.compareAndSet(null, e);
            } catch (HarnessError e) {
                refusal.compareAndSet(null, new HarnessErrorCarrier(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Throwable e) {
                watch.crashed(e);
            } finally {
                platform.leave();
            }
        }

        /** Whether the threads of the process under test have come to their ends, those of callbacks too. */
        private boolean isOverForReaders(List<Thread> threads) {
            for (int i = 0; i < threads.size(); i++) {
                if (stage.tasks().get(i).role().underTest && threads.get(i).isAlive()) {
                    return false;
                }
            }
            return platform.livingThreads().isEmpty() && !ledger.hasCallbacks();
        }

        private void closeReaderEnds() {
            List<OpenObject> ends = new ArrayList<>();
            synchronized (court) {
                for (OpenObject object : ledger.handles.left()) {
                    if (object.type == OpenObject.Type.FILE) {
                        if (!object.excused) {
                            court.oracles().left(object, object.madeAt);
                        }
                        ledger.handles.closing(object);
                        ends.add(object);
                    }
                }
            }
            ends.forEach(end -> kernel.closeHandle(new Handle(end.value)));
        }

        private RealExecution judged() {
            stage.end();
            settle();
            RuntimeException thrown = refusal.get();
            if (thrown == null) {
                ledger.tellLeft(platform::isOfProcess);
                synchronized (court) {
                    court.tell(court.oracles()::over);
                }
            }
            heap.check();
            noise.end();
            new Cleaning(kernel, ledger).run();
            platform.close();
            watch.to(MemoryWatch.NOBODY, null);
            if (thrown instanceof HarnessErrorCarrier carrier) {
                throw carrier.error;
            }
            if (thrown != null) {
                throw thrown;
            }
            return execution(List.of(), false);
        }

        /** Gives callbacks that were left behind, as those are of a wait that was given up without waiting for them, the time to come. */
        private void settle() {
            if (ledger.isUnsettled()) {
                Watchdog.sleep(SETTLE_MILLIS);
                watchdog.await(() -> !ledger.hasCallbacks());
            }
        }

        private RealExecution stuck(Kind trouble) {
            stuck = true;
            List<String> report = watchdog.report();
            court.report(trouble, watchdog.describe(trouble));
            return execution(report, true);
        }

        private RealExecution execution(List<String> report, boolean mustExit) {
            List<Rule> unmatched = new ArrayList<>(stage.rules());
            faults.matched().forEach(unmatched::remove);
            races.matched().forEach(unmatched::remove);
            int calls;
            synchronized (court) {
                calls = court.steps();
            }
            return new RealExecution(court.findings(), unmatched, report, mustExit, calls, (System.nanoTime() - begin) / 1e9);
        }
    }

    /** Carries a harness's error out of a task. */
    private static final class HarnessErrorCarrier extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final HarnessError error;

        HarnessErrorCarrier(HarnessError error) {
            super(error);
            this.error = error;
        }
    }
}
