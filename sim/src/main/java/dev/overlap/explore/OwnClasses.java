package dev.overlap.explore;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Predicate;

import dev.overlap.finding.HarnessError;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.reader.ReaderProvider;
import dev.overlap.rules.ReaderRules;
import dev.overlap.rules.ReaderRulesException;
import dev.overlap.scenario.Scenario;
import dev.overlap.schedule.Bench;
import dev.overlap.simulation.SimWorld;

/** Readers and scenarios from jars and folders of classes, found by {@link ServiceLoader}: {@link ReaderProvider}s and {@link Scenario}s. */
public final class OwnClasses {

    private static final String NAME = "[a-z0-9/-]+";

    private OwnClasses() {
    }

    /**
     * Loads what the services of some jars and folders name, with a class loader of their own, which stays open as long as the process.
     *
     * @throws IllegalArgumentException when a path, a class, a provider or a name cannot be used; the message is one line
     */
    public static Repertoire load(List<Path> paths) {
        List<URL> urls = new ArrayList<>();
        for (Path path : paths) {
            urls.add(url(path));
        }
        @SuppressWarnings("resource") // its classes are loaded until the end
        ClassLoader loader = new URLClassLoader("own classes", urls.toArray(URL[]::new), OwnClasses.class.getClassLoader());
        Repertoire found = in(loader);
        if (found.ownReaders().isEmpty() && found.ownScenarios().isEmpty()) {
            throw new IllegalArgumentException(
                    "no reader and no scenario in it: none is named in META-INF/services/" + ReaderProvider.class.getName() + " or META-INF/services/"
                            + Scenario.class.getName());
        }
        return found;
    }

    /**
     * What services on the class path of the running thread name, if they name anything.
     *
     * @throws IllegalArgumentException when a class, a provider or a name cannot be used; the message is one line
     */
    static Repertoire onClassPath() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return in(loader == null ? ClassLoader.getSystemClassLoader() : loader);
    }

    private static Repertoire in(ClassLoader loader) {
        List<Subject> readers = new ArrayList<>();
        for (ReaderProvider provider : services(ReaderProvider.class, loader)) {
            Subject reader = reader(provider);
            requireNew("reader", reader.id(), provider, id -> !Subjects.ids().contains(id) && readers.stream().noneMatch(other -> other.id().equals(id)));
            readers.add(reader);
        }
        List<Scenario> scenarios = new ArrayList<>();
        for (Scenario scenario : services(Scenario.class, loader)) {
            String name = asked(scenario, "name()", scenario::name);
            asked(scenario, "needs()", scenario::needs);
            requireNew("scenario", name, scenario, id -> new Repertoire(scenarios, List.of()).scenario(id).isEmpty());
            requirePlayable(scenario);
            scenarios.add(scenario);
        }
        return new Repertoire(scenarios, readers);
    }

    private static URL url(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException(path + ": no such file or folder");
        }
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException(path + ": cannot be read");
        }
        if (Files.isRegularFile(path) && !path.toString().endsWith(".jar")) {
            throw new IllegalArgumentException(path + ": neither a jar nor a folder of classes");
        }
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    private static <T> List<T> services(Class<T> type, ClassLoader loader) {
        List<T> found = new ArrayList<>();
        try {
            Iterator<T> services = ServiceLoader.load(type, loader).iterator();
            while (services.hasNext()) {
                found.add(services.next());
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            Throwable cause = e.getCause();
            String message = String.valueOf(e.getMessage()).replace(type.getName() + ": ", "");
            throw new IllegalArgumentException("cannot load a " + type.getSimpleName() + ": " + firstLine(cause == null ? message : message + ": " + cause), e);
        }
        return found;
    }

    private static Subject reader(ReaderProvider provider) {
        Class<?> readerClass = asked(provider, "readerClass()", provider::readerClass);
        try {
            ReaderRules.check(readerClass);
        } catch (ReaderRulesException e) {
            throw new IllegalArgumentException(e.oneLine(), e);
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalArgumentException("cannot look into " + readerClass.getName() + ": " + firstLine(String.valueOf(e)), e);
        }
        return new Subject(asked(provider, "id()", provider::id), asked(provider, "factory()", provider::factory),
                asked(provider, "capabilities()", provider::capabilities));
    }

    /** Something that a class of the user's must answer. */
    private interface Question<T> {
        T ask();
    }

    @SuppressWarnings("ConstantValue") // what others have written may answer null
    private static <T> T asked(Object service, String question, Question<T> method) {
        T answer;
        try {
            answer = method.ask();
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalArgumentException(service.getClass().getName() + "." + question + " has thrown " + firstLine(String.valueOf(e)), e);
        }
        if (answer == null) {
            throw new IllegalArgumentException(service.getClass().getName() + "." + question + " has answered null");
        }
        return answer;
    }

    private static void requireNew(String what, String name, Object service, Predicate<String> isFree) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(service.getClass().getName() + ": '" + name + "' is no name for a " + what
                    + ": expected small letters, digits, hyphens and slashes");
        }
        if (!isFree.test(name)) {
            throw new IllegalArgumentException(service.getClass().getName() + ": there is a " + what + " called " + name + " already");
        }
    }

    /** Sets its stage once: what a scenario throws there is a mistake in it, not a finding. */
    private static void requirePlayable(Scenario scenario) {
        String play = scenario.getClass().getName() + ".play(Stage)";
        int tasks;
        try {
            tasks = PlainPlay.tasks(new SimWorld(Bench.bestEngine()), scenario, Subjects.pipeReaders().getFirst().factory(), WindowsVersion.WINDOWS_10);
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalArgumentException(play + " has thrown " + firstLine(String.valueOf(e)), e);
        } catch (HarnessError e) {
            throw new IllegalArgumentException(play + " cannot be played: " + e.getMessage(), e);
        }
        if (tasks == 0) {
            throw new IllegalArgumentException(play + " puts no task on the stage");
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
