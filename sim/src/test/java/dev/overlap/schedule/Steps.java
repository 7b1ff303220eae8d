package dev.overlap.schedule;

import dev.overlap.platform.IntCell;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Play;

/** Scheduling points that touch nothing but themselves. */
final class Steps {

    private final IntCell cell;

    Steps(Stage stage) {
        cell = stage.platform().volatileInt(stage.platform().process(), "step", 0);
    }

    /** Goes through so many points. */
    void take(int count) {
        for (int i = 0; i < count; i++) {
            cell.get();
        }
    }

    /** So many tasks that go through so many points each, so that each has one segment more. */
    static Play tasks(int tasks, int points) {
        return Play.of(stage -> {
            Steps steps = new Steps(stage);
            for (int i = 0; i < tasks; i++) {
                stage.task("task " + i, () -> steps.take(points));
            }
        });
    }
}
