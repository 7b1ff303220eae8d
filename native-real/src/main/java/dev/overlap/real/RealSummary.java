package dev.overlap.real;

import java.util.List;
import java.util.Map;

import dev.overlap.finding.Finding;

/**
 * What exploring a real kernel came to.
 *
 * @param lanes in the order in which they were played
 * @param notExpressible the scenarios that this kernel cannot be told, each with the reason
 * @param discardedCallbacks callbacks that began after the kernel had promised that none would (0 on Windows, as far as anybody knows)
 * @param handlesMore how many handles more than after the first executions this process has, by type
 * @param mustExit whether threads are left that cannot be ended: nothing more can be played in this process, and it must be ended
 */
public record RealSummary(long executions, double seconds, List<Lane> lanes, List<Found> findings, Map<String, String> notExpressible,
        long discardedCallbacks, Map<String, Integer> handlesMore, boolean mustExit) {

    public RealSummary {
        lanes = List.copyOf(lanes);
        findings = List.copyOf(findings);
        notExpressible = Map.copyOf(notExpressible);
        handlesMore = Map.copyOf(handlesMore);
    }

    /**
     * One lane's figures.
     *
     * @param calls calls of the process under test, in all executions
     */
    public record Lane(String scenario, String reader, int executions, long calls, double seconds, int findings) {

        /** Both, one after the other. */
        Lane and(Lane next) {
            return new Lane(scenario, reader, executions + next.executions, calls + next.calls, seconds + next.seconds, findings + next.findings);
        }
    }

    /**
     * A defect.
     *
     * @param seed of the execution: the same questions get the same answers with it, but the threads' order is the machine's
     * @param report where it got stuck, every thread and every call in flight, a line each; otherwise empty
     */
    public record Found(Finding finding, String scenario, String reader, long seed, List<String> report) {

        public Found {
            report = List.copyOf(report);
        }
    }
}
