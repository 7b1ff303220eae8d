package dev.overlap.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** FastTrack's epochs find the first race of a variable exactly when there is one: compared with a detector that remembers every access. */
class AccessHistoryProperties {

    private enum Deed {
        READ, WRITE, ORDER
    }

    /** One step of a program: an access, or something that orders what one task has done before what another one will do. */
    private record Step(Deed deed, int task, int other) {
    }

    private final Bench bench = new Bench(Bench.bestEngine());

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theFirstRaceIsFoundWhereItIs(@ForAll("programs") List<Step> program) {
        Accesses variable = new Accesses(bench);
        Everything everything = new Everything();
        for (Step step : program) {
            boolean expected = everything.races(step);
            boolean found = switch (step.deed) {
                case READ -> variable.read(step.task) != 0;
                case WRITE -> variable.write(step.task) != 0;
                case ORDER -> {
                    variable.order(step.task, step.other);
                    yield false;
                }
            };
            assertThat(found).as("%s of %s races", step, program).isEqualTo(expected);
            if (expected) {
                return;
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> programs() {
        Arbitrary<Deed> deeds = Arbitraries.frequency(Tuple.of(3, Deed.READ), Tuple.of(1, Deed.WRITE), Tuple.of(6, Deed.ORDER));
        Arbitrary<Integer> someone = Arbitraries.integers().between(0, Accesses.TASKS - 1);
        return Combinators.combine(deeds, someone, someone).as(Step::new).list().ofMaxSize(30);
    }

    /** Remembers every access, and who has seen it. */
    private static final class Everything {

        private record Access(int number, boolean writing) {
        }

        private final Set<Access> accesses = new HashSet<>();
        private final List<Set<Access>> seen = IntStream.range(0, Accesses.TASKS).<Set<Access>>mapToObj(task -> new HashSet<>()).toList();

        boolean races(Step step) {
            if (step.deed == Deed.ORDER) {
                seen.get(step.other).addAll(seen.get(step.task));
                return false;
            }
            boolean writing = step.deed == Deed.WRITE;
            boolean races = accesses.stream().anyMatch(access -> (access.writing || writing) && !seen.get(step.task).contains(access));
            Access mine = new Access(accesses.size(), writing);
            accesses.add(mine);
            seen.get(step.task).add(mine);
            return races;
        }
    }
}
