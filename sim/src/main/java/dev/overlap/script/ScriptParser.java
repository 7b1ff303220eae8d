package dev.overlap.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.overlap.fault.FaultRule;
import dev.overlap.fault.Rule;
import dev.overlap.fault.RuleSyntaxException;

/** Reads one text as a script, and says of anything else where it goes wrong and what was expected there. */
final class ScriptParser {

    /** In so many ways one script is played, variants and alternatives together: every line is looked at for each of them. */
    static final int MOST_READINGS = 64;
    /** So many words, and so many settings, one variant has. */
    static final int MOST_WORDS = 32;

    private static final Pattern SETTING = Pattern.compile("[A-Za-z]\\w*=\\S{1,200}");
    private static final Pattern VARIANT_WORD = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Set<String> RULES = Set.of("fail", "hold", "answer", "complete");

    private final String[] texts;
    private final List<Variant> variants = new ArrayList<>();
    private final List<ScriptLine.Either> eithers = new ArrayList<>();
    private boolean titled;
    private boolean begun;

    ScriptParser(String text) {
        texts = text.replace("\r\n", "\n").split("\n", -1);
    }

    Script parse() throws ScriptSyntaxException {
        version();
        List<ScriptLine> lines = new ArrayList<>();
        StepParser steps = new StepParser(variants, eithers);
        int end = texts.length > 1 && texts[texts.length - 1].isEmpty() ? texts.length - 1 : texts.length;
        for (int i = Script.LINES_ABOVE; i < end; i++) {
            lines.add(line(texts[i], i + 1, steps));
        }
        if (!titled) {
            throw new ScriptSyntaxException(Script.LINES_ABOVE + 1, 1, "expected a line \"title\" that says what the script is about");
        }
        if (!begun) {
            throw new ScriptSyntaxException(end, 1, "expected at least one line in which a thread does something");
        }
        return new Script(lines);
    }

    private void version() throws ScriptSyntaxException {
        if (!texts[0].startsWith(ScriptFormat.MAGIC)) {
            throw new ScriptSyntaxException(1, 1, "not a script: expected \"" + ScriptFormat.MAGIC + ScriptFormat.VERSION + "\"");
        }
        String version = texts[0].substring(ScriptFormat.MAGIC.length()).strip();
        if (!version.equals(Integer.toString(ScriptFormat.VERSION))) {
            throw new ScriptSyntaxException(1, ScriptFormat.MAGIC.length() + 1,
                    "version \"" + plain(version) + "\" is not known, expected " + ScriptFormat.VERSION);
        }
    }

    /** What can be shown of it on one line. */
    private static String plain(String text) {
        String shown = text.substring(0, Math.min(text.length(), Words.LONGEST_EXCERPT));
        return shown.replaceAll("[^ -~]", "?") + (shown.length() < text.length() ? "..." : "");
    }

    private ScriptLine line(String text, int number, StepParser steps) throws ScriptSyntaxException {
        if (text.isBlank() || text.startsWith("#")) {
            return new ScriptLine.Remark(text.stripTrailing());
        }
        Words words = new Words(text, number);
        if (words.take("title")) {
            return title(text, words);
        } else if (words.take("variant")) {
            return variant(words);
        } else if (words.take("either")) {
            return either(words);
        } else if (words.take("process")) {
            return process(words, steps);
        } else if (RULES.contains(words.peek())) {
            words.take(words.peek());
            return rule(text, words);
        }
        begun = true;
        return steps.step(words);
    }

    private ScriptLine.Title title(String text, Words words) throws ScriptSyntaxException {
        if (titled) {
            throw words.wrongAtLast("title is given twice");
        }
        if (words.atEnd()) {
            throw words.expected("a sentence that says what the script is about");
        }
        titled = true;
        return new ScriptLine.Title(text.strip().substring("title".length()).strip());
    }

    private void isHeader(Words words, String what) throws ScriptSyntaxException {
        if (begun) {
            throw words.wrongAtLast("expected " + what + " above the first line in which a thread does something");
        }
    }

