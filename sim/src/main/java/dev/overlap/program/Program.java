package dev.overlap.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.overlap.reader.Capability;
import dev.overlap.scenario.PipeSetup;

/**
 * A story that nobody has written: a pipe, and what each task does at it, one thing after the other. Whatever it says, a correct reader survives it, and it
 * ends: {@link ProgramScenario} plays it.
 *
 * @param pipe how the pipe is made, with a quota of at most {@link #MAX_BYTES}
 * @param owner what the owner of the reader does, at most {@link #MAX_OWNER}
 * @param peer what is done at the other end, at most {@link #MAX_PEER}, and {@link #MAX_BYTES} written altogether
 * @param world what happens beside, at most {@link #MAX_WORLD}
 */
public record Program(PipeSetup pipe, List<OwnerOp> owner, List<PeerOp> peer, List<WorldOp> world) {

    /** The most bytes that an operation may name. */
    public static final int MAX_BYTES = 1024;
    /** The longest time that an operation may name. */
    public static final int MAX_MILLIS = 1000;
    /** The most that an owner does. */
    public static final int MAX_OWNER = 64;
    /** The most that a peer does. */
    public static final int MAX_PEER = 32;
    /** The most that happens beside. */
    public static final int MAX_WORLD = 16;

    /**
     * Makes a program.
     *
     * @throws IllegalArgumentException when it is too long, or writes too much
     */
    public Program {
        owner = List.copyOf(owner);
        peer = List.copyOf(peer);
        world = List.copyOf(world);
        requireAtMost(owner.size(), MAX_OWNER, "operations of the owner");
        requireAtMost(peer.size(), MAX_PEER, "operations of the peer");
        requireAtMost(world.size(), MAX_WORLD, "operations of the world");
        requireAtMost(peer.stream().mapToInt(PeerOp::writes).sum(), MAX_BYTES, "bytes written");
        requireAtMost(pipe.quotaBytes(), MAX_BYTES, "bytes of quota");
    }

    private static void requireAtMost(int number, int most, String what) {
        if (number > most) {
            throw new IllegalArgumentException(number + " " + what + ": expected at most " + most);
        }
    }

    /** All operations: the owner's, the peer's, the world's. */
    public List<Op> ops() {
        List<Op> ops = new ArrayList<>(owner);
        ops.addAll(peer);
        ops.addAll(world);
        return ops;
    }

    /** A program with this pipe and these operations, sorted by who does them. */
    public static Program of(PipeSetup pipe, List<? extends Op> ops) {
        List<OwnerOp> owner = new ArrayList<>();
        List<PeerOp> peer = new ArrayList<>();
        List<WorldOp> world = new ArrayList<>();
        for (Op op : ops) {
            switch (op) {
                case OwnerOp done -> owner.add(done);
                case PeerOp done -> peer.add(done);
                case WorldOp done -> world.add(done);
            }
        }
        return new Program(pipe, owner, peer, world);
    }

    /** The same without what a reader cannot do that has these capabilities only. */
    public Program within(Collection<Capability> capabilities) {
        PipeSetup suitable = pipe;
        if (pipe.readsMessages() && !capabilities.contains(Capability.MESSAGES)) {
            suitable = new PipeSetup(true, false, pipe.quotaBytes(), pipe.readerIsServer(), pipe.peerOverlaps());
        }
        return new Program(suitable, owner.stream().filter(op -> op.deed().needs().map(capabilities::contains).orElse(true)).toList(), peer,
                world.stream().filter(op -> capabilities.contains(Capability.FAULTS) || !op.isFault()).toList());
    }
}
