package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run keeps does not grow with the number of executions: from 1,000,000 to 10,000,000 at full size. */
class FlatMemoryTest {

    private static final int FROM = Runs.scaled(1_000_000);
    private static final int TO = Runs.scaled(10_000_000);
    private static final long MOST_MORE_BYTES = 2 << 20;
    private static final long MINUTES = 30;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void tenTimesAsManyExecutionsKeepNoMore() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC",
                "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED", "-cp", classPath(), LongRun.class.getName(), directory.toString(),
                Integer.toString(FROM), Integer.toString(TO)).redirectErrorStream(true).start();
        String output;
        try (InputStream in = process.getInputStream()) {
            output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        }
        System.out.println("live heap with -Xmx256m, after executions and in bytes:\n" + output.strip());
        assertThat(process.exitValue()).as(output).isZero();
        List<String> lines = output.lines().toList();
        assertThat(lines).as(output).hasSize(3);
        assertThat(lines.get(2)).startsWith("0 findings");
        assertThat(bytes(lines.get(1)) - bytes(lines.get(0))).as(output).isLessThanOrEqualTo(MOST_MORE_BYTES);
    }

    private static long bytes(String line) {
        return Long.parseLong(line.substring(line.indexOf(' ') + 1));
    }

    /** Surefire may hand the class path over in a jar's manifest. */
    private static String classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        assertThat(path).contains(File.pathSeparator);
        return path;
    }
}
