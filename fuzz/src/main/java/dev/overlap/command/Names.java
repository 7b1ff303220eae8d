package dev.overlap.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import dev.overlap.explore.Portfolio;
import dev.overlap.fault.Rule;
import dev.overlap.fault.RuleSyntaxException;
import dev.overlap.kernel.Profile;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.schedule.Bench;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The names that users type, what they stand for, and the nearest ones to those that stand for nothing. */
final class Names {

    private static final int FEW = 2;

    private Names() {
    }

    static Portfolio strategy(String name) {
        return Portfolio.named(name).orElseThrow(() -> new TypeConversionException(unknown("strategy", name, Portfolio.NAMES)));
    }

    static WindowsVersion windows(String number) {
        return WindowsVersion.numbered(number)
                .orElseThrow(() -> new TypeConversionException(unknown("version of Windows", number, windowsVersions())));
    }

    static Profile profile(String label) {
        return Profile.labelled(label).orElseThrow(() -> new TypeConversionException(unknown("version of Windows", label, profiles())));
    }

    static List<String> profiles() {
        return Arrays.stream(Profile.values()).map(Profile::label).toList();
    }

    static Rule rule(String text) {
        try {
            return Rule.parse(text);
        } catch (RuleSyntaxException e) {
            throw new TypeConversionException("\"" + text + "\", " + e.getMessage());
        }
    }

    static Bench.Engine engine(String name) {
        return Arrays.stream(Bench.Engine.values()).filter(engine -> engine.name().toLowerCase(Locale.ROOT).equals(name)).findFirst()
                .orElseThrow(() -> new TypeConversionException(unknown("engine", name, engines())));
    }

    static List<String> windowsVersions() {
        return Arrays.stream(WindowsVersion.values()).map(WindowsVersion::number).toList();
    }

    static List<String> engines() {
        return Arrays.stream(Bench.Engine.values()).map(engine -> engine.name().toLowerCase(Locale.ROOT)).toList();
    }

    /** One line about a name that is not known, with the nearest ones that are, or all of them when none is near. */
    static String unknown(String what, String name, List<String> known) {
        List<String> nearest = nearest(name, known);
        String hint = nearest.isEmpty() ? "; known: " + String.join(", ", known) : "; did you mean " + String.join(" or ", nearest) + "?";
        return "unknown " + what + " '" + name + "'" + hint;
    }

    /** At most two names, the nearest first, by picocli's own measure, which it takes to the names of commands. */
    static List<String> nearest(String name, List<String> known) {
        CommandSpec spec = CommandSpec.create();
        known.forEach(each -> spec.addSubcommand(each, CommandSpec.create()));
        List<String> nearest = new UnmatchedArgumentException(new CommandLine(spec), List.of(name)).getSuggestions();
        return nearest.subList(0, Math.min(FEW, nearest.size()));
    }
}
