package dev.overlap.script;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.overlap.fault.Rule;

/**
 * Scripts as text: what {@link #print} writes {@link #parse} reads, and what anybody has written by hand wrongly gets one clear line.
 *
 * <pre>
 * overlap script 1
 * title  A read that finds nothing pends, and a write completes it
 *
 * main  p = CreateNamedPipe "\\.\pipe\x" PIPE_ACCESS_DUPLEX|FILE_FLAG_OVERLAPPED PIPE_TYPE_BYTE max 1 out 100 in 100 -> handle
 * main  c = CreateFile "\\.\pipe\x" GENERIC_READ|GENERIC_WRITE -> handle
 * main  ReadFile p 10 overlapped r event new e -> FALSE ERROR_IO_PENDING  [N11]
 * main  WriteFile c "abcd" -> TRUE bytes 4
 * main  expect r Internal STATUS_SUCCESS, r InternalHigh 4, e set  [N11]
 * </pre>
 */
public final class ScriptFormat {

    static final String MAGIC = "overlap script ";
    static final int VERSION = 1;

    private ScriptFormat() {
    }

    /** Reads a script of any version. */
    public static Script parse(String text) throws ScriptSyntaxException {
        return new ScriptParser(text).parse();
    }

    /** The script as text, with LF at the end of each line. */
    public static String print(Script script) {
        return MAGIC + VERSION + "\n" + script.lines().stream().map(line -> print(line) + "\n").collect(Collectors.joining());
    }

    /** One line. */
    public static String print(ScriptLine line) {
        return switch (line) {
            case ScriptLine.Remark remark -> remark.text();
            case ScriptLine.Title title -> "title  " + title.text();
            case ScriptLine.VariantLine(Variant variant) -> "variant  " + variant + settings(variant);
            case ScriptLine.Either(List<String> words) -> "either  " + String.join(" or ", words);
            case ScriptLine.RuleLine(Rule rule) -> rule.toString();
            case ScriptLine.Process(String name, List<String> threads) -> "process  " + name + " with " + String.join(" ", threads);
            case ScriptLine.Step step -> when(step) + print(step.action()) + standsFor(step);
        };
    }

    private static String standsFor(ScriptLine.Step step) {
        String words = Stream.concat(step.rows().stream(), step.differences().stream()).collect(Collectors.joining(" "));
        return words.isEmpty() ? "" : "  [" + words + "]";
    }

    private static String settings(Variant variant) {
        return variant.values().entrySet().stream().map(value -> " " + value.getKey() + "=" + value.getValue()).collect(Collectors.joining());
    }

    private static String when(ScriptLine.Step step) {
        List<When> when = step.when();
        return when.isEmpty() ? "" : "when " + when.stream().map(When::toString).collect(Collectors.joining(" ")) + ": ";
    }

    /** What a line does, without its conditions and rows. */
    static String print(Action action) {
        return switch (action) {
            case Action.Call call -> statement(call) + answers(call.answers());
            case Action.Returns returns -> returns.thread() + "  returns" + answers(returns.answers());
            case Action.Expect expect -> expect.thread() + "  expect " + expect.facts().stream().map(ScriptFormat::print).collect(Collectors.joining(", "));
            case Action.Set set -> set.thread() + "  set " + set.operation() + " Internal " + set.internal() + " InternalHigh " + set.internalHigh();
            case Action.Place place -> place.thread() + "  place " + place.operation() + " in " + place.memory() + " at " + place.offset();
            case Action.Leaves leaves -> leaves.thread() + "  leaves";
            case Action.Advance advance -> "advance " + advance.millis() + " ms";
        };
    }

    /** A call with its thread and the names that it gives, without what it answers. */
    static String statement(Action.Call call) {
        return call.thread() + "  " + (call.results().isEmpty() ? "" : String.join(", ", call.results()) + " = ") + print(call);
    }

    /** A call as it stands there, without what it answers. */
    static String print(Action.Call call) {
        return (call.function().windowsName() + " " + String.join(" ", call.arguments())).stripTrailing();
    }

    private static String answers(List<Alternative> answers) {
        return " -> " + answers.stream().map(Alternative::toString).collect(Collectors.joining(" or "));
    }

    static String print(Fact fact) {
        return fact.subject() + " " + fact.property().word() + (fact.value().isEmpty() ? "" : " " + fact.value());
    }
}
