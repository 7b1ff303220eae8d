package dev.overlap.real;

import java.util.List;
import java.util.function.Consumer;

import dev.overlap.explore.Subjects;
import dev.overlap.fault.Rule;
import dev.overlap.finding.Kind;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Stage;

/** Plays stories of a test's own on this machine's kernel. */
final class Theatre implements AutoCloseable {

    static final ReaderFactory READER = Subjects.exactly("pipe-reader/threadpool-wait").orElseThrow().factory();
    private static final int QUIET_SECONDS = 2;

    final RealWorld world = new RealWorld();

    private record Story(Consumer<Stage> setting) implements Scenario {

        @Override
        public String name() {
            return "a test's own";
        }

        @Override
        public String summary() {
            return "what a test does";
        }

        @Override
        public void play(Stage stage) {
            setting.accept(stage);
        }
    }

    /** Plays a story that sets its stage itself. */
    RealExecution play(ReaderFactory reader, List<Rule> rules, Consumer<Stage> setting) {
        return world.play(new Story(setting), reader, new RealSetting(1, Noise.Level.NONE, 0, rules, QUIET_SECONDS));
    }

    RealExecution play(Consumer<Stage> setting) {
        return play(READER, List.of(), setting);
    }

    /** Plays a story of one task of the process under test; tells the kinds of what was found. */
    List<Kind> findings(Consumer<Stage> task) {
        return kinds(play(stage -> stage.task("owner", () -> task.accept(stage))));
    }

    static List<Kind> kinds(RealExecution execution) {
        return execution.findings().stream().map(finding -> finding.kind()).toList();
    }

    @Override
    public void close() {
        world.close();
    }
}
