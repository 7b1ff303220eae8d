package dev.overlap.scenario;

import java.util.List;
import java.util.Optional;

/** The scenarios that come with the project, in the order in which they are played and listed. */
public final class Scenarios {

    private static final List<Scenario> ALL = List.of(new SteadyStream(), new StopRacesCompletion(), new CancelThenRestart(), new CloseInsideListener(),
            new DrainRacesPeerClose(), new BufferLimit(), new MessageBoundaries(), new ZeroByteMessages(), new PeerDisconnects(),
            new PeerDiesWithPendingWrite(), new ReenterFromReadyRead(), new WaitWithTimeout(), new TwoReadersOneProcess(), new ApiFailures(),
            new HostileFlood(), new SilentPeer(), new PipeSquatter(), new OwnerMovesThread(), new SecondReaderOnTheSameHandle(), new DestructionOrder(),
            new ProcessExit(), new WaitsOfTwoReaders(), new PeerKeepsUp());

    private Scenarios() {
    }

    /** All of them. */
    public static List<Scenario> all() {
        return ALL;
    }

    /** The one with this name. */
    public static Optional<Scenario> named(String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }
}
