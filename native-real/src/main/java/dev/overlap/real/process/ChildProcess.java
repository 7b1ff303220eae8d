package dev.overlap.real.process;

import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/**
 * Another process, which makes calls for threads of this one: a JVM like this, started anew. Threads of this process stand for threads of that one: what one of them
 * calls is made by one and the same thread there.
 *
 * <p>Functions that take callbacks cannot be called there. Any thread. {@link #close()} ends it.
 */
public final class ChildProcess implements AutoCloseable, Wire.Objects {

    private static final long STREAMS_ENDED = -1;

    private final Process process;
    private final ObjectOutputStream requests;
    private final Map<Long, BlockingQueue<Wire.Response>> answers = new ConcurrentHashMap<>();
    private final Map<Integer, Object> proxies = new ConcurrentHashMap<>();
    private final Win32 win32;
    private volatile boolean ended;

    private ChildProcess(Process process) throws IOException {
        this.process = process;
        requests = new ObjectOutputStream(process.getOutputStream());
        requests.flush();
        ObjectInputStream responses = new ObjectInputStream(process.getInputStream());
        win32 = proxy(Win32.class, new Wire.Ref(Wire.WIN32, false, 0));
        Thread reader = new Thread(() -> read(responses), "answers of process " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts one, which takes about a second.
     *
     * @throws UncheckedIOException when it cannot be started
     */
    public static ChildProcess start() {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(ChildProcess::isForEveryJvm).forEach(command::add);
        command.add("-Xmx64m");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Agent.class.getName());
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try {
                return new ChildProcess(process);
            } catch (IOException e) {
                process.destroyForcibly();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a second process could not be started", e);
        }
    }

    /** Options by which the JVM finds JNA's library, and may use it. Agents and the like are for the first one alone. */
    private static boolean isForEveryJvm(String option) {
        return option.startsWith("-Djna.") || option.startsWith("--enable-native-access") || option.startsWith("-XX:+UseSerialGC")
                || option.startsWith("-XX:-UsePerfData");
    }

    /** The functions, called in that process by the thread there that stands for the calling one. */
    public Win32 win32() {
        return win32;
    }

    /** Memory of that process; null when there is none. */
    public @Nullable Memory allocate(String name, int bytes) {
        return (Memory) call(Wire.WIN32, Wire.ALLOCATE, name, bytes);
    }

    /** An OVERLAPPED of that process, all zero; null when there is no memory. */
    public @Nullable Overlapped allocateOverlapped() {
        return (Overlapped) call(Wire.WIN32, Wire.ALLOCATE_OVERLAPPED);
    }

    /** Its number, for OpenProcess. */
    public long pid() {
        return process.pid();
    }

    /** Ends it, unless it has ended, and returns when it has. */
    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (true) {
            try {
                process.waitFor();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ---------------------------------------------------------------- calls

    private <T> T proxy(Class<T> type, Wire.Ref target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Remote(target)));
    }

    /** An object of that process. */
    private final class Remote implements InvocationHandler {
        private final Wire.Ref ref;

        Remote(Wire.Ref ref) {
            this.ref = ref;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // it is this very object, or another one
        public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] arguments) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && self == arguments[0];
                case "hashCode" -> System.identityHashCode(self);
                case "toString" -> "object " + ref.id() + " of process " + process.pid();
                // Known when the process has ended, too.
                case "address" -> ref.address();
                default -> call(ref.id(), method.getName(), arguments == null ? new Object[0] : arguments);
            };
        }
    }

    private @Nullable Object call(int target, String method, @Nullable Object... arguments) {
        long thread = Thread.currentThread().threadId();
        BlockingQueue<Wire.Response> answer = answers.computeIfAbsent(thread, unused -> new ArrayBlockingQueue<>(1));
        send(new Wire.Request(thread, target, method, Wire.pack(arguments, this)));
        Wire.Response response = await(answer);
        if (response.thread() == STREAMS_ENDED) {
            throw gone(method, null);
        }
        if (response.failure() != null) {
            throw new IllegalStateException("in process " + process.pid() + ": " + response.failure());
        }
        Wire.copyBack(arguments, response.arguments(), this);
        return Wire.unpack(response.result(), this);
    }

    private synchronized void send(Wire.Request request) {
        try {
            if (ended) {
                throw gone(request.method(), null);
            }
            requests.writeObject(request);
            requests.reset();
            requests.flush();
        } catch (IOException e) {
            throw gone(request.method(), e);
        }
    }

    private IllegalStateException gone(String method, @Nullable Throwable cause) {
        return new IllegalStateException("process " + process.pid() + " has ended: no " + method, cause);
    }

    private static Wire.Response await(BlockingQueue<Wire.Response> answer) {
        try {
            return answer.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a call was made in another process", e);
        }
    }

    private void read(ObjectInputStream responses) {
        try {
            while (true) {
                Wire.Response response = (Wire.Response) responses.readObject();
                answers.computeIfAbsent(response.thread(), unused -> new ArrayBlockingQueue<>(1)).put(response);
            }
        } catch (IOException | ClassNotFoundException | InterruptedException e) {
            synchronized (this) {
                ended = true;
            }
            Wire.Response over = new Wire.Response(STREAMS_ENDED, null, null, new Object[0]);
            answers.values().forEach(answer -> answer.offer(over));
        }
    }

    // ---------------------------------------------------------------- its objects

    @Override
    public Object of(Wire.Ref ref) {
        return proxies.computeIfAbsent(ref.id(), id -> ref.isOverlapped() ? proxy(Overlapped.class, ref) : proxy(Memory.class, ref));
    }

    @Override
    public Wire.Ref refOf(Object object) {
        if (Proxy.isProxyClass(object.getClass()) && Proxy.getInvocationHandler(object) instanceof Remote remote) {
            return remote.ref;
        }
        throw new IllegalArgumentException("memory of another process: " + object);
    }
}
