package dev.overlap.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where Jazzer is: in the folder {@code jazzer} beside the jar of this command. It is not in that jar, because parts of it have another licence. */
final class JazzerJars {

    private static final String FOLDER = "jazzer";
    private static final List<String> NEEDED = List.of("jazzer.jar", "jazzer-api.jar");

    private JazzerJars() {
    }

    /**
     * A class path of this program and Jazzer.
     *
     * @throws BackendDied when Jazzer is not there
     */
    static String classPath() {
        Path code = Checkout.code();
        Path folder = code == null || code.getParent() == null ? Path.of(FOLDER) : code.getParent().resolve(FOLDER);
        List<Path> parts = new ArrayList<>();
        for (String jar : NEEDED) {
            Path file = folder.resolve(jar);
            if (!Files.isReadable(file)) {
                throw new BackendDied("Jazzer is missing: no " + Checkout.nearby(file) + "; mvn -Dmaven.test.skip -pl fuzz -am package puts it there");
            }
            parts.add(file);
        }
        return ownPath() + File.pathSeparator + parts.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** The class path of this program alone: its jar, or folders and jars. */
    static String ownPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        return Stream.of(path.split(File.pathSeparator, -1)).filter(part -> !part.isEmpty()).map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
