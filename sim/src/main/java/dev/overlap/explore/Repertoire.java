package dev.overlap.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.overlap.program.ProgramFormat;
import dev.overlap.program.ProgramScenario;
import dev.overlap.program.ProgramSyntaxException;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import dev.overlap.trace.Trace;

/**
 * The scenarios and readers that are known by name: those of the project, and those that somebody has brought.
 *
 * @param ownScenarios the scenarios brought
 * @param ownReaders the readers brought
 */
public record Repertoire(List<Scenario> ownScenarios, List<Subject> ownReaders) {

    /** What comes with the project. */
    public static final Repertoire OF_THE_PROJECT = new Repertoire(List.of(), List.of());

    public Repertoire {
        ownScenarios = List.copyOf(ownScenarios);
        ownReaders = List.copyOf(ownReaders);
    }

    /** All scenarios, the project's first. */
    public List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>(Scenarios.all());
        all.addAll(ownScenarios);
        return all;
    }

    /** The names of all scenarios. */
    public List<String> scenarioNames() {
        return scenarios().stream().map(Scenario::name).toList();
    }

    /** The scenario with this name. */
    public Optional<Scenario> scenario(String name) {
        return scenarios().stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }

    /**
     * The scenario of a trace: the one that it names, or the program in it.
     *
     * @throws IllegalArgumentException when its program is none; the message says where and why
     */
    public Optional<Scenario> scenario(Trace trace) {
        if (!trace.scenario().equals(ProgramScenario.NAME)) {
            return scenario(trace.scenario());
        }
        try {
            return Optional.of(new ProgramScenario(ProgramFormat.parse(trace.program())));
        } catch (ProgramSyntaxException e) {
            throw new IllegalArgumentException("program, " + e.getMessage(), e);
        }
    }

    /** All ids that {@link #readers(String)} knows. */
    public List<String> readerIds() {
        List<String> ids = new ArrayList<>(Subjects.ids());
        ownReaders.forEach(subject -> ids.add(subject.id()));
        return ids;
    }

    /** The readers of an id: several for {@code pipe-reader}, none for an id that is not known. */
    public List<Subject> readers(String id) {
        List<Subject> readers = new ArrayList<>(Subjects.named(id));
        ownReaders.stream().filter(subject -> subject.id().equals(id)).forEach(readers::add);
        return readers;
    }

    /** The reader with exactly this id. */
    public Optional<Subject> reader(String id) {
        List<Subject> readers = readers(id);
        return readers.size() == 1 ? Optional.of(readers.getFirst()) : Optional.empty();
    }

    /** Who plays when nobody is named: the readers brought, or, when none was, the project's. */
    public List<Subject> usualReaders() {
        return ownReaders.isEmpty() ? Subjects.pipeReaders() : ownReaders;
    }
}
