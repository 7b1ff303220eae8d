package dev.overlap.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.overlap.target.Tethered;

/** A JVM in which a fuzz target runs: an input may end it, or never come to an end. It outlives neither this object nor this process, however that ends. */
final class TargetJvm implements AutoCloseable {

    /** How a JVM ended that had to be ended. */
    static final int STOPPED = -1;

    /** 128 and the number of the signal. */
    private static final int KILLED = 137;
    private static final int LINES_KEPT = 30;

    private final Process process;
    private final AtExit atExit;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread listener;

    private TargetJvm(Process process, Consumer<String> lines) {
        this.process = process;
        this.listener = Thread.ofPlatform().name("overlap fuzz: what the target's JVM prints").daemon().start(() -> listen(lines));
        this.atExit = AtExit.run("overlap fuzz: end the JVM of the target", this::end);
    }

    /**
     * Starts it.
     *
     * @param temporary for its temporary files
     * @param classPath of projects and fuzzer
     * @param options for the JVM
     * @param main whose main method is called
     * @param lines gets each line that is printed, in a thread of its own
     */
    static TargetJvm start(Path temporary, String classPath, List<String> options, String main, List<String> arguments, Consumer<String> lines) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                JvmOptions.CONTINUATIONS, JvmOptions.NATIVE_CODE, "-XX:+EnableDynamicAgentLoading", "-XX:-OmitStackTraceInFastThrow", "-XX:+UseSerialGC",
                "-Xmx768m",
                JvmOptions.NO_PERFORMANCE_DATA, "-Djava.io.tmpdir=" + temporary));
        if (Runtime.version().feature() >= JvmOptions.FIRST_WITH_UNSAFE) {
            command.add(JvmOptions.UNSAFE);
        }
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, Tethered.class.getName(), main));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        JvmOptions.leaveNoOthers(builder);
        try {
            return new TargetJvm(builder.start(), lines);
        } catch (IOException e) {
            throw new BackendDied("cannot start " + command.get(0) + ": " + e.getMessage());
        }
    }

    private void listen(Consumer<String> lines) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lastLines) {
                    lastLines.add(line);
                    if (lastLines.size() > LINES_KEPT) {
                        lastLines.remove();
                    }
                }
                lines.accept(line);
            }
        } catch (IOException e) {
            // It was ended while it spoke.
            return;
        }
    }

    /** Waits for its end at most so long; whether it has ended, and everything that it printed was listened to. */
    boolean awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            listener.join();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            return true;
        }
    }

    /** Its exit code; {@link #STOPPED} when it has none. */
    int exitCode() {
        return process.isAlive() ? STOPPED : process.exitValue();
    }

    /** Whether it was ended by a signal that lets nothing say a last word. */
    boolean wasKilled() {
        return exitCode() == KILLED;
    }

    /** How it ended, and what it said last. */
    String lastWords() {
        synchronized (lastLines) {
            String said = lastLines.stream().filter(line -> line.startsWith("ERROR") || line.contains("Exception") || line.startsWith("Error")).findFirst()
                    .orElse(lastLines.isEmpty() ? "" : lastLines.getLast());
            return "exit code " + exitCode() + (said.isBlank() ? "" : ": " + said.strip());
        }
    }

    /** Ends it, and everything that it has started. */
    @Override
    public void close() {
        end();
        atExit.cancel();
    }

    private void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
