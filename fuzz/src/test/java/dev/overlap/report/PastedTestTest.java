package dev.overlap.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The tests to paste compile as they are, and fail by the finding that they are about. */
class PastedTestTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void everyCanarysTestCompilesAndFailsByItsFinding() throws Exception {
        // A live-lock takes 12,000 steps each time.
        List<Defect> defects = Samples.CANARIES.stream().filter(name -> !name.equals("livelock")).map(Samples::canary).toList();
        List<Path> sources = new ArrayList<>();
        for (Defect defect : defects) {
            sources.add(Files.writeString(folder.resolve(PastedTest.className(defect) + ".java"), PastedTest.of(defect)));
        }
        compile(sources);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, PastedTestTest.class.getClassLoader())) {
            for (Defect defect : defects) {
                assertThat(failure(loader.loadClass(PastedTest.className(defect)))).startsWith(defect.kind() + "  " + defect.message()).contains(
                        "trace   the one in @OverlapTest");
            }
        }
    }

    @Test
    void aCommentEndsWhereItShould() throws Exception {
        Defect one = Samples.canary("data-race");
        Defect hostile =
                new Defect(one.kind(), one.scenario(), one.reader(), "ends */ here \\u002a/ <b> @see", one.trace(), one.fingerprint(), false, "explore",
                        "all", 1, "owner", "npfs", List.of(), one.traceText().replace("atEnd", "\\u0022\"\"\" \\"), one.frames(), one.columns(), one.steps(),
                        one.decisive());

        compile(List.of(Files.writeString(folder.resolve(PastedTest.className(hostile) + ".java"), PastedTest.of(hostile))));
    }

    @Test
    void whatNoTestCanBeMadeOfHasNone() {
        assertThat(PastedTest.of(Samples.hostile())).isEmpty();
        assertThat(PastedTest.of(Defect.thrown("TraceParserFuzzer", "java.lang.Error", List.of(), null))).isEmpty();
    }

    private void compile(List<Path> sources) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(output, files, null, List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                            null, files.getJavaFileObjectsFromPaths(sources)).call();
            assertThat(compiled).as(output.toString()).isTrue();
        }
    }

    private static String failure(Class<?> test) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectClass(test)).build(), listener);
        assertThat(listener.getSummary().getFailures()).hasSize(1);
        return String.valueOf(listener.getSummary().getFailures().getFirst().getException().getMessage());
    }
}
