package dev.overlap.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import dev.overlap.command.KernelLines.Job;
import dev.overlap.command.KernelLines.Said;
import org.jspecify.annotations.Nullable;

/** One job for a Java under Wine: gives it, and hears line by line what comes of it. */
final class WineTalk {

    private static final String HEAP = "256m";
    private static final int EXCERPT_CHARS = 100;
    /** What lives says something every two seconds, however busy the machine is. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Map<String, String> environment;
    private final Duration silence;
    private volatile @Nullable WineProcess process;
    private volatile boolean interrupted;

    /** Hears what is said, but for the end and for failures. */
    interface Listener {
        /** One line; throws {@link #noResult} when it says nothing that can be said here. */
        void hear(Said said, String line);
    }

    /**
     * A Wine that has not been started.
     *
     * @param environment where it is to be looked for: the process's own
     */
    WineTalk(Map<String, String> environment) {
        this(environment, SILENCE);
    }

    /**
     * A Wine that has not been started.
     *
     * @param silence after which it is taken to be gone
     */
    WineTalk(Map<String, String> environment, Duration silence) {
        this.environment = environment;
        this.silence = silence;
    }

    /** Ends it while it is at work. What was said so far is all that there will be. Any thread. */
    void interrupt() {
        interrupted = true;
        WineProcess running = process;
        if (running != null) {
            running.close();
        }
    }

    /** Whether it was ended so. */
    boolean wasInterrupted() {
        return interrupted;
    }

    /**
     * Has the job done.
     *
     * @param now what it is doing, as far as is known
     * @throws BadInput when there is no Wine, or it does not start
     * @throws BackendDied when it was there, and is gone
     */
    void run(Job job, Listener listener, Supplier<String> now) {
        WineHost host = WineHost.find(environment);
        try (WineProcess wine = WineProcess.start(host, WineSide.class, HEAP); Silence patience = new Silence(silence, wine::close)) {
            process = wine;
            if (!interrupted) {
                talk(wine, host, patience, job, listener, now);
            }
        } catch (BackendDied e) {
            if (!interrupted) {
                throw e;
            }
        } finally {
            process = null;
        }
    }

    private static void talk(WineProcess wine, WineHost host, Silence patience, Job job, Listener listener, Supplier<String> now) {
        boolean begun = false;
        try {
            wine.tell(KernelLines.print(job));
            BufferedReader output = wine.output();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                patience.broken();
                Said said = parse(line);
                if (said.end() != null) {
                    return;
                } else if (said.failure() != null) {
                    throw new BackendDied("Wine failed while it played " + now.get() + ": " + said.failure());
                }
                begun = true;
                if (!said.isNothing()) {
                    listener.hear(said, line);
                }
            }
        } catch (IOException e) {
            // It is gone, and its exit code says more than this.
            begun |= wine.wasKilled();
        }
        if (patience.isOver()) {
            throw new BackendDied("Wine has said nothing for " + patience.length().toSeconds() + " s while it played " + now.get() + ", and was ended");
        }
        if (begun || wine.wasKilled()) {
            throw new BackendDied("Wine was ended while it played " + now.get() + " (" + wine.lastWords() + ")");
        }
        throw new BadInput("--backend wine: Wine does not start Java (" + wine.lastWords() + "): remove " + host.home()
                + ", and native-real/wine/setup makes it anew");
    }

    private static Said parse(String line) {
        try {
            return KernelLines.parse(line, Said.class);
        } catch (IOException e) {
            throw noResult(line);
        }
    }

    static BackendDied noResult(String line) {
        return new BackendDied("Wine said what is no result: " + (line.length() > EXCERPT_CHARS ? line.substring(0, EXCERPT_CHARS) + "..." : line));
    }
}
