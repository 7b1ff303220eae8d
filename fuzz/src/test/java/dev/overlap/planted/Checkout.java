package dev.overlap.planted;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where things are: the sources and classes of the modules. */
final class Checkout {

    /** The folder of module fuzz. */
    static final Path FUZZ = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    /** The folder of module sim. */
    static final Path SIM = FUZZ.resolveSibling("sim");
    /** What begins the path of a defect's file. */
    static final Path SOURCES = SIM.resolve("src/main/java/dev/overlap");
    /** What is made here, a folder for each defect. */
    static final Path PLANTED = FUZZ.resolve("target/planted");

    private Checkout() {
    }

    /** The class path of this module's tests, and before it the tests of module sim. */
    static List<Path> classPath() {
        String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path tests = Path.of(System.getProperty("overlap.sim.tests", SIM.resolve("target/test-classes").toString()));
        return Stream.concat(Stream.of(tests), Stream.of(own.split(File.pathSeparator, -1)).filter(part -> !part.isEmpty()).map(Path::of)).toList();
    }
}
