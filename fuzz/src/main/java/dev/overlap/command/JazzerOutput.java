package dev.overlap.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Understands what Jazzer and its libFuzzer print. One thread writes, another may look. */
final class JazzerOutput implements Consumer<String> {

    /** {@code #4096 pulse cov: 12 ft: 40 corp: 9/120b exec/s: 2048 rss: 300Mb}, with tabs and more or less of it. */
    private static final Pattern STATUS = Pattern.compile("#(\\d+)\\s+\\w+\\s+cov: (\\d+) ft: (\\d+) corp: (\\d+)/.*");
    private static final Pattern EXECUTIONS = Pattern.compile("stat::number_of_executed_units:\\s*(\\d+)");
    private static final Pattern WRITTEN = Pattern.compile(".*Test unit written to (.+)");
    private static final String EXCEPTION = "== Java Exception: ";
    private static final String HANG = "ERROR: libFuzzer: timeout";
    private static final String BEGIN = "INFO: seed corpus:";
    private static final String STOP = "libFuzzer: run interrupted";
    private static final String OWN_FRAME = "dev.overlap.";
    private static final String FRAME = "at ";
    private static final int MOST_FRAMES = 12;

    private long firstAt;
    private long executions = -1;
    private long finalExecutions = -1;
    private int edges;
    private int entries;
    private String thrown = "";
    private final List<String> frames = new ArrayList<>();
    private boolean inTrace;
    private boolean stopped;
    private @Nullable Path input;

    @Override
    public synchronized void accept(String line) {
        Matcher status = STATUS.matcher(line);
        Matcher units = EXECUTIONS.matcher(line);
        Matcher written = WRITTEN.matcher(line);
        if (status.matches()) {
            begun();
            executions = Long.parseLong(status.group(1));
            edges = Integer.parseInt(status.group(2));
            entries = Integer.parseInt(status.group(4));
        } else if (units.matches()) {
            finalExecutions = Long.parseLong(units.group(1));
        } else if (written.matches()) {
            input = Path.of(written.group(1));
        } else if (thrown.isEmpty() && line.contains(EXCEPTION)) {
            thrown = line.substring(line.indexOf(EXCEPTION) + EXCEPTION.length());
            inTrace = true;
        } else if (thrown.isEmpty() && line.contains(HANG)) {
            thrown = "does not end";
            inTrace = true;
        } else if (line.startsWith(BEGIN)) {
            begun();
        } else if (line.contains(STOP)) {
            stopped = true;
        } else if (inTrace) {
            trace(line.strip());
        }
    }

    private void begun() {
        firstAt = firstAt == 0 ? System.nanoTime() : firstAt;
    }

    private void trace(String line) {
        if (line.startsWith("== libFuzzer crashing input") || line.startsWith("DEDUP_TOKEN")) {
            inTrace = false;
        } else if (line.startsWith("Caused by: ") && thrown.startsWith("com.code_intelligence.")) {
            // Jazzer's own word for a full stack or heap.
            thrown = line.substring("Caused by: ".length());
        } else if (line.startsWith(FRAME) && frames.size() < MOST_FRAMES) {
            String frame = line.substring(FRAME.length()).replaceFirst("^[\\w.]*//?", "");
            if (frame.startsWith(OWN_FRAME)) {
                frames.add(frame);
            }
        }
    }

    /** How many inputs have been run, as far as it has said; -1 before it has begun. */
    synchronized long executions() {
        return Math.max(executions, finalExecutions);
    }

    /** Whether it has told, at its end, how many there were. */
    synchronized boolean hasEnded() {
        return finalExecutions >= 0;
    }

    /** Whether a signal has asked it to end. */
    synchronized boolean wasStopped() {
        return stopped;
    }

    /** How long it has been running inputs, in nanoseconds, 0 before it has begun: the start of the JVM does not count. */
    synchronized long nanos() {
        return firstAt == 0 ? 0 : System.nanoTime() - firstAt;
    }

    /** How many edges of the program's code were reached. */
    synchronized int edges() {
        return edges;
    }

    /** How many inputs it keeps. */
    synchronized int entries() {
        return entries;
    }

    /** The first line of what was thrown, or that an input does not end; empty when nothing was found. */
    synchronized String thrown() {
        return thrown;
    }

    /** Where in the project it was thrown, the innermost place first. */
    synchronized List<String> frames() {
        return List.copyOf(frames);
    }

    /** The input with which that happened. */
    synchronized @Nullable Path input() {
        return input;
    }
}
