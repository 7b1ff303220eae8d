package dev.overlap.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A class of this program running in a Java for Windows, under Wine, and talking through pipes. It ends with this process: when it is closed, when this process
 * is told to end, and, should this process be killed, because its standard input ends.
 */
final class WineProcess implements AutoCloseable {

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final String HARMLESS = "Attempt to get process group affinity failed";
    private static final int LINES_KEPT = 20;
    private static final int LAST_WORDS_CHARS = 300;
    private static final long KILL_SECONDS = 10;

    private final WineHost host;
    private final WinePrefix prefix;
    private final Process process;
    private final boolean hasOwnGroup;
    private final Thread listener;
    private final AtExit atExit;
    private boolean ended;
    private final Deque<String> lastWords = new ArrayDeque<>();

    private WineProcess(WineHost host, WinePrefix prefix, Process process, boolean hasOwnGroup) {
        this.host = host;
        this.prefix = prefix;
        this.process = process;
        this.hasOwnGroup = hasOwnGroup;
        listener = Thread.ofPlatform().daemon().name("stderr of Wine").unstarted(this::listen);
        atExit = AtExit.run("end of Wine", this::end);
    }

    /**
     * Starts it.
     *
     * @param heap the size of its Java heap, as {@code -Xmx} takes it
     * @throws BadInput when it cannot be started
     */
    static WineProcess start(WineHost host, Class<?> main, String heap) {
        Path jna = host.jnaFolder();
        WinePrefix prefix = WinePrefix.copyOf(host.template(), host.runs());
        boolean hasOwnGroup = Files.isExecutable(SETSID);
        List<String> command = new ArrayList<>();
        if (hasOwnGroup) {
            command.add(SETSID.toString());
        }
        command.addAll(List.of(host.loader().toString(), host.java().toString(), "-XX:+UseSerialGC", "-Xmx" + heap,
                JvmOptions.NO_PERFORMANCE_DATA, "-XX:-UseDynamicNumberOfCompilerThreads", JvmOptions.NATIVE_CODE, JvmOptions.CONTINUATIONS, "-Djna.nosys=true",
                "-Djna.nounpack=true",
                "-Djna.boot.library.path=" + WineHost.seenFromWine(jna), "-cp", WineHost.classPath(), main.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.put("WINEPREFIX", prefix.folder().toString());
        environment.put("WINEDEBUG", "-all");
        environment.put("WINEDLLOVERRIDES", "mscoree,mshtml=");
        JvmOptions.leaveNoOthers(builder);
        Process started;
        try {
            started = builder.start();
        } catch (IOException e) {
            prefix.close();
            throw BadInput.cannot("start", host.loader(), e);
        }
        WineProcess wine = new WineProcess(host, prefix, started, hasOwnGroup);
        wine.listener.start();
        return wine;
    }

    /** What it says. */
    BufferedReader output() {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    /** Says something to it; stays open, because it ends with it. */
    void tell(String line) throws IOException {
        Writer writer = process.outputWriter(StandardCharsets.UTF_8);
        writer.write(line + "\n");
        writer.flush();
    }

    private void listen() {
        try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = errors.readLine(); line != null; line = errors.readLine()) {
                if (!line.contains(HARMLESS) && !line.isBlank()) {
                    synchronized (lastWords) {
                        lastWords.add(line.strip());
                        if (lastWords.size() > LINES_KEPT) {
                            lastWords.remove();
                        }
                    }
                }
            }
        } catch (IOException e) {
            // It was ended while it spoke.
            return;
        }
    }

    /** How it has ended, in words: its exit code, and the first that it complained of. After the end of its output. */
    String lastWords() {
        Integer code = exitCode();
        try {
            listener.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String words;
        synchronized (lastWords) {
            words = lastWords.isEmpty() ? "" : ": " + lastWords.getFirst();
        }
        String how = code == null ? "it does not end" : String.format(Locale.ROOT, "exit code %d", code);
        return how + (words.length() > LAST_WORDS_CHARS ? words.substring(0, LAST_WORDS_CHARS) : words);
    }

    /** Whether it was ended from outside, as far as its exit code tells. */
    boolean wasKilled() {
        Integer code = exitCode();
        return code == null || code > 128;
    }

    private @Nullable Integer exitCode() {
        try {
            return process.waitFor(KILL_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Ends it, and everything that it has started. */
    @Override
    public void close() {
        end();
        atExit.cancel();
    }

    /** Whoever comes second waits for the first. */
    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        if (hasOwnGroup) {
            run(new ProcessBuilder("kill", "-KILL", "--", "-" + process.pid()));
        }
        ProcessBuilder server = new ProcessBuilder(host.server().toString(), "-k");
        server.environment().put("WINEPREFIX", prefix.folder().toString());
        run(server);
        ProcessHandle.allProcesses().filter(this::isOfThePrefix).forEach(ProcessHandle::destroyForcibly);
        prefix.close();
    }

    /** Wine's own services are nobody's descendants, and stand still for ever when their server was killed. */
    private boolean isOfThePrefix(ProcessHandle other) {
        try {
            String environment = Files.readString(Path.of("/proc", Long.toString(other.pid()), "environ"), StandardCharsets.ISO_8859_1);
            return List.of(environment.split("\0", -1)).contains("WINEPREFIX=" + prefix.folder());
        } catch (IOException e) {
            // It is over, or somebody else's.
            return false;
        }
    }

    private static void run(ProcessBuilder command) {
        try {
            Process started = command.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            if (!started.waitFor(KILL_SECONDS, TimeUnit.SECONDS)) {
                started.destroyForcibly();
            }
        } catch (IOException e) {
            // There is nothing to be ended by it.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
