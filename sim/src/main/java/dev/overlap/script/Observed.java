package dev.overlap.script;

/** Lines of a script with what a kernel has answered in the place of what it should: the script that this kernel would keep. */
public final class Observed {

    private Observed() {
    }

    /** The line that a check is of, as it was; nothing else of a kernel than what the line looks at. */
    public static String line(Script script, Variant variant, Check check) {
        int index = check.line() - 1 - Script.LINES_ABOVE;
        ScriptLine line = index >= 0 && index < script.lines().size() ? script.lines().get(index) : new ScriptLine.Remark("");
        if (!(line instanceof ScriptLine.Step step)) {
            return check.call() + ": " + check.actual();
        }
        return switch (step.action()) {
            case Action.Call call -> variant.resolve(ScriptFormat.statement(call)) + " -> " + check.actual();
            case Action.Returns returns -> returns.thread() + "  returns -> " + check.actual();
            case Action.Expect expect -> expect.thread() + "  expect " + check.actual();
            case Action.Set set -> ScriptFormat.print(set) + ": " + check.actual();
            case Action.Place place -> ScriptFormat.print(place) + ": " + check.actual();
            case Action.Leaves leaves -> ScriptFormat.print(leaves) + ": " + check.actual();
            case Action.Advance advance -> ScriptFormat.print(advance);
        };
    }
}
