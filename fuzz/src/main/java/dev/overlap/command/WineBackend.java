package dev.overlap.command;

import java.util.List;
import java.util.Map;

import dev.overlap.command.KernelLines.Job;
import dev.overlap.command.KernelLines.Said;

/** Wine: a Java for Windows that plays the scripts there, and tells of each what has come of it. */
final class WineBackend implements Backend {

    /** What users call it. */
    static final String NAME = "wine";

    private final WineTalk talk;

    /**
     * A Wine that has not been started.
     *
     * @param environment where it is to be looked for: the process's own
     */
    WineBackend(Map<String, String> environment) {
        talk = new WineTalk(environment);
    }

    @Override
    public void interrupt() {
        talk.interrupt();
    }

    @Override
    public void play(List<ScriptFile> scripts, Audience audience) {
        Listener listener = new Listener(scripts, audience);
        talk.run(Job.ofScripts(NAME, scripts.stream().map(ScriptFile::text).toList()), listener, listener::now);
    }

    /** Passes on what is said. */
    private static final class Listener implements WineTalk.Listener {

        private final List<ScriptFile> scripts;
        private final Audience audience;
        private int played;

        Listener(List<ScriptFile> scripts, Audience audience) {
            this.scripts = scripts;
            this.audience = audience;
        }

        @Override
        public void hear(Said said, String line) {
            if (said.kernel() != null) {
                audience.begins(said.kernel());
                return;
            }
            if (said.script() == null || said.variant() == null || said.checks() == null || said.script() < 0 || said.script() >= scripts.size()
                    || said.variant() < 0 || said.variant() >= scripts.get(said.script()).script().variants().size()) {
                throw WineTalk.noResult(line);
            }
            ScriptFile script = scripts.get(said.script());
            audience.played(script, script.script().variants().get(said.variant()), said.checks());
            played++;
        }

        /** The script that is played when so many variants are done. */
        String now() {
            int left = played;
            for (ScriptFile script : scripts) {
                left -= script.script().variants().size();
                if (left < 0) {
                    return script.file().toString();
                }
            }
            return "nothing more";
        }
    }
}