    private ScriptLine.VariantLine variant(Words words) throws ScriptSyntaxException {
        isHeader(words, "variants");
        Set<String> named = new HashSet<>();
        List<String> names = new ArrayList<>();
        while (VARIANT_WORD.matcher(words.peek()).matches()) {
            String name = words.take(new Words.Expected("a word"));
            if (!named.add(name)) {
                throw words.wrongAtLast("word \"" + name + "\" is given twice");
            }
            names.add(name);
            atMost(words, names.size(), MOST_WORDS, "words");
        }
        if (names.isEmpty()) {
            throw words.expected("a word for the variant, of small letters, digits and hyphens");
        }
        Map<String, String> values = new LinkedHashMap<>();
        while (!words.atEnd()) {
            String setting = words.take(new Words.Expected("a setting"));
            if (!SETTING.matcher(setting).matches()) {
                throw words.lastIsNot("a setting such as type=PIPE_TYPE_BYTE");
            }
            int equals = setting.indexOf('=');
            if (values.put(setting.substring(0, equals), setting.substring(equals + 1)) != null) {
                throw words.wrongAtLast("setting \"" + setting.substring(0, equals) + "\" is given twice");
            }
            atMost(words, values.size(), MOST_WORDS, "settings");
        }
        Variant variant = new Variant(names, values);
        if (!variants.isEmpty() && !variants.getFirst().values().keySet().equals(values.keySet())) {
            throw words.expected("the same settings as in the first variant: " + String.join(", ", variants.getFirst().values().keySet()));
        }
        if (variants.stream().anyMatch(other -> other.words().equals(names))) {
            throw words.wrongAtLast("variant \"" + variant + "\" is given twice");
        }
        variants.add(variant);
        atMost(words, readings(), MOST_READINGS, "ways of playing it");
        return new ScriptLine.VariantLine(variant);
    }

    private ScriptLine.Either either(Words words) throws ScriptSyntaxException {
        isHeader(words, "alternatives");
        List<String> names = new ArrayList<>();
        do {
            String name = words.take(new Words.Expected("a word of small letters, digits and hyphens"));
            if (!VARIANT_WORD.matcher(name).matches()) {
                throw words.lastIsNot("a word of small letters, digits and hyphens");
            }
            boolean taken = names.contains(name) || eithers.stream().anyMatch(other -> other.words().contains(name)) || variants.stream()
                    .anyMatch(variant -> variant.words().contains(name));
            if (taken) {
                throw words.wrongAtLast("word \"" + name + "\" is given twice");
            }
            names.add(name);
            atMost(words, names.size(), MOST_READINGS, "ways of playing it");
        } while (words.take("or"));
        if (!words.atEnd() || names.size() < 2) {
            throw words.expected("\"or\" and another word");
        }
        ScriptLine.Either either = new ScriptLine.Either(names);
        eithers.add(either);
        atMost(words, readings(), MOST_READINGS, "ways of playing it");
        return either;
    }

    private int readings() {
        int readings = Math.max(1, variants.size());
        for (ScriptLine.Either either : eithers) {
            readings *= either.words().size();
        }
        return readings;
    }

    private static void atMost(Words words, int count, int most, String what) throws ScriptSyntaxException {
        if (count > most) {
            throw words.wrongAtLast("expected " + most + " " + what + " at most");
        }
    }

    private ScriptLine.Process process(Words words, StepParser steps) throws ScriptSyntaxException {
        isHeader(words, "processes");
        String name = steps.newProcess(words);
        words.need("with");
        List<String> threads = new ArrayList<>();
        do {
            threads.add(steps.newThread(words));
        } while (!words.atEnd());
        return new ScriptLine.Process(name, threads);
    }

    // ---------------------------------------------------------------- rules: fail ReadFile #2 with ERROR_NOT_ENOUGH_MEMORY

    private ScriptLine.RuleLine rule(String text, Words words) throws ScriptSyntaxException {
        isHeader(words, "rules");
        Rule rule;
        try {
            rule = Rule.parse(text);
        } catch (RuleSyntaxException e) {
            throw words.wrong(e.column(), e.what());
        }
        if (rule instanceof FaultRule fault && Function.named(fault.call().function()).isEmpty()) {
            throw words.wrong(words.column(), "a script cannot call " + fault.call().function());
        }
        return new ScriptLine.RuleLine(rule);
    }
}
