package dev.overlap.real;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.ThreadpoolIo;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/**
 * What a script has opened and not closed. Windows itself keeps it until the process ends, and the next script would find its pipes taken; so it is closed when
 * the script is over. Any thread.
 */
final class LeftOpen implements InvocationHandler {

    /** What kind of object a handle names, as far as that decides how its waiters are woken. */
    private enum Kind {
        FILE, EVENT, SEMAPHORE, PORT, OTHER
    }

    private final Win32 target;
    private final Map<Handle, Kind> handles = new LinkedHashMap<>();
    private final Set<Handle> registeredWaits = new LinkedHashSet<>();
    private final Set<ThreadpoolWait> waits = new LinkedHashSet<>();
    private final Set<ThreadpoolIo> ios = new LinkedHashSet<>();

    LeftOpen(Win32 target) {
        this.target = target;
    }

    /** The same functions, of which this hears. */
    Win32 win32() {
        return (Win32) Proxy.newProxyInstance(Win32.class.getClassLoader(), new Class<?>[] {Win32.class}, this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given) throws Throwable {
        Object[] arguments = given == null ? new Object[0] : given;
        Object answer;
        try {
            answer = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (method.getName().startsWith("unregisterWait")) {
            // FALSE with ERROR_IO_PENDING has done it, too.
            unregistered((Handle) arguments[0]);
        } else if (Boolean.TRUE.equals(answer)) {
            succeeded(method.getName(), arguments);
        } else if (answer instanceof Handle handle && !handle.isNull() && !handle.isInvalid()) {
            made(handle, kind(method.getName()));
        } else if (answer instanceof ThreadpoolWait || answer instanceof ThreadpoolIo) {
            pooled(answer);
        } else if (answer == null) {
            closed(method.getName(), arguments);
        }
        return answer;
    }

    private static Kind kind(String function) {
        return switch (function) {
            case "createNamedPipe", "createFile" -> Kind.FILE;
            case "createEvent" -> Kind.EVENT;
            case "createSemaphore" -> Kind.SEMAPHORE;
            case "createIoCompletionPort" -> Kind.PORT;
            default -> Kind.OTHER;
        };
    }

    private synchronized void made(Handle handle, Kind kind) {
        handles.put(handle, kind);
    }

    private synchronized void unregistered(Handle wait) {
        registeredWaits.remove(wait);
    }

    private synchronized void succeeded(String function, Object... arguments) {
        switch (function) {
            case "createPipe" -> {
                handles.put(((HandleReference) arguments[0]).value, Kind.FILE);
                handles.put(((HandleReference) arguments[1]).value, Kind.FILE);
            }
            case "duplicateHandle" -> {
                // A handle for another process is closed when that one ends.
                if (arguments[2].equals(Win32.CURRENT_PROCESS) && arguments[3] instanceof HandleReference copy) {
                    handles.put(copy.value, handles.getOrDefault((Handle) arguments[1], Kind.OTHER));
                }
            }
            case "registerWaitForSingleObject" -> registeredWaits.add(((HandleReference) arguments[0]).value);
            case "closeHandle" -> handles.remove((Handle) arguments[0]);
            default -> {
                // Opens nothing and closes nothing.
            }
        }
    }

    private synchronized void pooled(Object made) {
        if (made instanceof ThreadpoolWait wait) {
            waits.add(wait);
        } else if (made instanceof ThreadpoolIo io) {
            ios.add(io);
        }
    }

    private synchronized void closed(String function, Object... arguments) {
        if (function.equals("closeThreadpoolWait")) {
            waits.remove((ThreadpoolWait) arguments[0]);
        } else if (function.equals("closeThreadpoolIo")) {
            ios.remove((ThreadpoolIo) arguments[0]);
        }
    }

    private synchronized List<Handle> of(Kind kind) {
        List<Handle> found = new ArrayList<>();
        handles.forEach((handle, is) -> {
            if (is == kind) {
                found.add(handle);
            }
        });
        return found;
    }

    /** Ends what threads wait for: events, semaphores, packets. What is signalled stays so, or is taken by one of them. */
    void wakeAll() {
        of(Kind.EVENT).forEach(target::setEvent);
        of(Kind.SEMAPHORE).forEach(semaphore -> target.releaseSemaphore(semaphore, 1, null));
        of(Kind.PORT).forEach(port -> target.postQueuedCompletionStatus(port, 0, 0, null));
    }

    /** Closes everything. No thread of the script is inside a call. */
    void closeAll() {
        for (ThreadpoolWait wait : List.copyOf(waits)) {
            target.setThreadpoolWait(wait, Handle.NULL, null);
            target.closeThreadpoolWait(wait);
        }
        List.copyOf(registeredWaits).forEach(wait -> target.unregisterWaitEx(wait, Handle.NULL));
        of(Kind.FILE).forEach(target::closeHandle);
        for (ThreadpoolIo io : List.copyOf(ios)) {
            target.closeThreadpoolIo(io);
        }
        handles.forEach((handle, kind) -> {
            if (kind != Kind.FILE) {
                target.closeHandle(handle);
            }
        });
        handles.clear();
        registeredWaits.clear();
        waits.clear();
        ios.clear();
    }
}
