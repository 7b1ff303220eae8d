package dev.overlap.oracle;

import static dev.overlap.finding.Kind.LATE_CALLBACK;
import static dev.overlap.finding.Kind.USE_AFTER_DESTROY;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static java.util.Objects.requireNonNull;

import java.util.function.BiFunction;
import java.util.function.Consumer;

import dev.overlap.platform.EventLoop;
import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Lock;
import dev.overlap.platform.Platform;
import dev.overlap.platform.Post;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import org.junit.jupiter.api.Test;

/** USE_AFTER_DESTROY: what Java's garbage collector would hide. LATE_CALLBACK for the listener; for callbacks of the pool see {@link LateCallbackTest}. */
class LifetimeOracleTest {

    @Test
    void cellsEndWithTheirOwner() {
        usedLate((platform, life) -> platform.plainInt(life, "count", 0), cell -> cell.get()).says("count was used: reader closed at step");
        usedLate((platform, life) -> platform.plain(life, "name", "x"), cell -> cell.set("y")).says("name was used");
        usedLate((platform, life) -> platform.volatileInt(life, "flag", 0), cell -> cell.set(1)).says("flag was used");
        usedLate((platform, life) -> platform.atomicInt(life, "state", 0), cell -> cell.exchange(1)).says("state was used");
        usedLate((platform, life) -> platform.atomic(life, "owner", "x"), cell -> cell.get()).says("owner was used");
    }

    @Test
    void locksAndWhatTheyGuardEndWithTheirOwner() {
        usedLate((platform, life) -> platform.lock(life, "lock"), Lock::lock).says("lock was used");
        usedLate((platform, life) -> platform.lock(life, "lock"), Lock::tryLock).says("lock was used");
        usedLate((platform, life) -> platform.guarded(platform.lock(life, "lock"), "state", "x"), guarded -> guarded.get()).says("state was used");
        usedLate((platform, life) -> platform.lock(life, "lock").condition("ready"), condition -> condition.signal()).says("ready was used");
    }

    @Test
    void aLockHeldWhenItsOwnerEndsCannotBeGivenBack() {
        usedLate((platform, life) -> {
            Lock lock = platform.lock(life, "lock");
            lock.lock();
            return lock;
        }, Lock::unlock).says("lock was used");
    }

    @Test
    void anOwnerThatIsGoneMakesNothingAnyMore() {
        usedLate((platform, life) -> life, life -> life.destroy()).says("its lifetime was used");
        assertThat(Play.ofTask(stage -> {
            Lifetime life = stage.platform().lifetime("reader");
            life.destroy();
            stage.platform().allocate(life, 10);
        }).once()).isFinding(USE_AFTER_DESTROY).says("its memory was used");
    }

    @Test
    void memoryEndsWithItsOwner() {
        usedLate((platform, life) -> requireNonNull(platform.allocate(life, 10)), memory -> memory.get(0));
    }

    @Test
    void anEventThatIsStillPostedWhenItsOwnerEndsIsFoundWhenItRuns() {
        inItsLoop((loop, life) -> loop.post(life, () -> {})).isFinding(USE_AFTER_DESTROY).says("a posted event was used");
        inItsLoop((loop, life) -> loop.postDelayed(life, 10, () -> {})).isFinding(USE_AFTER_DESTROY).says("a posted event was used");
    }

    @Test
    void anEventThatWasTakenBackInTimeIsNoUse() {
        inItsLoop((loop, life) -> {
            Post post = loop.post(life, () -> {});
            post.cancel();
        }).isClean();
    }

    @Test
    void whatBelongsToTheProcessOutlivesEverybody() {
        usedOnce(platform -> platform.plainInt(platform.process(), "count", 0).set(1)).isClean();
    }

    @Test
    void useBeforeTheEndIsNoUseAfterIt() {
        usedOnce(platform -> {
            Lifetime life = platform.lifetime("reader");
            platform.plainInt(life, "count", 0).set(1);
            life.destroy();
        }).isClean();
    }

    // ---------------------------------------------------------------- LATE_CALLBACK of the listener

    @Test
    void theListenerMustNotBeCalledAfterStop() {
        telling("stop", AsyncPipeReader::stop).isFinding(LATE_CALLBACK).says("readyRead was called after stop had returned");
    }

    @Test
    void theListenerMustNotBeCalledAfterClose() {
        telling("close", AsyncPipeReader::close).isFinding(LATE_CALLBACK).says("readyRead was called after close had returned");
    }

    @Test
    void theListenerMayBeCalledAfterARestart() {
        telling("stop", reader -> {
            reader.stop();
            reader.start();
        }).isClean();
    }

    /** A reader that, in this call, posts an event that tells its listener; the user makes a call and then looks into its event loop. */
    private static ExecutionAssert telling(String call, Consumer<AsyncPipeReader> user) {
        return assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> {
                // As much as the reader takes at once, and more for the second start.
                pipe.peer().write(64);
                pipe.peer().write(5);
            });
            stage.task("owner", () -> {
                var reader = stage.openReader(pipe, PlainReader.DEAF);
                reader.start();
                user.accept(reader);
                stage.platform().eventLoop().runOnce(0);
            });
        }).with(PlainReader.thatOn(call, reader -> {
            reader.tells = false;
            reader.platform.eventLoop().post(reader.platform.process(), reader.listener::readyRead);
        })).once());
    }

    // ---------------------------------------------------------------- the tests' own words

    /** Something is made for an owner that ends, and then used. */
    private static <T> ExecutionAssert usedLate(BiFunction<Platform, Lifetime, T> make, Consumer<T> use) {
        return usedOnce(platform -> {
            Lifetime life = platform.lifetime("reader");
            T made = make.apply(platform, life);
            life.destroy();
            use.accept(made);
        }).isFinding(USE_AFTER_DESTROY);
    }

    private static ExecutionAssert usedOnce(Consumer<Platform> task) {
        return assertThat(Play.ofTask(stage -> task.accept(stage.platform())).once());
    }

    private interface Posting {
        void post(EventLoop loop, Lifetime life);
    }

    /** An event is posted for an owner that ends before its loop runs. */
    private static ExecutionAssert inItsLoop(Posting posting) {
        return usedOnce(platform -> {
            EventLoop loop = platform.eventLoop();
            Lifetime life = platform.lifetime("reader");
            posting.post(loop, life);
            life.destroy();
            loop.runOnce(20);
        });
    }
}
