package dev.overlap.planted;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A JVM like this one with other classes: what begins its class path wins over what follows.
 *
 * @param first folders and jars before this module's own class path; of what is there twice, these have the say
 * @param options of the JVM
 * @param main the class that is started
 * @param arguments of the program
 */
record ChildJvm(List<Path> first, List<String> options, String main, List<String> arguments) {

    /** Access to the JDK's continuations, native code and agents without warnings, and a modest heap. */
    static final List<String> USUAL = List.of("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow", "-XX:+EnableDynamicAgentLoading", "-XX:-OmitStackTraceInFastThrow", "-XX:+UseSerialGC", "-Xshare:auto",
            "-Xmx768m");

    /** That a JVM did not end in its time; it has been ended, and its children with it. */
    static final int STOPPED = -1;

    private static final int LONGEST_OUTPUT = 8_000_000;

    ChildJvm {
        first = List.copyOf(first);
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
    }

    /**
     * How it ended.
     *
     * @param exitCode its own, or {@link #STOPPED}
     * @param output the end of what it has printed on both streams
     */
    record Ended(int exitCode, String output) {
    }

    /**
     * Runs it to its end, in the folder of module sim.
     *
     * @param patience how long that may take
     */
    Ended run(Duration patience) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command()).directory(Checkout.SIM.toFile()).redirectErrorStream(true).start();
        StringBuilder output = new StringBuilder();
        Thread reader = Thread.ofPlatform().daemon().start(() -> read(process, output));
        boolean ended;
        try {
            process.getOutputStream().close();
            ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        reader.join();
        return new Ended(ended ? process.exitValue() : STOPPED, output.toString());
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        List<Path> classPath = new ArrayList<>(first);
        classPath.addAll(Checkout.classPath());
        command.addAll(
                List.of("-Dbasedir=" + Checkout.SIM, "-cp", classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)), main));
        command.addAll(arguments);
        return command;
    }

    private static void read(Process process, StringBuilder output) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (output.length() > LONGEST_OUTPUT) {
                    output.delete(0, LONGEST_OUTPUT / 2);
                }
            }
        } catch (IOException e) {
            output.append("\nits output ended with ").append(e);
        }
    }
}
