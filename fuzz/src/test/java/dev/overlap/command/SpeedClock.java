package dev.overlap.command;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Measures the CPU time of executions on the thread that calls it, from one number of them to another, and keeps a sample of their inputs in a file. */
final class SpeedClock {

    /** Before the nanoseconds of one execution, on a line of its own. */
    static final String NANOS = "nanos an execution: ";

    private static final String WARM_UP = "speed.warmUp";
    private static final String EXECUTIONS = "speed.executions";
    private static final String SAMPLE = "speed.sample";
    private static final int EVERY = 37;
    private static final int MOST = 20_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long first = Long.getLong(WARM_UP, 0);
    private final long last = first + Long.getLong(EXECUTIONS, 0);
    private final List<byte[]> sample = new ArrayList<>();
    private long count;
    private long began;

    private SpeedClock() {
    }

    /** What to measure is said by the JVM's options. */
    static SpeedClock ofThisJvm() {
        return new SpeedClock();
    }

    static List<String> options(int warmUp, int executions, Path sample) {
        return List.of("-D" + WARM_UP + "=" + warmUp, "-D" + EXECUTIONS + "=" + executions, "-D" + SAMPLE + "=" + sample);
    }

    /** Another execution begins. */
    void next(byte[] input) {
        if (count == first) {
            began = THREADS.getCurrentThreadCpuTime();
        } else if (count == last) {
            System.out.println(NANOS + (THREADS.getCurrentThreadCpuTime() - began) / (last - first));
            write();
        }
        if (count >= first && count % EVERY == 0 && sample.size() < MOST) {
            sample.add(input.clone());
        }
        count++;
    }

    boolean isOver() {
        return count > last;
    }

    private static Path file() {
        return Path.of(Objects.requireNonNull(System.getProperty(SAMPLE)));
    }

    private void write() {
        if (Files.exists(file())) {
            return;
        }
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file()))) {
            out.writeInt(sample.size());
            for (byte[] input : sample) {
                out.writeInt(input.length);
                out.write(input);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The inputs that were kept in another JVM. */
    static List<byte[]> sampled() throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file()))) {
            int size = in.readInt();
            for (int i = 0; i < size; i++) {
                inputs.add(in.readNBytes(in.readInt()));
            }
        }
        return inputs;
    }
}
