package dev.overlap.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.management.ManagementFactory;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every error of the list is noticed by a row of a script or by a property; each test's name says by which. */
class MutationTest {

    private static final String EXAMINATION = "dev.overlap.script.Examination";
    /** How much time of a processor a mutant that goes round in circles may take before that is what has given it away. */
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    /** How long it may stand still. */
    private static final int PATIENCE_SECONDS = 300;
    private static final int EXAMINERS = 2;

    @TestFactory
    Stream<DynamicTest> everyErrorIsNoticed() {
        List<Mutation> mutations = Mutation.all();
        List<FutureTask<String>> examinations = mutations.stream().map(mutation -> new FutureTask<>(() -> examined(mutation))).toList();
        Iterator<FutureTask<String>> waiting = List.copyOf(examinations).iterator();
        for (int i = 0; i < EXAMINERS; i++) {
            daemon("examiner " + i, () -> {
                for (FutureTask<String> next = next(waiting); next != null; next = next(waiting)) {
                    next.run();
                }
            });
        }
        return IntStream.range(0, mutations.size()).mapToObj(i -> {
            Mutation mutation = mutations.get(i);
            String by = result(examinations.get(i));
            return dynamicTest(mutation + " ← " + by, () -> assertThat(by).as(mutation.wrong()).isNotEmpty());
        });
    }

    private static @Nullable FutureTask<String> next(Iterator<FutureTask<String>> waiting) {
        synchronized (waiting) {
            return waiting.hasNext() ? waiting.next() : null;
        }
    }

    @Test
    void theKernelAsItIsGivesNoCauseForComplaint() throws Exception {
        assertThat(examined(new Mutation("none", "Nothing is wrong.", "SimThread.java", List.of("alerted = true;"), List.of("alerted = true;")))).isEmpty();
    }

    private static String examined(Mutation mutation) throws Exception {
        @SuppressWarnings("unchecked")
        Callable<String> examination = (Callable<String>) Mutant.of(mutation).loadClass(EXAMINATION).getConstructor().newInstance();
        FutureTask<String> noticed = new FutureTask<>(examination);
        Thread examiner = daemon(mutation.name(), noticed);
        for (int i = 0; i < PATIENCE_SECONDS && ManagementFactory.getThreadMXBean().getThreadCpuTime(examiner.threadId()) < PATIENCE_NANOS; i++) {
            try {
                return noticed.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                continue;
            }
        }
        return "no end of " + examination;
    }

    private static String result(FutureTask<String> task) {
        try {
            return task.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
