package dev.overlap.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that is played under many schedules. Its method sets the stage, as a {@link dev.overlap.scenario.Scenario} does: it opens pipes and adds tasks, in which
 * readers are opened and used.
 *
 * <pre>
 * &#64;OverlapTest
 * void aStopRacesACompletion(Stage stage) {
 *     Pipe pipe = stage.bytePipe(4096);
 *     stage.task("owner", () -&gt; {
 *         AsyncPipeReader reader = stage.openReader(MyReader::new, pipe.readerEnd(), new MyListener());
 *         reader.start();
 *         reader.stop();
 *         reader.close();
 *         pipe.closeReaderEnd();
 *     });
 *     stage.peer("peer", () -&gt; pipe.peer().write(10));
 * }
 * </pre>
 *
 * <p>The method is called on the one test instance, once for each execution, and never by two threads at the same time. Each call must do the same: nothing may be
 * left in fields by the one before, and nothing may depend on chance, the clock, real threads or the order of a hash table.
 *
 * <p>First {@link #trace} and the traces in {@code src/test/resources/<package>/<Class>Traces/<method>} are replayed (for nested classes {@code <Outer>Traces/<Nested>/<method>}). One
 * that shows a finding fails the test at once. Then the story is explored for two seconds. The first finding fails the test; its shrunk trace is stored in that
 * folder. A trace that has become clean, is stale or cannot be read is mentioned on stdout and fails nothing; with {@code expect    clean} it fails if its defect
 * returns.
 *
 * <p>{@code OVERLAP_EXPLORE=5m} in the environment, or the system property {@code overlap.explore}, sets how long each test explores, and goes before
 * {@link #executions}. A seed is then drawn at random, unless {@link #seed} or the system property {@code overlap.seed} sets it; failures name it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Test
@ExtendWith(OverlapExtension.class)
public @interface OverlapTest {

    /** How many executions, in place of two seconds; 0 for two seconds. */
    long executions() default 0;

    /** The seed that all executions follow from; 0 for the same one every time, and for one drawn at random in longer explorations. */
    long seed() default 0;

    /** How many calls and allocations of the process under test may fail in one execution. */
    int faults() default 0;

    /** The Windows that the kernel behaves like: 7, 8, 10 or 11. */
    String windows() default "10";

    /** A trace that is replayed first, as a text; what a campaign writes for each of its findings has one. Empty for none. */
    String trace() default "";

    /** How schedules are chosen: portfolio (all by turns), random-walk, pct, pct:3 and its like, depth-first. */
    String strategy() default "portfolio";
}
