package dev.overlap.planted;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Jazzer has found with one target.
 *
 * @param thrown the first line of what was thrown, or that an input does not end; empty when nothing was found
 * @param executions until then, seeds included
 * @param seconds until then, the start of the JVM and the instrumentation included
 * @param output the end of what Jazzer has printed
 */
record FuzzRun(String thrown, long executions, double seconds, String output) {

    boolean found() {
        return !thrown.isEmpty();
    }

    /** Looks at what Jazzer prints, line by line, while it runs. */
    static final class Watch implements Consumer<String> {

        private static final String EXCEPTION = "== Java Exception: ";
        private static final String HANG = "ERROR: libFuzzer: timeout";
        private static final Pattern EXECUTIONS = Pattern.compile("stat::number_of_executed_units: (\\d+)");
        private static final int FOUND = 77;
        private static final int HANGS = 70;
        private static final double NANOS = 1e9;

        private final long began = System.nanoTime();
        private String thrown = "";
        private long foundAt;
        private long executions = -1;

        @Override
        public synchronized void accept(String line) {
            Matcher units = EXECUTIONS.matcher(line);
            if (units.matches()) {
                executions = Long.parseLong(units.group(1));
            } else if (thrown.isEmpty() && (line.startsWith(EXCEPTION) || line.contains(HANG))) {
                thrown = line.replace(EXCEPTION, "");
                foundAt = System.nanoTime();
            }
        }

        /**
         * What has come out.
         *
         * @throws IllegalStateException when exit code and output do not go together, or say neither that something was found nor that nothing was
         */
        synchronized FuzzRun result(ChildJvm.Ended ended) {
            boolean found = ended.exitCode() == FOUND || ended.exitCode() == HANGS;
            if (!found && ended.exitCode() != 0 || found == thrown.isEmpty() || executions < 0) {
                throw new IllegalStateException("Jazzer has ended with exit code " + ended.exitCode() + ":\n" + ended.output());
            }
            return new FuzzRun(thrown, executions, ((found ? foundAt : System.nanoTime()) - began) / NANOS, ended.output());
        }
    }
}
