package dev.overlap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.overlap.target.Targets;
import dev.overlap.trace.TraceFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jazzer sees which code is reached in the simulator, also when that comes as a jar, which by itself it does not look into. */
class InstrumentationTest {

    @TempDir
    private Path folder = Path.of("");

    /** The classes of module sim as a jar, whether the build has come so far or not. */
    private Path jar(Path classes) throws IOException {
        if (Files.isRegularFile(classes)) {
            return classes;
        }
        Path jar = folder.resolve("overlap-sim.jar");
        try (OutputStream file = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(file); Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(classes.relativize(each).toString().replace(File.separatorChar, '/')));
                Files.copy(each, zip);
            }
        }
        return jar;
    }

    @Test
    void classesOfTheSimulatorAreInstrumentedInAJar() throws Exception {
        Path classes = Path.of(TraceFormat.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        String others = Stream.of(JazzerJars.ownPath().split(File.pathSeparator, -1)).filter(part -> !Path.of(part).equals(classes))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> lines = new CopyOnWriteArrayList<>();
        List<String> arguments = new ArrayList<>(JazzerFlags.watching(Targets.named("TraceParserFuzzer").orElseThrow()));
        arguments.addAll(List.of("--reproducer_path=" + folder, "-runs=10", "-artifact_prefix=" + folder + "/"));

        try (TargetJvm jvm = TargetJvm.start(folder, jar(classes) + File.pathSeparator + others, List.of(), TargetFuzzing.JAZZER, arguments, lines::add)) {
            assertThat(jvm.awaitEnd(Duration.ofMinutes(3))).isTrue();
            assertThat(jvm.exitCode()).as(jvm.lastWords()).isZero();
        }

        assertThat(lines).anyMatch(line -> line.startsWith("INFO: Instrumented dev.overlap.trace.TraceParser "))
                .noneMatch(line -> line.startsWith("INFO: Instrumented dev.overlap.trace.TraceParser with custom hooks only"));
    }
}
