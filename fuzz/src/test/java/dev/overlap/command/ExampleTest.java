package dev.overlap.command;

import static dev.overlap.command.Ran.overlap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader of examples/own-reader compiles against what there is now, shows its defect, and has no other. */
class ExampleTest {

    private static final Path EXAMPLE = Path.of("examples/own-reader/src");
    private static final String DEFECT = "THE DEFECT";

    @TempDir
    private Path folder;

    @Test
    void theDefectIsFound() throws IOException {
        Ran ran = explore(compiled(false));

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).contains("event-pipe-reader", "_AFTER_FREE", "CancelIoEx");
    }

    @Test
    void withoutItsLineThereIsNone() throws IOException {
        assertThat(explore(compiled(true)).out()).contains("readers=1", "no finding in 5,000 executions");
    }

    private Ran explore(Path classes) {
        return overlap("explore", "--no-canaries", "--executions", "5000", "--seed", "1", "--threads", "1", "--out", folder.resolve("findings").toString(),
                "--classpath", classes.toString());
    }

    /** The example's classes, with or without the line that is its defect; its JUnit test is for JUnit. */
    private Path compiled(boolean repaired) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Path classes = folder.resolve("classes");
        List<Path> copies = new ArrayList<>();
        try (Stream<Path> files = Stream.concat(Files.walk(EXAMPLE.resolve("main")), Files.walk(EXAMPLE.resolve("test")))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java") && !file.toString().endsWith("Test.java")).toList()) {
                List<String> lines = new ArrayList<>(Files.readAllLines(file));
                boolean removed = repaired && lines.removeIf(line -> line.contains(DEFECT));
                assertThat(removed).isEqualTo(repaired && file.endsWith("EventPipeReader.java"));
                copies.add(Files.write(sources.resolve(file.getFileName()), lines));
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            assertThat(compiler.getTask(said, manager, null, List.of("-proc:none", "-cp", path, "-d", classes.toString()), null,
                    manager.getJavaFileObjectsFromPaths(copies)).call()).as(said.toString()).isTrue();
        }
        Path service = Path.of("META-INF/services/dev.overlap.reader.ReaderProvider");
        Files.createDirectories(classes.resolve(service).getParent());
        Files.copy(EXAMPLE.resolve("test/resources").resolve(service), classes.resolve(service));
        return classes;
    }
}
