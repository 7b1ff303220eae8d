package dev.overlap.planted;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The classes of one package with a defect in one of its files, in a folder of their own. All others stay as they are: who puts this folder first has a defective
 * project. The whole package, because the rules for readers look for what belongs to a reader where its class comes from.
 */
final class DefectiveClasses {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private DefectiveClasses() {
    }

    /**
     * Plants a defect in the sources as they are now, and compiles the package of its file.
     *
     * @param folder is emptied, and has then the source and the classes
     * @return the folder of classes
     * @throws IllegalStateException when the defect's lines are not in its file exactly once, or the result is no Java
     */
    static Path compile(PlantedDefect defect, Path folder) throws IOException {
        Path sound = Checkout.SOURCES.resolve(defect.file());
        try (Stream<Path> files = Files.list(sound.getParent())) {
            return compile(defect, folder, files.filter(file -> file.toString().endsWith(".java") && !file.equals(sound)).sorted().toList());
        }
    }

    /** As {@link #compile}, but of its file alone, which is faster and says as well whether the defect can be planted. */
    static Path compileAlone(PlantedDefect defect, Path folder) throws IOException {
        return compile(defect, folder, List.of());
    }

    private static Path compile(PlantedDefect defect, Path folder, List<Path> others) throws IOException {
        empty(folder);
        Path source = folder.resolve("source/dev/overlap").resolve(defect.file());
        Files.createDirectories(source.getParent());
        Files.writeString(source, defect.plantedIn(Files.readString(Checkout.SOURCES.resolve(defect.file()))));
        List<Path> sources = new ArrayList<>(others);
        sources.add(source);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> options = List.of("-proc:none", "-nowarn", "-Xlint:none", "-g", "-parameters", "--release", "21", "-cp",
                Checkout.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)), "-d", classes.toString());
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = COMPILER.getStandardFileManager(null, null, null)) {
            if (!COMPILER.getTask(complaints, files, null, options, null, files.getJavaFileObjectsFromPaths(sources)).call()) {
                throw new IllegalStateException(defect + " is no Java:\n" + complaints);
            }
        }
        return classes;
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
