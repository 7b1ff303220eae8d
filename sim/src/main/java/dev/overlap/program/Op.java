package dev.overlap.program;

/**
 * One thing that happens in a {@link Program}: the owner of the reader does it, the peer, or the world.
 *
 * <p>{@code toString} gives it as it is written, and {@link ProgramFormat} reads it.
 */
public sealed interface Op permits OwnerOp, PeerOp, WorldOp {

    /** Who does it, as it is written. */
    default String actor() {
        return switch (this) {
            case OwnerOp op -> "owner";
            case PeerOp op -> "peer";
            case WorldOp op -> "world";
        };
    }
}
