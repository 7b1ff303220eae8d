package dev.overlap.explore;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.overlap.canary.Canaries;
import dev.overlap.canary.Canary;
import dev.overlap.reader.Capability;
import dev.overlap.reader.PipeReader;
import dev.overlap.reader.SignalKind;

/** The readers that come with the project, by id. */
public final class Subjects {

    /** Small enough that a few writes cross from one chunk to the next. */
    private static final int CHUNK_BYTES = 16;
    private static final String PIPE_READER = "pipe-reader";

    private Subjects() {
    }

    /** {@code pipe-reader}: one subject for each signal. */
    public static List<Subject> pipeReaders() {
        List<Subject> subjects = new ArrayList<>();
        for (SignalKind signal : SignalKind.values()) {
            String name = signal.name().toLowerCase(Locale.ROOT).replace('_', '-');
            subjects.add(new Subject(PIPE_READER + "/" + name, PipeReader.factory(signal, CHUNK_BYTES), EnumSet.allOf(Capability.class)));
        }
        return subjects;
    }

    /** All ids that {@link #named} knows. */
    public static List<String> ids() {
        List<String> ids = new ArrayList<>(List.of(PIPE_READER));
        pipeReaders().forEach(subject -> ids.add(subject.id()));
        Canaries.all().forEach(canary -> ids.add(canary.id()));
        return ids;
    }

    /** The subjects of an id: several for {@code pipe-reader}, none for an id that is not known. */
    public static List<Subject> named(String id) {
        if (id.equals(PIPE_READER)) {
            return pipeReaders();
        }
        List<Subject> all = new ArrayList<>(pipeReaders());
        for (Canary canary : Canaries.all()) {
            all.add(Subject.of(canary));
        }
        return all.stream().filter(subject -> subject.id().equals(id)).toList();
    }

    /** The subject with exactly this id. */
    public static Optional<Subject> exactly(String id) {
        List<Subject> subjects = named(id);
        return subjects.size() == 1 ? Optional.of(subjects.get(0)) : Optional.empty();
    }
}
