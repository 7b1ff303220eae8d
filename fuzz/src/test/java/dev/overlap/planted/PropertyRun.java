package dev.overlap.planted;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What properties of module sim say of a project, each within its own number of tries.
 *
 * @param failed the first property that does not hold, {@code Class.method}; empty when all hold
 * @param tries of that property, with the one in which it failed; 0 when all hold
 * @param id of that property, by which it can be looked at again; empty when all hold
 * @param held how many properties hold, or have been found to hold before the one that does not
 * @param seconds how long it took, the start of the JVM included
 * @param output what was printed, the exception included
 */
record PropertyRun(String failed, int tries, String id, int held, double seconds, String output) {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double NANOS = 1e9;

    /**
     * Looks at properties in a JVM of their own.
     *
     * @param defective the folder of classes with a defect, or none
     * @param properties names of classes, or of packages with ".*" behind them: classes there whose names end in Properties;
     *        or ids
     * @throws IllegalStateException when they could not be looked at
     */
    static PropertyRun of(List<Path> defective, List<String> properties) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        ChildJvm.Ended ended = new ChildJvm(defective, ChildJvm.USUAL, PropertyMain.class.getName(), properties).run(PATIENCE);
        double seconds = (System.nanoTime() - begin) / NANOS;
        List<String> lines = ended.output().lines().toList();
        int held = (int) lines.stream().filter(line -> line.startsWith(PropertyMain.HELD)).count();
        String failure = lines.stream().filter(line -> line.startsWith(PropertyMain.FAILED)).findFirst().orElse("");
        if (!failure.isEmpty()) {
            String[] words = failure.substring(PropertyMain.FAILED.length()).split(" ", 3);
            return new PropertyRun(words[0], Integer.parseInt(words[1]), words[2], held, seconds, ended.output());
        }
        if (ended.exitCode() != 0 || !lines.contains(PropertyMain.ALL + held)) {
            throw new IllegalStateException("properties of " + properties + " could not be looked at, exit code " + ended.exitCode() + ":\n" + ended.output());
        }
        return new PropertyRun("", 0, "", held, seconds, ended.output());
    }

    boolean found() {
        return !failed.isEmpty();
    }
}
