package dev.overlap.oracle;

import static dev.overlap.finding.Kind.DATA_RACE;
import static java.util.Objects.requireNonNull;

import dev.overlap.platform.IntCell;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Schedules;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What orders a callback with its owner and what does not: SEMANTICS.md 2. */
class HappensBeforeCallbacksTest {

    private static final int SEEDS = 400;

    // ---------------------------------------------------------------- before it begins

    @Test
    void whatPrecedesSetThreadpoolWaitPrecedesTheCallback() {
        playing(owner -> {
            owner.win32.setEvent(owner.event);
            owner.count.set(1);
            owner.arm();
            owner.await();
        }).areClean();
    }

    @Test
    void whatPrecedesSetEventPrecedesTheCallback() {
        playing(owner -> {
            owner.arm();
            owner.count.set(1);
            owner.win32.setEvent(owner.event);
            owner.await();
        }).areClean();
    }

    @Test
    void whatPrecedesTheRegistrationPrecedesTheCallback() {
        playing(owner -> {
            owner.win32.setEvent(owner.event);
            owner.count.set(1);
            owner.register(Win32.INFINITE);
            owner.unregister(Handle.INVALID_HANDLE_VALUE);
        }).areClean();
    }

    @Test
    void whatFollowsTheRegistrationIsNotOrderedWithATimeOut() {
        playing(owner -> {
            owner.register(10);
            owner.count.set(1);
            owner.unregister(Handle.INVALID_HANDLE_VALUE);
        }).areSometimes(DATA_RACE);
    }

    @Test
    void twoCallbacksOfOneWaitAreNotOrdered() {
        playing(owner -> {
            owner.register(Win32.INFINITE);
            owner.win32.setEvent(owner.event);
            owner.win32.setEvent(owner.event);
            owner.unregister(Handle.INVALID_HANDLE_VALUE);
        }).areSometimes(DATA_RACE);
    }

    // ---------------------------------------------------------------- after its end

    @Test
    void aCallbackPrecedesWaitForThreadpoolWaitCallbacks() {
        threadpoolThen(owner -> {
            owner.disarm();
            owner.await();
        }).areClean();
    }

    @Test
    void aCallbackIsNotOrderedWithSetThreadpoolWait() {
        threadpoolThen(Owner::disarm).areSometimes(DATA_RACE);
    }

    @Test
    void aCallbackIsNotOrderedWithCloseThreadpoolWait() {
        threadpoolThen(Owner::closeThreadpoolWait).areSometimes(DATA_RACE);
    }

    @Test
    void aCallbackPrecedesAnUnregisteringThatWaits() {
        registeredThen(owner -> owner.unregister(Handle.INVALID_HANDLE_VALUE)).areClean();
    }

    @Test
    void aCallbackPrecedesAnUnregisteringThatSaysThereIsNone() {
        playing(owner -> {
            owner.register(Win32.INFINITE);
            owner.win32.setEvent(owner.event);
            if (owner.unregister(Handle.NULL)) {
                owner.count.get();
            }
        }).areClean();
    }

    @Test
    void aCallbackIsNotOrderedWithAnUnregisteringThatSaysThereIsOne() {
        registeredThen(owner -> owner.unregister(Handle.NULL)).areSometimes(DATA_RACE); // F18
    }

    @Test
    void aCallbackPrecedesTheCompletionEventOfItsUnregistering() {
        registeredThen(owner -> {
            Handle done = owner.win32.createEvent(null, true, false, null);
            owner.unregister(done);
            owner.win32.waitForSingleObject(done, Win32.INFINITE);
            owner.win32.closeHandle(done);
        }).areClean();
    }

    private static Schedules threadpoolThen(Story end) {
        return playing(owner -> {
            owner.arm();
            owner.win32.setEvent(owner.event);
            end.play(owner);
            owner.count.get();
        });
    }

    private static Schedules registeredThen(Story end) {
        return playing(owner -> {
            owner.register(Win32.INFINITE);
            owner.win32.setEvent(owner.event);
            end.play(owner);
            owner.count.get();
        });
    }

    // ---------------------------------------------------------------- the tests' own words

    private interface Story {
        void play(Owner owner);
    }

    /** Plays a story in random schedules, and closes what is left open at its end. */
    private static Schedules playing(Story story) {
        return Play.ofTask(stage -> {
            Owner owner = new Owner(stage);
            story.play(owner);
            owner.close();
        }).randomly(SEEDS);
    }

    /** Has an event, and a callback that counts without any lock. */
    private static final class Owner {
        final Win32 win32;
        final Handle event;
        final IntCell count;
        private @Nullable ThreadpoolWait wait;
        private @Nullable Handle registered;

        Owner(Stage stage) {
            win32 = stage.win32();
            event = win32.createEvent(null, false, false, null);
            count = stage.platform().plainInt(stage.platform().process(), "count", 0);
        }

        void arm() {
            wait = requireNonNull(win32.createThreadpoolWait((instance, context, self, result) -> count.set(count.get() + 1), null));
            win32.setThreadpoolWait(wait, event, null);
        }

        void disarm() {
            win32.setThreadpoolWait(requireNonNull(wait), Handle.NULL, null);
        }

        void await() {
            win32.waitForThreadpoolWaitCallbacks(requireNonNull(wait), false);
        }

        void closeThreadpoolWait() {
            win32.closeThreadpoolWait(requireNonNull(wait));
            wait = null;
        }

        void register(int timeoutMillis) {
            HandleReference made = new HandleReference();
            win32.registerWaitForSingleObject(made, event, (context, timedOut) -> count.set(count.get() + 1), null, timeoutMillis, Win32.WT_EXECUTEDEFAULT);
            registered = made.value;
        }

        boolean unregister(Handle completionEvent) {
            Handle ended = requireNonNull(registered);
            registered = null;
            return win32.unregisterWaitEx(ended, completionEvent);
        }

        void close() {
            if (registered != null) {
                unregister(Handle.INVALID_HANDLE_VALUE);
            }
            if (wait != null) {
                closeThreadpoolWait();
            }
            win32.closeHandle(event);
        }
    }
}
