package dev.overlap.program;

import java.util.Arrays;
import java.util.List;

import dev.overlap.fault.FallibleCall;
import dev.overlap.fault.HoldRule;
import dev.overlap.fault.Rule;
import dev.overlap.scenario.PipeSetup;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Programs as jqwik makes and shrinks them. */
public final class Programs {

    private Programs() {
    }

    /** Any program that the encoding can say. */
    public static Arbitrary<Program> any() {
        Arbitrary<PipeSetup> pipes = Combinators.combine(Arbitraries.integers().between(0, 2), Arbitraries.integers().between(0, Program.MAX_BYTES),
                Arbitraries.of(true, false), Arbitraries.of(false, true))
                .as((kind, quota, server, overlaps) -> new PipeSetup(kind > 0, kind > 1, quota, server, overlaps));
        return Combinators.combine(pipes, owner().list().ofMaxSize(12), peer().list().ofMaxSize(8), world().list().ofMaxSize(4)).as(Programs::bounded);
    }

    private static Program bounded(PipeSetup pipe, List<OwnerOp> owner, List<PeerOp> peer, List<WorldOp> world) {
        int[] written = {0};
        return new Program(pipe, owner, peer.stream().filter(op -> (written[0] += op.writes()) <= Program.MAX_BYTES).toList(), world);
    }

    private static Arbitrary<OwnerOp> owner() {
        return Combinators.combine(Arbitraries.of(OwnerOp.Deed.class), Arbitraries.integers().between(0, Program.MAX_BYTES), Arbitraries.of(false, true))
                .as((deed, number, inside) -> new OwnerOp(deed, within(deed.quantity(), number), inside));
    }

    private static Arbitrary<PeerOp> peer() {
        return Combinators.combine(Arbitraries.of(PeerOp.Deed.class), Arbitraries.integers().between(0, 200))
                .as((deed, number) -> new PeerOp(deed, within(deed.quantity(), number)));
    }

    private static int within(Quantity quantity, int number) {
        return quantity == Quantity.NOTHING ? 0 : Math.min(quantity.most(), quantity.least() + number);
    }

    private static Arbitrary<WorldOp> world() {
        Arbitrary<Integer> nth = Arbitraries.integers().between(1, 8);
        Arbitrary<Rule> fails = Combinators.combine(Arbitraries.of(FallibleCall.class), nth, Arbitraries.integers().between(0, 4))
                .as((call, which, error) -> Rule.fail(call, which, call.error(error % call.errorCount())));
        Arbitrary<Rule> holds = Combinators.combine(Arbitraries.of(HoldRule.Held.READ, HoldRule.Held.CALLBACK), nth,
                Arbitraries.of("CancelIoEx", "CloseThreadpoolWait", "GetQueuedCompletionStatus"), nth, Arbitraries.of(true, false))
                .as((held, which, function, call, returned) -> new HoldRule(held, which, function, call, returned));
        Arbitrary<Rule> others = Combinators.combine(nth, Arbitraries.integers().between(0, 32))
                .as((which, bytes) -> bytes == 0 ? Rule.cancelLate(which) : Rule.shortRead(which, bytes));
        return Arbitraries.oneOf(Arrays.asList(fails.map(WorldOp.Impose::new), holds.map(WorldOp.Impose::new), others.map(WorldOp.Impose::new),
                Arbitraries.integers().between(0, Program.MAX_MILLIS).map(WorldOp.Advance::new)));
    }
}
