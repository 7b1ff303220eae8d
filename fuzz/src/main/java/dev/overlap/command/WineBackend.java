package dev.overlap.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;

import dev.overlap.command.KernelLines.Said;
import dev.overlap.script.Variant;
import org.jspecify.annotations.Nullable;

/** Wine: a Java for Windows that plays the scripts there, and tells of each what has come of it. */
final class WineBackend implements Backend {

    /** What users call it. */
    static final String NAME = "wine";

    private static final String HEAP = "256m";

    private final Map<String, String> environment;
    private volatile @Nullable WineProcess process;
    private volatile boolean interrupted;

    /**
     * A Wine that has not been started.
     *
     * @param environment where it is to be looked for: the process's own
     */
    WineBackend(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Ends it while it plays. What was told so far is all that there will be. Any thread. */
    void interrupt() {
        interrupted = true;
        WineProcess running = process;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public void play(List<ScriptFile> scripts, Audience audience) {
        WineHost host = WineHost.find(environment);
        try (WineProcess wine = WineProcess.start(host, WineSide.class, HEAP)) {
            process = wine;
            if (!interrupted) {
                new Conversation(wine, host, scripts, audience).run();
            }
        } catch (BackendDied e) {
            if (!interrupted) {
                throw e;
            }
        } finally {
            process = null;
        }
    }

    /** What is said between the two. */
    private record Conversation(WineProcess wine, WineHost host, List<ScriptFile> scripts, Audience audience) {

        void run() {
            boolean begun = false;
            int played = 0;
            try {
                wine.tell(KernelLines.print(new KernelLines.Job(NAME, scripts.stream().map(ScriptFile::text).toList())));
                BufferedReader output = wine.output();
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    Said said = parse(line);
                    if (said.end() != null) {
                        return;
                    } else if (said.failure() != null) {
                        throw new BackendDied("Wine failed while it played " + script(played) + ": " + said.failure());
                    } else if (said.kernel() != null) {
                        audience.begins(said.kernel());
                        begun = true;
                    } else {
                        tell(said, line);
                        played++;
                    }
                }
            } catch (IOException e) {
                // It is gone, and its exit code says more.
                begun |= played > 0;
            }
            if (begun || wine.wasKilled()) {
                throw new BackendDied("Wine was ended while it played " + script(played) + " (" + wine.lastWords() + ")");
            }
            throw new BadInput("--backend wine: Wine does not start Java (" + wine.lastWords() + "): remove " + host.home()
                    + ", and native-real/wine/setup makes it anew");
        }

        /** The script that is played when so many variants are done. */
        private Object script(int played) {
            int left = played;
            for (ScriptFile script : scripts) {
                left -= script.script().variants().size();
                if (left < 0) {
                    return script.file();
                }
            }
            return "nothing more";
        }

        private static Said parse(String line) {
            try {
                return KernelLines.parse(line, Said.class);
            } catch (IOException e) {
                throw new BackendDied("Wine said what is no result: " + (line.length() > 100 ? line.substring(0, 100) + "..." : line));
            }
        }

        private void tell(Said said, String line) {
            if (said.script() == null || said.variant() == null || said.checks() == null || said.script() < 0 || said.script() >= scripts.size()
                    || said.variant() < 0 || said.variant() >= scripts.get(said.script()).script().variants().size()) {
                throw new BackendDied("Wine said what is no result: " + line);
            }
            ScriptFile script = scripts.get(said.script());
            audience.played(script, script.script().variants().get(said.variant()), said.checks());
        }
    }
}
