package dev.overlap.campaign;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.program.ProgramScenario;
import dev.overlap.scenario.Scenario;

/** The fixed order in which a campaign that does not learn runs its arms, again and again, and in which one that learns runs each for the first time. */
final class Rotation {

    /** After so many scenarios programs have their turn. */
    private static final int SCENARIOS_A_PROGRAM = 3;

    private final List<Arm> turns;

    private Rotation(List<Arm> turns) {
        this.turns = List.copyOf(turns);
    }

    /** Scenarios one after the other, programs after every third of them, and after each program a fuzz target. */
    static Rotation of(CampaignOptions options) {
        boolean programs = options.engines().contains(Arm.RANDOM_PROGRAMS);
        List<String> targets = options.engines().contains(Arm.JAZZER) ? new ArrayList<>(options.targets()) : new ArrayList<>();
        List<Arm> turns = new ArrayList<>();
        int scenarios = 0;
        for (Scenario scenario : options.engines().contains(Arm.EXPLORE) ? options.scenarios() : List.<Scenario>of()) {
            if (options.subjects().stream().anyMatch(subject -> subject.plays(scenario))) {
                turns.add(new Arm(Arm.EXPLORE, scenario.name()));
                scenarios++;
                if (scenarios % SCENARIOS_A_PROGRAM == 0) {
                    addOthers(turns, programs, targets);
                }
            }
        }
        if (programs && turns.stream().noneMatch(arm -> arm.engine().equals(Arm.RANDOM_PROGRAMS))) {
            turns.add(new Arm(Arm.RANDOM_PROGRAMS, ProgramScenario.NAME));
        }
        targets.forEach(target -> turns.add(new Arm(Arm.JAZZER, target)));
        return new Rotation(turns);
    }

    private static void addOthers(List<Arm> turns, boolean programs, List<String> targets) {
        if (programs) {
            turns.add(new Arm(Arm.RANDOM_PROGRAMS, ProgramScenario.NAME));
        }
        if (!targets.isEmpty()) {
            turns.add(new Arm(Arm.JAZZER, targets.removeFirst()));
        }
    }

    /** All arms, each once, in the order of their first turn. */
    List<Arm> arms() {
        return turns.stream().distinct().toList();
    }

    /** Whose turn a round is, from 0. */
    Arm arm(long round) {
        return turns.get((int) (round % turns.size()));
    }

    /** The how-manieth round of its arm that is, from 0. */
    long number(long round) {
        Arm arm = arm(round);
        long each = turns.stream().filter(arm::equals).count();
        long before = turns.subList(0, (int) (round % turns.size())).stream().filter(arm::equals).count();
        return round / turns.size() * each + before;
    }

    /** How many executions there are in the rounds before this one. */
    long executionsBefore(long round) {
        long whole = turns.stream().mapToLong(arm -> arm.roundExecutions(false)).sum();
        return round / turns.size() * whole + turns.subList(0, (int) (round % turns.size())).stream().mapToLong(arm -> arm.roundExecutions(false)).sum();
    }
}
