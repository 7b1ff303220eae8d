package dev.overlap.oracle;

import static dev.overlap.finding.Kind.LATE_CALLBACK;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

import dev.overlap.kernel.KernelMark;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Lock;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Play;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** LATE_CALLBACK: a callback of the pool that touches an owner that is gone; legal is one that comes late, finds its owner stopped, and leaves. */
class LateCallbackTest {

    private static final int SEEDS = 400;

    @Test
    void settingAThreadpoolWaitToNothingDoesNotKeepACallbackAway() {
        threadpool(Careless::new, LateCallbackTest::disarm).randomly(SEEDS).areSometimes(LATE_CALLBACK).says("a callback used work: owner closed at step");
    }

    @Test
    void unregisteringWithoutWaitingDoesNotKeepACallbackAway() {
        registered(Careless::new, owner -> owner.win32.unregisterWait(owner.registeredWait)).randomly(SEEDS).areSometimes(LATE_CALLBACK)
                .says("a callback used work");
    }

    @Test
    void closingAThreadpoolWaitDoesNotKeepACallbackAway() {
        threadpool(Careless::new, owner -> {}).randomly(SEEDS).areSometimes(LATE_CALLBACK).says("a callback used work");
    }

    @Test
    void waitingForTheCallbacksOfAThreadpoolWaitDoes() {
        threadpool(Careless::new, owner -> {
            disarm(owner);
            owner.win32.waitForThreadpoolWaitCallbacks(owner.threadpoolWait, true);
        }).randomly(SEEDS).areClean();
    }

    @Test
    void unregisteringAndWaitingDoes() {
        registered(Careless::new, owner -> owner.win32.unregisterWaitEx(owner.registeredWait, Handle.INVALID_HANDLE_VALUE)).randomly(SEEDS).areClean();
    }

    @Test
    void aCallbackThatFindsItsThreadpoolWaitStoppedAndLeavesIsNotLate() {
        cleanThoughLate(threadpool(Careful::new, LateCallbackTest::disarm)); // F19
    }

    @Test
    void aCallbackThatFindsItsRegisteredWaitStoppedAndLeavesIsNotLate() {
        cleanThoughLate(registered(Careful::new, owner -> owner.win32.unregisterWaitEx(owner.registeredWait, Handle.NULL))); // F18
    }

    @Test
    void aCallbackThatFindsItsThreadpoolWaitClosedAndLeavesIsNotLate() {
        cleanThoughLate(threadpool(Careful::new, owner -> {})); // F20
    }

    private static void cleanThoughLate(Play play) {
        play.randomly(SEEDS).areClean();
        assertThat(play.count(KernelMark.CALLBACK_AFTER_DISARM)).isPositive();
    }

    // ---------------------------------------------------------------- owners of a wait

    private interface Maker {
        Careless make(Stage stage);
    }

    private static Play threadpool(Maker maker, Consumer<Careless> end) {
        return play(maker, Careless::setThreadpoolWait, owner -> {
            end.accept(owner);
            owner.win32.closeThreadpoolWait(owner.threadpoolWait);
        });
    }

    private static void disarm(Careless owner) {
        owner.win32.setThreadpoolWait(owner.threadpoolWait, Handle.NULL, null);
    }

    private static Play registered(Maker maker, Consumer<Careless> end) {
        return play(maker, Careless::register, end);
    }

    private static Play play(Maker maker, Consumer<Careless> begin, Consumer<Careless> end) {
        return Play.ofTask(stage -> {
            Careless owner = maker.make(stage);
            begin.accept(owner);
            owner.win32.setEvent(owner.event);
            owner.stop();
            end.accept(owner);
            owner.life.destroy();
            owner.win32.closeHandle(owner.event);
        });
    }

    /** Whose callback works, come what may. */
    private static class Careless {
        final Win32 win32;
        final Lifetime life;
        final Handle event;
        private final IntCell work;
        private final ThreadpoolWait threadpoolWait;
        private Handle registeredWait = Handle.NULL;

        Careless(Stage stage) {
            win32 = stage.win32();
            life = stage.platform().lifetime("owner");
            event = win32.createEvent(null, false, false, null);
            work = stage.platform().volatileInt(life, "work", 0);
            threadpoolWait = requireNonNull(win32.createThreadpoolWait((instance, context, wait, result) -> callback(), null));
        }

        void setThreadpoolWait() {
            win32.setThreadpoolWait(threadpoolWait, event, null);
        }

        void register() {
            win32.closeThreadpoolWait(threadpoolWait);
            HandleReference made = new HandleReference();
            win32.registerWaitForSingleObject(made, event, (context, timedOut) -> callback(), null, Win32.INFINITE, Win32.WT_EXECUTEDEFAULT);
            registeredWait = made.value;
        }

        void callback() {
            work.set(1);
        }

        void stop() {
            // Nobody is told.
        }
    }

    /** Whose callback works only while there is somebody to work for. */
    private static final class Careful extends Careless {
        private final Lock lock;
        private final IntCell stopped;

        Careful(Stage stage) {
            super(stage);
            lock = stage.platform().lock(stage.platform().process(), "lock");
            stopped = stage.platform().plainInt(stage.platform().process(), "stopped", 0);
        }

        @Override
        void callback() {
            lock.lock();
            if (stopped.get() == 0) {
                super.callback();
            }
            lock.unlock();
        }

        @Override
        void stop() {
            lock.lock();
            stopped.set(1);
            lock.unlock();
        }
    }
}
