package dev.overlap.kernel;

/** Who is signalling what in a program, and how often: what an event or a file object may be signalled by. */
final class ProgramSignals {

    private final ProgramRun run;
    private final int[] eventsBeingSet = new int[KernelProgram.EVENTS];
    private final int[] filesBeingSignalled = new int[2];
    private final int[] eventSets = new int[KernelProgram.EVENTS];
    private final int[] eventWaits = new int[KernelProgram.EVENTS];

    ProgramSignals(ProgramRun run) {
        this.run = run;
    }

    /** An auto-reset event lets through no more than one wait each time that it is set. */
    void compare(int event) {
        run.require(run.shape().manualReset()[event] || eventWaits[event] <= eventSets[event], "event %s was set %s times, and let through %s", event,
                eventSets[event], eventWaits[event]);
    }

    boolean eventIsBeingSet(int event) {
        return eventsBeingSet[event] > 0;
    }

    boolean fileMayBeSignalled(int end) {
        return filesBeingSignalled[end] > 0;
    }

    void beginsToSet(int event) {
        eventsBeingSet[event]++;
        eventSets[event]++;
        run.invariants.eventIsSet(event);
    }

    void hasSet(int event) {
        eventsBeingSet[event]--;
    }

    void eventWasSet(int event) {
        eventSets[event]++;
    }

    void eventLetThrough(int event) {
        eventWaits[event]++;
    }

    void beginsToSignal(int end) {
        filesBeingSignalled[end]++;
        run.invariants.fileIsSignalled(end);
    }

    void hasSignalled(int end) {
        filesBeingSignalled[end]--;
    }
}
