package dev.overlap.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.overlap.fault.Rule;
import dev.overlap.fault.RuleSyntaxException;
import dev.overlap.finding.Finding;
import dev.overlap.kernel.Profile;
import dev.overlap.program.ProgramFormat;
import dev.overlap.program.ProgramScenario;
import dev.overlap.rules.ReaderRules;
import dev.overlap.scenario.Scenario;
import dev.overlap.schedule.Bench;
import dev.overlap.schedule.Limits;
import dev.overlap.simulation.Execution;
import dev.overlap.simulation.Setting;
import dev.overlap.simulation.SimWorld;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceEntry;
import org.jspecify.annotations.Nullable;

/** Plays single executions of one scenario and reader, from recordings or from the entries of traces, and writes them down. Not hot, not thread-safe. */
final class Rehearsal {

    private static final int EXPECTED_POINTS = 1;

    private final SimWorld world;
    private final Scenario scenario;
    private final Subject subject;
    private final Setting setting;

    /**
     * One execution and how it was directed.
     *
     * @param scenario what was played: the rehearsal's, or a shorter program
     * @param setting what it was given beside decisions
     * @param entries its choices that were not the default
     */
    record Take(Scenario scenario, Setting setting, Execution execution, List<TraceEntry> entries, String needs) {

        @Nullable Finding finding() {
            return execution.finding();
        }
    }

    Rehearsal(Bench.Engine engine, Scenario scenario, Subject subject, Setting setting) {
        this(new SimWorld(engine, ReaderRules::check), scenario, subject, setting);
    }

    Rehearsal(SimWorld world, Scenario scenario, Subject subject, Setting setting) {
        this.world = world;
        this.scenario = scenario;
        this.subject = subject;
        this.setting = setting;
    }

    /** Plays once. */
    Take play(Answers answers, @Nullable Chronicle chronicle) {
        return play(scenario, setting, answers, chronicle);
    }

    /** Plays once in another setting. */
    Take play(Setting in, Answers answers, @Nullable Chronicle chronicle) {
        return play(scenario, in, answers, chronicle);
    }

    /** Plays a take once more, with other answers. */
    Take replay(Take take, Answers answers, @Nullable Chronicle chronicle) {
        return play(take.scenario(), take.setting(), answers, chronicle);
    }

    /** Plays another scenario once in another setting. */
    Take play(Scenario other, Setting in, Answers answers, @Nullable Chronicle chronicle) {
        Director director = new Director(answers, chronicle);
        Execution execution = world.play(other, subject.factory(), in, director, director, 0, EXPECTED_POINTS, director);
        return new Take(other, in, execution, List.copyOf(director.entries()), director.level().name().toLowerCase(Locale.ROOT));
    }

    /** Looks where in the reader's code tasks are, in what is played from now on; only after something has been played, and null when no reader was opened. */
    @Nullable ReaderFrames frames() {
        Class<?> reader = world.readerClass();
        return reader == null ? null : new ReaderFrames(reader);
    }

    /** The trace of an execution. */
    Trace trace(Take take) {
        Finding finding = take.finding();
        List<String> program = take.scenario() instanceof ProgramScenario made ? ProgramFormat.print(made.program()) : List.of();
        return new Trace(scenario.name(), program, subject.id(), options(take.setting()), take.setting().rules().stream().map(Rule::toString).toList(),
                finding == null ? null : finding.headline(), take.needs(), take.entries());
    }

    // ---------------------------------------------------------------- settings

    /** Another setting with the adversarial phase ending after so many points. */
    static Setting withSafety(Setting setting, int safetyPoints) {
        Limits limits = setting.limits();
        return new Setting(setting.profile(), new Limits(safetyPoints, limits.stepBound(), limits.surprises()), setting.faults(),
                setting.rules());
    }

    private static SortedMap<String, String> options(Setting setting) {
        SortedMap<String, String> options = new TreeMap<>();
        options.put("windows", setting.profile().label());
        options.put("safety", Integer.toString(setting.limits().safetyPoints()));
        options.put("bound", Integer.toString(setting.limits().stepBound()));
        options.put("surprises", Integer.toString(setting.limits().surprises()));
        if (setting.faults() > 0) {
            options.put("faults", Integer.toString(setting.faults()));
        }
        return options;
    }

    /**
     * The setting that the options of a trace describe.
     *
     * @throws IllegalArgumentException when one is missing or is not what it should be; the message says which
     */
    static Setting setting(Trace trace) {
        String windows = option(trace, "windows");
        Profile profile = Profile.labelled(windows)
                .orElseThrow(() -> new IllegalArgumentException("option windows=" + windows + " is not known"));
        return new Setting(profile, new Limits(number(trace, "safety"), number(trace, "bound"), number(trace, "surprises")),
                trace.options().containsKey("faults") ? number(trace, "faults") : 0, rules(trace));
    }

    private static List<Rule> rules(Trace trace) {
        List<Rule> rules = new ArrayList<>();
        for (String text : trace.rules()) {
            try {
                rules.add(Rule.parse(text));
            } catch (RuleSyntaxException e) {
                throw new IllegalArgumentException("rule \"" + text + "\": " + e.getMessage(), e);
            }
        }
        return rules;
    }

    private static String option(Trace trace, String name) {
        String value = trace.options().get(name);
        if (value == null) {
            throw new IllegalArgumentException("option " + name + " is missing");
        }
        return value;
    }

    private static int number(Trace trace, String name) {
        String value = option(trace, name);
        try {
            int number = Integer.parseInt(value);
            if (number >= 0 && number <= 10_000_000) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("option " + name + "=" + value + " is not a number", e);
        }
        throw new IllegalArgumentException("option " + name + "=" + value + " is not from 0 to 10000000");
    }
}
