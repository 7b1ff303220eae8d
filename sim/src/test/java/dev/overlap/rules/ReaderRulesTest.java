package dev.overlap.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.stream.Stream;

import dev.overlap.canary.Canaries;
import dev.overlap.reader.PipeReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader may consist of: every rule refuses its specimen, and none the readers that keep them. */
class ReaderRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Mutable               | Specimens.Mutable.count is not final: two threads could touch it unseen; use Platform.plainInt
            Volatile              | Specimens.Volatile.closed is volatile: neither the scheduler nor the race detector sees it; use Platform.volatileInt
            Static                | Specimens.Static.opened is static and not final: it outlives the execution
            StaticTable           | Specimens.StaticTable.SIZES is an array of int: two threads could touch it unseen; keep it in a Guarded<…>
            Array                 | Specimens.Array.buffer is an array of byte: two threads could touch it unseen; keep it in a Guarded<…>
            Collecting            | Specimens.Collecting.pending is a java.util.Map: two threads could touch it unseen; keep it in a Guarded<…> made by Platform.guarded(lock, …)
            Text                  | Specimens.Text.text is a java.lang.StringBuilder: two threads could touch it unseen
            Anything              | Specimens.Anything.context is a java.lang.Object: two threads could touch it unseen
            Box                   | Specimens.Box.bytes is a dev.overlap.win32.DwordReference: two threads could touch it unseen
            CellOfList            | Specimens.CellOfList.names is a Cell that holds a java.util.List: two threads could touch it unseen
            CellOfNobodyKnowsWhat | Specimens.CellOfNobodyKnowsWhat.cell is a Cell of nobody knows what: name the type of its value
            Atomic                | Specimens.Atomic.closed is a java.util.concurrent.atomic.AtomicBoolean: the scheduler does not see it; use Platform.atomicInt
            JavaLock              | Specimens.JavaLock.lock is a java.util.concurrent.locks.ReentrantLock: the scheduler does not see it; use Platform.lock(…)
            JavaThread            | Specimens.JavaThread.worker is a java.lang.Thread: the scheduler does not see it; use Platform.startThread
            Unknown               | Specimens.Unknown.signals is a Specimens.Signals, of which no implementation is in reach
            Leaking               | Specimens.Leaking.same is a Specimens.Shared, which changes: two threads could touch it unseen; keep it in its Guarded<Specimens.Shared> alone
            Descendant            | Specimens.Ancestor.count is not final
            OfJava                | Specimens.OfJava extends java.util.HashMap: two threads could touch what it keeps unseen
            WithPart              | Specimens.Counter.count is not final
            WithNested            | Specimens.WithNested.Inner.count is not final
            Making                | Specimens.Task.runs is not final
            Capturing             | A lambda in Specimens.Capturing.run captures an array of int: two threads could touch it unseen
            CapturingShared       | A lambda in Specimens.CapturingShared.run captures a Specimens.Shared, which changes
            Anonymous             | Specimens.Anonymous.1.runs is not final
            Calling               | Specimens.Clocks.now uses java.lang.System.nanoTime: it differs from run to run; use Platform.clock()
            SynchronizedMethod    | Specimens.SynchronizedMethod.run is synchronized
            SynchronizedBlock     | Specimens.SynchronizedBlock.run is synchronized, or has a synchronized block
            SynchronizedLambda    | The constructor of Specimens.SynchronizedLambda is synchronized, or has a synchronized block
            Native                | Specimens.Native.run is native: the harness cannot see what it does; call Windows through Win32
            Sleeping              | Specimens.Sleeping.run uses java.lang.Thread.sleep: time there is virtual; use Condition.await(timeoutMillis)
            Wall                  | Specimens.Wall.run uses java.lang.System.currentTimeMillis: it differs from run to run; use Platform.clock()
            Chance                | Specimens.Chance.run uses java.util.Random: it differs from run to run
            Identity              | Specimens.Identity.run uses java.lang.System.identityHashCode: it differs from run to run
            Local                 | Specimens.Local.run uses java.lang.ThreadLocal.withInitial: all tasks of an execution share one thread
            Unit                  | Specimens.Unit.run uses java.util.concurrent.TimeUnit.SECONDS: the scheduler does not see it
            Waiting               | Specimens.Waiting.run uses java.lang.Object.wait: all tasks of an execution share one thread
            """) void itsSpecimenIsRefused(String specimen, String sentence) throws ClassNotFoundException {
        assertThat(ReaderRules.violations(Class.forName("dev.overlap.rules.Specimens$" + specimen))).first().asString().startsWith(sentence);
    }

    @Test
    void whatKeepsTheRulesPasses() {
        assertThat(ReaderRules.violations(Specimens.Faultless.class)).isEmpty();
    }

    static Stream<Class<?>> ownReaders() throws ClassNotFoundException {
        return Stream.concat(Stream.of(PipeReader.class, Class.forName("dev.overlap.canary.SmallReader")),
                Canaries.all().stream().map(canary -> canary.id().substring("canary/".length())).map(ReaderRulesTest::canary));
    }

    /** "lost-wakeup" is the class LostWakeup. */
    private static Class<?> canary(String id) {
        StringBuilder name = new StringBuilder("dev.overlap.canary.");
        for (String word : id.split("-", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        try {
            return Class.forName(name.toString());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("ownReaders")
    void theReadersOfTheProjectKeepThem(Class<?> reader) {
        assertThat(ReaderRules.violations(reader)).isEmpty();
    }

    @Test
    void theStateOfAReaderIsOnlyGoodBehindItsLock() throws ClassNotFoundException {
        // Or the test above would show nothing.
        assertThat(ReaderRules.violations(Class.forName("dev.overlap.reader.Reception"))).isNotEmpty();
        assertThat(ReaderRules.violations(Class.forName("dev.overlap.canary.SmallState"))).isNotEmpty();
    }

    @Test
    void everyViolationIsToldAtOnce() {
        assertThatThrownBy(() -> ReaderRules.check(Specimens.Local.class)).isInstanceOf(ReaderRulesException.class)
                .hasMessageContainingAll("Specimens$Local does not keep the rules for readers:\n  Specimens.Local.run uses");
        assertThat(ReaderRules.violations(Specimens.Chance.class)).as("new Random and nextInt").hasSize(2);
    }

    @Test
    void aClassWithoutAFileIsNotTrusted() {
        Object proxy = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Runnable.class}, (self, method, arguments) -> null);
        assertThat(ReaderRules.violations(proxy.getClass())).singleElement().asString().contains("its class file cannot be found");
    }
}
