package dev.overlap.explore;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.explore.Rehearsal.Take;
import dev.overlap.finding.Finding;
import dev.overlap.program.Program;
import dev.overlap.program.ProgramScenario;
import dev.overlap.program.SimplerPrograms;
import dev.overlap.simulation.Setting;
import dev.overlap.trace.TraceEntry;

/**
 * Makes an execution with a finding as plain as possible: of a program what need not be done, then leaves out choices, in blocks and then one by one, and keeps what still shows the same finding (delta
 * debugging: Zeller, Hildebrandt: Simplifying and Isolating Failure-Inducing Input, IEEE TSE 2002).
 *
 * <p>Choices are followed by what their task is about to do, not by number, so that leaving one out does not move the others. The best result so far is kept
 * when the budget is used up.
 */
public final class Shrinker {

    /** How many executions shrinking one finding may take. */
    public static final int BUDGET = 4_000;

    private final Rehearsal rehearsal;
    private final Finding target;
    private int budget;

    Shrinker(Rehearsal rehearsal, Finding target, int budget) {
        this.rehearsal = rehearsal;
        this.target = target;
        this.budget = budget;
    }

    /** The plainest execution found; {@code first} when nothing could be made plainer. */
    Take shrink(Take first) {
        // Following labels instead of numbers is what outlives changes of the code, and may already need fewer choices.
        Take guided = play(first, first.entries());
        Take best = showsDefect(guided) && guided.entries().size() <= first.entries().size() ? guided : first;
        Take before;
        do {
            // What is left out may make it possible to leave out more: shrinking what is shrunk changes nothing.
            before = best;
            best = shorterProgram(best);
            best = calmLater(best);
            for (int block = Math.max(1, best.entries().size() / 2); block > 0 && budget > 0; block /= 2) {
                best = leaveOut(block, best);
            }
        } while (!best.equals(before) && budget > 0);
        return best;
    }

    /** An early calm is decided by a count of points, which any change of the code moves: better without. */
    private Take calmLater(Take from) {
        if (from.setting().limits().safetyPoints() >= Worker.SAFETY_POINTS) {
            return from;
        }
        return plainer(from, Rehearsal.withSafety(from.setting(), Worker.SAFETY_POINTS), from.entries());
    }

    /** A program that does less, with the choices that are left: everything is tried from the largest simplification to the smallest. */
    private Take shorterProgram(Take from) {
        Take best = from;
        if (from.scenario() instanceof ProgramScenario scenario) {
            SimplerPrograms simpler = new SimplerPrograms(scenario.program());
            for (Program next = simpler.next(); next != null && budget > 0; next = simpler.next()) {
                budget--;
                Take take = rehearsal.play(new ProgramScenario(next), best.setting(), new TraceAnswers(best.entries(), false), null);
                if (showsDefect(take)) {
                    best = take;
                    simpler.take(next);
                }
            }
        }
        return best;
    }

    /** Leaves out so many choices that follow each other, wherever that is possible, from the last ones to the first. */
    private Take leaveOut(int block, Take from) {
        Take best = from;
        int end = best.entries().size();
        while (end > 0 && budget > 0) {
            int begin = Math.max(0, end - block);
            Take without = plainer(best, best.setting(), without(best.entries(), begin, end));
            // What was left out need not be what was asked for: go on from what there is now.
            end = Math.min(begin, without.entries().size());
            best = without;
        }
        return best;
    }

    private static List<TraceEntry> without(List<TraceEntry> entries, int from, int to) {
        List<TraceEntry> rest = new ArrayList<>(entries.subList(0, from));
        rest.addAll(entries.subList(to, entries.size()));
        return rest;
    }

    /** The execution with these choices, if it shows the same defect and is plainer than {@code best}; otherwise {@code best}. */
    private Take plainer(Take best, Setting setting, List<TraceEntry> entries) {
        budget--;
        Take take = rehearsal.play(best.scenario(), setting, new TraceAnswers(entries, false), null);
        int fewer = best.entries().size() - take.entries().size();
        boolean calmer = setting.limits().safetyPoints() > best.setting().limits().safetyPoints();
        return showsDefect(take) && (fewer > 0 || fewer == 0 && calmer) ? take : best;
    }

    private Take play(Take take, List<TraceEntry> entries) {
        budget--;
        return rehearsal.replay(take, new TraceAnswers(entries, false), null);
    }

    private boolean showsDefect(Take take) {
        Finding finding = take.finding();
        return finding != null && sameDefect(finding, target);
    }

    /** Whether two findings tell of the same defect: the same kind, and the same message but for numbers. */
    static boolean sameDefect(Finding one, Finding other) {
        return one.kind() == other.kind() && Finding.withoutNumbers(one.message()).equals(Finding.withoutNumbers(other.message()));
    }
}
