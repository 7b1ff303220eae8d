package dev.overlap.real.process;

import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.overlap.real.jna.Heap;
import dev.overlap.real.jna.JnaWin32;
import dev.overlap.real.jna.MemoryWatch;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/**
 * The other process: makes the calls that come over standard input, those of each caller on a thread of its own, and says on standard output what has come of them.
 * Ends with its input.
 */
public final class Agent implements Wire.Objects {

    private static final int UNUSED_BYTES = 1 << 28;

    private final Heap heap = new Heap(MemoryWatch.NOBODY);
    private final Win32 win32 = new JnaWin32(heap);
    private final Map<Integer, Object> objects = new HashMap<>();
    private final Map<Object, Wire.Ref> refs = new IdentityHashMap<>();
    private final Map<Long, ExecutorService> threads = new ConcurrentHashMap<>();
    private final ObjectOutputStream answers;

    private Agent(ObjectOutputStream answers) {
        this.answers = answers;
        // An OVERLAPPED of this process is known to the other one by its address, where that one should have nothing.
        win32.virtualAlloc(UNUSED_BYTES, Win32.MEM_RESERVE, Win32.PAGE_NOACCESS);
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        ObjectOutputStream answers = new ObjectOutputStream(System.out);
        answers.flush();
        System.setOut(System.err);
        Agent agent = new Agent(answers);
        try (ObjectInputStream requests = new ObjectInputStream(System.in)) {
            while (true) {
                Wire.Request request = (Wire.Request) requests.readObject();
                agent.threads.computeIfAbsent(request.thread(), unused -> Executors.newSingleThreadExecutor(Agent::daemon)).execute(() -> agent.serve(request));
            }
        } catch (EOFException e) {
            // Whoever asked has ended. A thread may be blocked in a call, and is not waited for.
            Runtime.getRuntime().halt(0);
        }
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body, "caller");
        thread.setDaemon(true);
        return thread;
    }

    private void serve(Wire.Request request) {
        @Nullable Object[] arguments = request.arguments().clone();
        Wire.Response response;
        try {
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = Wire.unpack(arguments[i], this);
            }
            Object result = Wire.pack(make(request, arguments), this);
            response = new Wire.Response(request.thread(), result, null, Wire.pack(arguments, this));
        } catch (InvocationTargetException e) {
            response = new Wire.Response(request.thread(), null, String.valueOf(e.getCause()), new Object[0]);
        } catch (ReflectiveOperationException | RuntimeException e) {
            response = new Wire.Response(request.thread(), null, e.toString(), new Object[0]);
        }
        answer(response);
    }

    private @Nullable Object make(Wire.Request request, @Nullable Object[] arguments) throws ReflectiveOperationException {
        if (request.target() != Wire.WIN32) {
            Object target = of(new Wire.Ref(request.target(), false, 0));
            return Wire.method(target, request.method()).invoke(target, arguments);
        }
        return switch (request.method()) {
            case Wire.ALLOCATE ->
                    heap.allocate((String) java.util.Objects.requireNonNull(arguments[0]), (Integer) java.util.Objects.requireNonNull(arguments[1]));
            case Wire.ALLOCATE_OVERLAPPED -> heap.allocateOverlapped();
            default -> Wire.method(win32, request.method()).invoke(win32, arguments);
        };
    }

    private synchronized void answer(Wire.Response response) {
        try {
            answers.writeObject(response);
            answers.reset();
            answers.flush();
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }

    @Override
    public synchronized Object of(Wire.Ref ref) {
        Object object = objects.get(ref.id());
        if (object == null) {
            throw new IllegalArgumentException("no object " + ref.id());
        }
        return object;
    }

    @Override
    public synchronized Wire.Ref refOf(Object object) {
        long address = switch (object) {
            case Memory memory -> memory.address();
            case Overlapped overlapped -> overlapped.address();
            default -> throw new IllegalArgumentException("not memory: " + object);
        };
        return refs.computeIfAbsent(object, unused -> {
            Wire.Ref ref = new Wire.Ref(refs.size() + 1, object instanceof Overlapped, address);
            objects.put(ref.id(), object);
            return ref;
        });
    }
}
