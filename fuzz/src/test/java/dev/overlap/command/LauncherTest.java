package dev.overlap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher, in a checkout that has nothing but a jar. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a script for sh")
class LauncherTest {

    @TempDir
    private Path root = Path.of("");

    private Path jar = Path.of("");

    @BeforeEach
    void copyTheLauncher() throws IOException {
        jar = root.resolve("fuzz/target/overlap.jar");
        Files.createDirectories(jar.getParent());
        for (String launcher : List.of("overlap", "overlap.cmd")) {
            Files.copy(Path.of(launcher), root.resolve("fuzz").resolve(launcher));
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "no.such.Main");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.finish();
        }
    }

    private Ran launched(Map<String, String> environment) throws IOException, InterruptedException {
        return ran(new ProcessBuilder("sh", "fuzz/overlap"), System.getProperty("java.home"), environment);
    }

    /** The one for Windows. */
    private Ran launchedOnWine(Map<String, String> environment) throws IOException, InterruptedException {
        WineHost host = WineHost.find(System.getenv());
        try (WinePrefix prefix = WinePrefix.copyOf(host.template(), host.runs())) {
            Map<String, String> all =
                    new HashMap<>(Map.of("WINEPREFIX", prefix.folder().toString(), "WINEDEBUG", "-all", "WINEDLLOVERRIDES", "mscoree,mshtml="));
            all.putAll(environment);
            try {
                return ran(new ProcessBuilder(host.loader().toString(), "cmd", "/c", WineHost.seenFromWine(root.resolve("fuzz/overlap.cmd"))),
                        WineHost.seenFromWine(host.home().resolve("java")), all);
            } finally {
                ProcessBuilder server = new ProcessBuilder(host.server().toString(), "-k");
                server.environment().putAll(all);
                server.start().waitFor();
            }
        }
    }

    private Ran ran(ProcessBuilder launcher, String javaHome, Map<String, String> environment) throws IOException, InterruptedException {
        launcher.directory(root.toFile()).redirectOutput(root.resolve("out").toFile()).redirectError(root.resolve("err").toFile());
        launcher.environment().put("JAVA_HOME", javaHome);
        launcher.environment().keySet().removeAll(Set.of("OVERLAP_JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        launcher.environment().putAll(environment);
        Process process = launcher.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), Files.readString(root.resolve("out"), StandardCharsets.UTF_8),
                Files.readString(root.resolve("err"), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xfoo", "-Xmx2m", "-XX:+UseFoo", "-Xms2g -Xmx1g"}) void optionsWithWhichNoJvmStartsAreNoFinding(String options) throws Exception {
        Ran ran = launched(Map.of("OVERLAP_JAVA_OPTS", options));

        assertThat(ran.err()).startsWith("overlap: this JVM does not start with the options in OVERLAP_JAVA_OPTS").hasLineCount(1);
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(launched(Map.of("JAVA_TOOL_OPTIONS", options)).exitCode()).isEqualTo(3);
    }

    @Test
    void optionsThatAreGoodGetToTheJar() throws Exception {
        for (String options : new String[] {"", "-Xmx64m -XX:+UseSerialGC"}) {
            assertThat(launched(Map.of("OVERLAP_JAVA_OPTS", options)).err()).contains("no.such.Main");
        }
    }

    @Test
    @EnabledIf(value = "dev.overlap.command.ConformOnWineTest#wineIsSetUp", disabledReason = "native-real/wine/setup has not been run")
    void theOneForWindowsTriesOptionsToo() throws Exception {
        Ran none = launchedOnWine(Map.of("OVERLAP_JAVA_OPTS", "-Xfoo"));

        assertThat(none.err()).contains("overlap: this JVM does not start with the options in OVERLAP_JAVA_OPTS")
                .contains("JDK_JAVA_OPTIONS: Unrecognized option: -Xfoo").doesNotContain("no.such.Main");
        assertThat(none.exitCode()).isEqualTo(3);
        assertThat(launchedOnWine(Map.of("JAVA_TOOL_OPTIONS", "-Xms2g -Xmx1g")).exitCode()).isEqualTo(3);
        assertThat(launchedOnWine(Map.of("OVERLAP_JAVA_OPTS", "-Xmx64m -XX:+UseSerialGC")).err()).contains("no.such.Main");
    }

    @Test
    void aJarThatCannotBeBuiltIsAFailureOfTheHarness() throws Exception {
        Files.delete(jar);
        Files.delete(jar.getParent());
        Files.createFile(jar.getParent());
        Ran ran = launched(Map.of());

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).startsWith("overlap: fuzz/target/overlap.jar has to be built, and cannot write to ").hasLineCount(1);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs flock")
    void aLockThatCannotBeWrittenIsOneToo() throws Exception {
        Files.delete(jar);
        Files.createDirectory(jar.resolveSibling("overlap.lock"));
        Ran ran = launched(Map.of());

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).startsWith("overlap: fuzz/target/overlap.jar has to be built, and cannot write ").endsWith("overlap.lock\n").hasLineCount(1);
    }
}
