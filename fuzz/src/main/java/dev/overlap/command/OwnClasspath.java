package dev.overlap.command;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.stream.Collectors;

import dev.overlap.explore.OwnClasses;
import dev.overlap.explore.Repertoire;
import dev.overlap.explore.Subject;
import dev.overlap.scenario.Scenario;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --classpath}, and the names that are known with it. Names of readers and scenarios are looked up after everything was parsed. */
final class OwnClasspath {

    @Option(names = "--classpath", paramLabel = "PATH", description = "Jars and folders of classes with readers and scenarios of your own, see fuzz/README.md;"
            + " may be given several times.") private @Nullable List<String> paths;

    private @Nullable Repertoire repertoire;

    /**
     * The scenarios and readers that can be named.
     *
     * @throws BadInput when what the option names cannot be used
     */
    Repertoire repertoire() {
        Repertoire known = repertoire;
        if (known == null) {
            known = paths == null ? Repertoire.OF_THE_PROJECT : load(paths);
            repertoire = known;
        }
        return known;
    }

    /** The option as it is typed in a shell, with a blank behind it; empty when it was not given. */
    String typed() {
        return paths == null ? "" : paths.stream().map(path -> "--classpath " + Checkout.quoted(path) + ' ').collect(Collectors.joining());
    }

    private static Repertoire load(List<String> paths) {
        List<Path> places = new ArrayList<>();
        for (String path : paths) {
            StringTokenizer parts = new StringTokenizer(path, File.pathSeparator);
            while (parts.hasMoreTokens()) {
                places.add(place(parts.nextToken()));
            }
        }
        try {
            return OwnClasses.load(places);
        } catch (IllegalArgumentException e) {
            throw new BadInput("--classpath: " + e.getMessage());
        }
    }

    private static Path place(String path) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new BadInput("--classpath: " + e.getMessage());
        }
    }

    Scenario scenario(String name) {
        Optional<Scenario> scenario = repertoire().scenario(name);
        return scenario.orElseThrow(() -> new BadInput("--scenario: " + Names.unknown("scenario", name, repertoire().scenarioNames())));
    }

    /** The readers that ids stand for, each of them once. */
    List<Subject> readers(List<String> ids) {
        Map<String, Subject> readers = new LinkedHashMap<>();
        ids.forEach(id -> readers(id).forEach(reader -> readers.putIfAbsent(reader.id(), reader)));
        return List.copyOf(readers.values());
    }

    /** The readers that an id stands for: several for {@code pipe-reader}. */
    List<Subject> readers(String id) {
        List<Subject> readers = repertoire().readers(id);
        if (readers.isEmpty()) {
            throw new BadInput("--reader: " + Names.unknown("reader", id, repertoire().readerIds()));
        }
        return readers;
    }
}
