package dev.overlap.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.overlap.explore.Repertoire;
import dev.overlap.explore.Subjects;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.report.StateSample;
import dev.overlap.scenario.Scenarios;
import dev.overlap.schedule.Bench;
import dev.overlap.target.Targets;
import org.junit.jupiter.api.Test;

/** The fixed order of rounds, and what is picked by what was learned. */
class RotationTest {

    private static final List<String> ALL = List.of(Arm.EXPLORE, Arm.RANDOM_PROGRAMS, Arm.JAZZER);

    private static CampaignOptions options(List<String> engines) {
        return new CampaignOptions(1, 1, 1, Long.MAX_VALUE, Long.MAX_VALUE, 1, true, false, engines, Scenarios.all(), Subjects.pipeReaders(), Targets.names(),
                Repertoire.OF_THE_PROJECT, WindowsVersion.WINDOWS_10, Bench.Engine.CONTINUATIONS, Path.of("nowhere"), "test", () -> null);
    }

    private static Ledger ledger() {
        return new Ledger(new Part("id", 1, 1, 1, Map.of(), List.of("now"), 0, 0, List.of(), Map.of(), List.of(), "", List.of(), List.of(), 0, List.of(), 0, 0,
                false));
    }

    @Test
    void everythingHasItsTurn() {
        List<Arm> arms = Rotation.of(options(ALL)).arms();

        assertThat(arms).filteredOn(arm -> arm.engine().equals(Arm.EXPLORE)).hasSameSizeAs(Scenarios.all());
        assertThat(arms).filteredOn(arm -> arm.engine().equals(Arm.RANDOM_PROGRAMS)).hasSize(1);
        assertThat(arms).filteredOn(arm -> arm.engine().equals(Arm.JAZZER)).extracting(Arm::target).containsExactlyInAnyOrderElementsOf(Targets.names());
    }

    @Test
    void theRoundsOfAnArmAreNumberedWithoutGaps() {
        Rotation rotation = Rotation.of(options(ALL));
        Map<Arm, Long> next = new HashMap<>();
        long executions = 0;
        for (long round = 0; round < 500; round++) {
            Arm arm = rotation.arm(round);
            assertThat(rotation.number(round)).isEqualTo(next.getOrDefault(arm, 0L));
            assertThat(rotation.executionsBefore(round)).isEqualTo(executions);
            next.merge(arm, 1L, Long::sum);
            executions += arm.roundExecutions(false);
        }
    }

    @Test
    void whatWasWorthMostComesNextAndThePoorAreNotForgotten() {
        Ledger ledger = ledger();
        Picker picker = new Picker(Rotation.of(options(List.of(Arm.EXPLORE))).arms(), ledger);
        Arm rich = new Arm(Arm.EXPLORE, "hostile-flood");
        Arm poor = new Arm(Arm.EXPLORE, "steady-stream");
        Set<Arm> first = new HashSet<>();
        for (int i = 0; i < Scenarios.all().size(); i++) {
            Arm arm = Objects.requireNonNull(picker.next(true));
            assertThat(first.add(arm)).as("each once").isTrue();
            ledger.played(ledger.arm(arm).after(1, 1, arm.equals(poor) ? 0.5 : 1, 1, 0, 0, arm.equals(rich) ? 1 : 0.1), 0);
        }
        int richer = 0;
        boolean poorPlayed = false;
        for (int i = 0; i < 8; i++) {
            Arm arm = Objects.requireNonNull(picker.next(true));
            richer += arm.equals(rich) ? 1 : 0;
            poorPlayed |= arm.equals(poor);
            ledger.played(ledger.arm(arm).after(ledger.arm(arm).nextRound() + 1, 1, 1, 1, 0, 0, arm.equals(rich) ? 1 : 0.01), 0);
        }
        assertThat(richer).isGreaterThanOrEqualTo(5);
        assertThat(poorPlayed).isTrue();
    }

    /** A scenario that adds 5,000 states in every round, for ever, and one that adds 200. */
    @Test
    void statesWithoutEndAreNotWorthMoreThanAFewOfFew() {
        Ledger ledger = ledger();
        Picker picker = new Picker(Rotation.of(options(List.of(Arm.EXPLORE))).arms(), ledger);
        Map<Arm, Integer> adds = Map.of(new Arm(Arm.EXPLORE, "hostile-flood"), 5_000, new Arm(Arm.EXPLORE, "steady-stream"), 200);
        Map<Arm, Integer> rounds = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            Arm arm = Objects.requireNonNull(picker.next(true));
            rounds.merge(arm, 1, Integer::sum);
            ArmProgress before = ledger.arm(arm);
            int states = adds.getOrDefault(arm, 0);
            ledger.played(before.after(before.nextRound() + 1, 1, 1, 1, 0, states, before.growth(states)), 0);
        }
        adds.keySet().forEach(arm -> assertThat(rounds.get(arm)).as(arm.toString()).isBetween(300, 500));
    }

    @Test
    void withoutTimeForAFuzzerThereIsNoneAndPerhapsNothing() {
        Picker fuzzers = new Picker(Rotation.of(options(List.of(Arm.JAZZER))).arms(), ledger());

        assertThat(fuzzers.next(true)).isNotNull();
        assertThat(fuzzers.next(false)).isNull();
    }

    @Test
    void samplesAreThinnedOutAndKeepTheirOrder() {
        Ledger ledger = ledger();
        for (int i = 0; i < 10_000; i++) {
            ledger.sample(i);
        }
        List<Double> seconds = ledger.part(1, false).samples().stream().map(StateSample::seconds).toList();
        assertThat(seconds).hasSizeBetween(90, 201).isSorted();
    }
}
