package dev.overlap.target;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

import dev.overlap.explore.FindingStore;
import dev.overlap.explore.FuzzInput;
import dev.overlap.explore.FuzzPlayer;
import dev.overlap.explore.Reported;
import dev.overlap.explore.Subject;
import dev.overlap.explore.Subjects;
import dev.overlap.finding.Finding;
import dev.overlap.schedule.Bench;
import org.jspecify.annotations.Nullable;

/**
 * Where targets play schedules. What is found leaves it as a {@link FuzzFinding}, shrunk; with {@code -Doverlap.traces=DIR} its trace is stored there, too.
 *
 * <p>The reader is {@code pipe-reader} with each of its signals, or what {@code -Doverlap.reader=ID} says. Not thread-safe.
 */
final class Playground {

    private final List<Subject> readers = Subjects.named(System.getProperty(TargetProperties.READER, "pipe-reader"));
    private final @Nullable StateFeedback feedback = StateFeedback.ofThisJvm();
    private final FuzzPlayer player = new FuzzPlayer(Bench.bestEngine(), feedback);

    Playground() {
        if (readers.isEmpty()) {
            throw new IllegalArgumentException(
                    "reader \"" + System.getProperty(TargetProperties.READER) + "\" is not known: expected one of " + Subjects.ids());
        }
    }

    List<Subject> readers() {
        return readers;
    }

    /** Plays an input; one of an unknown version is nothing. */
    void play(@Nullable FuzzInput input) {
        if (input == null) {
            return;
        }
        Finding finding = player.play(input);
        if (feedback != null) {
            feedback.flush();
        }
        if (finding != null) {
            throw new FuzzFinding(stored(player.report(input, finding)));
        }
    }

    private static Reported stored(Reported reported) {
        String directory = System.getProperty(TargetProperties.TRACES);
        if (directory == null) {
            return reported;
        }
        try {
            Path file = new FindingStore(Path.of(directory)).store(reported.trace(), reported.finding());
            return new Reported(reported.execution(), reported.finding(), reported.trace(), reported.timeline(), file, reported.strategy());
        } catch (UncheckedIOException e) {
            System.err.println("overlap: " + e.getMessage());
            return reported;
        }
    }
}
