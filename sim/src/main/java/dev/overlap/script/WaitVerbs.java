package dev.overlap.script;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/** Events and semaphores, and waiting for objects. */
final class WaitVerbs extends Verbs {

    WaitVerbs(Win32 win32, Bindings bindings) {
        super(win32, bindings);
    }

    @Override
    Outcome call(Function function, Arguments arguments) {
        return switch (function) {
            case CREATE_EVENT -> createEvent(arguments);
            case SET_EVENT -> bool(win32.setEvent(arguments.handle(0)));
            case RESET_EVENT -> bool(win32.resetEvent(arguments.handle(0)));
            case CREATE_SEMAPHORE -> createSemaphore(arguments);
            case RELEASE_SEMAPHORE -> releaseSemaphore(arguments);
            case WAIT_FOR_SINGLE_OBJECT -> waited(win32.waitForSingleObject(arguments.handle(0), arguments.time(1)));
            case WAIT_FOR_SINGLE_OBJECT_EX -> waited(win32.waitForSingleObjectEx(arguments.handle(0), arguments.time(1), arguments.has("alertable")));
            case WAIT_FOR_MULTIPLE_OBJECTS -> waitForSeveral(arguments);
            case SIGNAL_OBJECT_AND_WAIT -> waited(win32.signalObjectAndWait(arguments.handle(0), arguments.handle(1), arguments.time(2),
                    arguments.has("alertable")));
            case GET_LAST_ERROR -> Outcome.lastError(win32.getLastError());
            default -> throw notMine(function);
        };
    }

    private Outcome createEvent(Arguments arguments) {
        boolean manual = arguments.word(0).equals("manual");
        Outcome outcome = gives(arguments, win32.createEvent(null, manual, arguments.count() > 1, null));
        if (!manual) {
            arguments.results().forEach(name -> bindings.isTakenByWaits(name, win32::setEvent));
        }
        return outcome;
    }

    private Outcome createSemaphore(Arguments arguments) {
        arguments.results().forEach(name -> bindings.isTakenByWaits(name, semaphore -> win32.releaseSemaphore(semaphore, 1, null)));
        return gives(arguments, win32.createSemaphore(null, arguments.number(0), arguments.number(1), null));
    }

    private Outcome releaseSemaphore(Arguments arguments) {
        DwordReference previous = new DwordReference(Outcome.LEFT_ALONE);
        return bool(win32.releaseSemaphore(arguments.handle(0), arguments.number(1), previous)).with("previous", previous);
    }

    private Outcome waitForSeveral(Arguments arguments) {
        Handle[] objects = new Handle[arguments.count() - 2];
        for (int i = 0; i < objects.length; i++) {
            objects[i] = arguments.handle(i + 2);
        }
        return waited(win32.waitForMultipleObjects(objects.length, objects, arguments.word(0).equals("all"), arguments.time(1)));
    }
}
