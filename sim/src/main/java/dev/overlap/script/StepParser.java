package dev.overlap.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.overlap.script.Words.Expected;

/** Reads the lines in which something is done or looked at, and knows which names there are by now. */
final class StepParser {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_]\\w*");
    private static final Pattern ROW = Pattern.compile("[A-Z]{1,2}\\d{1,3}[a-z]?");
    private static final Pattern DIFFERENCE = Pattern.compile("[a-z]+(?:-[a-z0-9]+)++");
    /** What can stand behind the name of a handle: bits that mean nothing. */
    private static final Pattern LOW_BITS = Pattern.compile("\\+[1-3]$");
    private static final String NAME_EXPECTED = "a name of letters and digits";

    private final List<Variant> variants;
    private final List<ScriptLine.Either> eithers;
    private final Map<String, Name> names = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();

    /** For the lines below these, in which there may still be more variants and words. */
    StepParser(List<Variant> variants, List<ScriptLine.Either> eithers) {
        this.variants = variants;
        this.eithers = eithers;
    }

    private List<Variant> variants() {
        return variants.isEmpty() ? List.of(Variant.ONLY) : variants;
    }

    private List<Variant> readings() {
        List<ScriptLine> lines = new ArrayList<>(eithers);
        return variants().stream().flatMap(variant -> new Script(lines).readings(variant).stream()).toList();
    }

    ScriptLine.Step step(Words words) throws ScriptSyntaxException {
        List<When> when = List.of();
        if (words.take("when")) {
            when = conditions(words);
        }
        Action action = words.take("advance") ? advance(words) : byThread(words, when);
        List<String> rows = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        boolean bracketed = words.take("[");
        while (bracketed && !words.take("]")) {
            String what = words.take(new Expected("\"]\""));
            boolean isDifference = DIFFERENCE.matcher(what).matches();
            if (!isDifference && !ROW.matcher(what).matches()) {
                throw words.lastIsNot("a row of the catalogue such as K88, the name of a difference, or \"]\"");
            }
            (isDifference ? differences : rows).add(what);
        }
        if (!words.atEnd()) {
            throw words.expected(bracketed ? "the end of the line" : "rows in brackets, or the end of the line");
        }
        return new ScriptLine.Step(when, action, rows, differences);
    }

    private List<When> conditions(Words words) throws ScriptSyntaxException {
        List<When> conditions = new ArrayList<>();
        while (!words.take(":")) {
            boolean negated = words.take("not");
            String word = words.take(new Expected("a condition, or \":\""));
            boolean known = When.isVersion(word) || variants.stream().anyMatch(variant -> variant.words().contains(word))
                    || eithers.stream().anyMatch(either -> either.words().contains(word));
            if (!known) {
                throw words.lastIsNot("a word of a variant, or a version such as windows>=8");
            }
            conditions.add(new When(negated, word));
        }
        if (conditions.isEmpty()) {
            throw words.lastIsNot("a condition");
        }
        return conditions;
    }

    private Action advance(Words words) throws ScriptSyntaxException {
        String millis = word(words, Kind.NUMBER);
        words.need("ms");
        return new Action.Advance(millis);
    }

    private Action byThread(Words words, List<When> when) throws ScriptSyntaxException {
        String thread = words.take(new Expected("the name of a thread"));
        if (!NAME.matcher(thread).matches()) {
            throw words.lastIsNot("the name of a thread, of letters and digits");
        }
        boolean isCallback = Optional.ofNullable(names.get(thread)).filter(name -> name.isA(Name.CALLBACK)).isPresent();
        if (!isCallback) {
            define(words, thread, Name.THREAD);
            if (gone.contains(thread)) {
                throw words.wrongAtLast("\"" + thread + "\" has left, and does nothing any more");
            }
        }
        if (words.take("leaves")) {
            if (!isCallback) {
                gone.add(thread);
            }
            return new Action.Leaves(thread);
        }
        if (words.take("returns")) {
            words.need("->");
            return new Action.Returns(thread, alternatives(words, Optional.empty(), when));
        } else if (words.take("expect")) {
            List<Fact> facts = new ArrayList<>();
            do {
                facts(words, facts);
            } while (words.take(","));
            return new Action.Expect(thread, facts);
        } else if (words.take("set")) {
            return set(words, thread);
        } else if (words.take("place")) {
            return place(words, thread);
        }
        return call(words, thread, when);
    }

    private Action set(Words words, String thread) throws ScriptSyntaxException {
        String operation = newName(words);
        define(words, operation, Name.OPERATION);
        words.need(Fact.Property.INTERNAL.word());
        String internal = word(words, Kind.STATUS);
        words.need(Fact.Property.INTERNAL_HIGH.word());
        return new Action.Set(thread, operation, internal, word(words, Kind.NUMBER));
    }

    private Action place(Words words, String thread) throws ScriptSyntaxException {
        String operation = newName(words);
        define(words, operation, Name.OPERATION);
        words.need("in");
        String memory = word(words, Kind.MEMORY);
        words.need("at");
        return new Action.Place(thread, operation, memory, word(words, Kind.NUMBER));
    }

    // ---------------------------------------------------------------- names

    private void define(Words words, String name, Name kind) throws ScriptSyntaxException {
        Name before = names.putIfAbsent(name, kind);
        if (before != null && before != kind) {
            throw words.wrongAtLast("\"" + name + "\" is already the name of " + article(before));
        }
    }

    private static String article(Name kind) {
        return (kind == Name.EVENT || kind == Name.OPERATION ? "an " : "a ") + kind;
    }

    /** The name of a process, which nothing else has so far. */
    String newProcess(Words words) throws ScriptSyntaxException {
        return unused(words, Name.PROCESS);
    }

    /** The name of a thread, which nothing else has so far. */
    String newThread(Words words) throws ScriptSyntaxException {
        return unused(words, Name.THREAD);
    }

    private String unused(Words words, Name kind) throws ScriptSyntaxException {
        String name = newName(words);
        Name before = names.put(name, kind);
        if (before != null) {
            throw words.wrongAtLast("\"" + name + "\" is already the name of " + article(before));
        }
        return name;
    }

    private String newName(Words words) throws ScriptSyntaxException {
        String name = words.take(new Expected(NAME_EXPECTED));
        if (!NAME.matcher(name).matches()) {
            throw words.lastIsNot(NAME_EXPECTED);
        }
        return name;
    }

    /** A word that is, in each variant, a name of one of these kinds. */
    private void known(Words words, String word, Name... kinds) throws ScriptSyntaxException {
        for (Variant variant : variants()) {
            Name is = names.get(variant.resolve(word));
            if (is == null || !isOneOf(is, kinds)) {
                String known = String.join(", ", names.entrySet().stream().filter(name -> isOneOf(name.getValue(), kinds)).map(Map.Entry::getKey).toList());
                String wanted = String.join(" or ", Arrays.stream(kinds).map(StepParser::article).toList());
                throw words.lastIsNot("the name of " + wanted + (known.isEmpty() ? ", of which there is none yet" : ", one of " + known));
            }
        }
    }

    private static boolean isOneOf(Name name, Name... kinds) {
        return Arrays.stream(kinds).anyMatch(name::isA);
    }

    /** A word that stands for something of this kind in each variant. */
    private String word(Words words, Kind kind) throws ScriptSyntaxException {
        String word = words.take(new Expected(kind.description()));
        check(words, word, kind);
        return word;
    }

    private void check(Words words, String word, Kind kind) throws ScriptSyntaxException {
        for (Variant variant : word.indexOf('$') < 0 ? List.of(Variant.ONLY) : variants()) {
            if (!kind.accepts(variant.resolve(word))) {
                throw words.lastIsNot(kind.description());
            }
        }
        Name[] names = kind.names();
        if (names.length > 0 && !kind.isConstant(word)) {
            known(words, kind == Kind.HANDLE ? LOW_BITS.matcher(word).replaceFirst("") : word, names);
        }
    }

    // ---------------------------------------------------------------- calls

    private Action call(Words words, String thread, List<When> when) throws ScriptSyntaxException {
        List<String> results = new ArrayList<>();
        boolean named = words.ahead(1).equals("=") || words.ahead(1).equals(",");
        if (named) {
            do {
                results.add(newName(words));
            } while (words.take(","));
            words.need("=");
        }
        String name = words.take(new Expected("a function of Windows, \"returns\" or \"expect\""));
        Function function = Function.named(name).orElseThrow(() -> words.lastIsNot(
                "a function of Windows (" + String.join(", ", Arrays.stream(Function.values()).map(Function::windowsName).toList())
                        + "), \"returns\" or \"expect\""));
        if (results.size() > function.results()) {
            throw words.wrongAtLast(function.windowsName() + " gives " + (function.results() == 0 ? "no handle" : function.results() + " handle")
                    + ", but there are " + results.size() + " names before it");
        }
        List<String> arguments = new ArrayList<>();
        positional(words, function, arguments);
        options(words, function, arguments);
        for (String option : function.neededOptions()) {
            if (!arguments.contains(option)) {
                throw words.expected(option + " and a name");
            }
        }
        words.need("->");
        List<Alternative> answers = alternatives(words, Optional.of(function), when);
        for (String result : results) {
            define(words, result, function.resultName());
        }
        return new Action.Call(thread, results, function, arguments, answers);
    }

    private static boolean isOver(Words words, Function function) {
        return words.atEnd() || words.peek().equals("->") || function.options().contains(words.peek());
    }

    private void positional(Words words, Function function, List<String> arguments) throws ScriptSyntaxException {
        List<Kind> kinds = function.arguments();
        for (int i = 0; i < kinds.size() && (i < function.required() || !isOver(words, function)); i++) {
            if (isOver(words, function)) {
                throw words.expected(kinds.get(i).description());
            }
            arguments.add(word(words, kinds.get(i)));
        }
        while (function.repeatsTheLast() && !isOver(words, function)) {
            arguments.add(word(words, kinds.getLast()));
        }
    }

    private void options(Words words, Function function, List<String> arguments) throws ScriptSyntaxException {
        while (!words.peek().equals("->")) {
            if (!function.options().contains(words.peek())) {
                String options = function.options().isEmpty() ? "" : String.join(", ", function.options()) + " or ";
                throw words.expected(options + "\"->\" and what " + function.windowsName() + " answers");
            }
            String option = words.take(new Expected("an option"));
            if (arguments.contains(option)) {
                throw words.wrongAtLast(option + " is given twice");
            }
            arguments.add(option);
            if (option.equals(Function.OVERLAPPED)) {
                overlapped(words, arguments);
            } else if (option.equals(Function.CALLS)) {
                String callback = newName(words);
                define(words, callback, Name.CALLBACK);
                arguments.add(callback);
            } else if (option.equals(Function.INTO)) {
                arguments.add(word(words, Kind.MEMORY));
            } else if (option.equals(Function.TO)) {
                String process = word(words, Kind.HANDLE);
                known(words, process, Name.PROCESS);
                arguments.add(process);
            } else {
                arguments.add(word(words, Kind.NUMBER));
            }
        }
    }

    private void overlapped(Words words, List<String> arguments) throws ScriptSyntaxException {
        String operation = newName(words);
        define(words, operation, Name.OPERATION);
        arguments.add(operation);
        if (words.take("event")) {
            arguments.add("event");
            if (words.take("new")) {
                arguments.add("new");
                String event = newName(words);
                define(words, event, Name.EVENT);
                arguments.add(event);
            } else {
                arguments.add(word(words, Kind.HANDLE));
            }
        }
    }

    // ---------------------------------------------------------------- answers

    /** What a call answers; of a call that has returned later, it is not looked up which it was. */
    private List<Alternative> alternatives(Words words, Optional<Function> function, List<When> stepWhen) throws ScriptSyntaxException {
        List<Alternative> alternatives = new ArrayList<>();
        do {
            List<When> when = hasConditions(words) ? conditions(words) : List.of();
            alternatives.add(new Alternative(when, answer(words, function)));
        } while (words.take("or"));
        for (Variant variant : readings()) {
            for (int windows : When.VERSIONS) {
                if (When.hold(stepWhen, variant, windows) && alternatives.stream().noneMatch(each -> When.hold(each.when(), variant, windows))) {
                    String where = variant.words().isEmpty() ? "" : "variant \"" + variant + "\" on ";
                    throw words.expected("one more answer, for " + where + "Windows " + windows);
                }
            }
        }
        return alternatives;
    }

    private static boolean hasConditions(Words words) {
        for (int i = 0; !words.ahead(i).isEmpty() && !words.ahead(i).equals("or") && !words.ahead(i).equals("["); i++) {
            if (words.ahead(i).equals(":")) {
                return true;
            }
        }
        return false;
    }

    private Answer answer(Words words, Optional<Function> function) throws ScriptSyntaxException {
        String values = values(function);
        String value = words.take(new Expected(values));
        if (!isValue(value, function)) {
            throw words.lastIsNot(values);
        }
        String error = "";
        boolean mayHaveError = !value.equals("TRUE") && !value.equals(Answer.BLOCKS) && !value.equals(Answer.HANDLE)
                && !value.equals(Answer.POINTER) && !value.equals(Answer.VOID);
        if (mayHaveError && Kind.ERROR.accepts(words.peek())) {
            error = words.take(new Expected(Kind.ERROR.description()));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        List<String> known = function.map(Function::fields).orElse(List.of("bytes", "data"));
        while (!words.atEnd() && !words.peek().equals("or") && !words.peek().equals("[")) {
            String field = words.take(new Expected("a field"));
            if (value.equals(Answer.BLOCKS) || !known.contains(field)) {
                String what = (mayHaveError && error.isEmpty() && fields.isEmpty() ? "an error such as ERROR_IO_PENDING, " : "")
                        + (known.isEmpty() || value.equals(Answer.BLOCKS) ? "" : String.join(", ", known) + ", ");
                throw words.lastIsNot(what + "\"or\", rows in brackets, or the end of the line");
            }
            if (fields.containsKey(field)) {
                throw words.wrongAtLast(field + " is given twice");
            }
            fields.put(field, fieldValue(words, field));
        }
        return new Answer(value, error, fields);
    }

    private String fieldValue(Words words, String field) throws ScriptSyntaxException {
        if (words.take(Answer.UNTOUCHED)) {
            return Answer.UNTOUCHED;
        }
        return word(words, switch (field) {
            case "data", "pages" -> Kind.TEXT;
            case "flags", "state", "NamedPipeType", "NamedPipeConfiguration", "NamedPipeState", "NamedPipeEnd" -> Kind.FLAGS;
            case "of", "of2" -> Kind.OPERATION_OR_NULL;
            case "Internal", "Internal2" -> Kind.STATUS;
            default -> Kind.NUMBER;
        });
    }

    private static String values(Optional<Function> function) {
        return function.map(each -> switch (each.returned()) {
            case BOOL, ONE_HANDLE, TWO_HANDLES, REGISTERED -> "TRUE, FALSE or blocks";
            case NUMBER -> Kind.NUMBER.description();
            case STATUS -> Kind.STATUS.description();
            case HANDLE -> "handle, INVALID_HANDLE_VALUE or NULL";
            case POINTER -> "pointer or NULL";
            case VOID -> "void or blocks";
            case ERROR -> Kind.ERROR.description();
            case WAIT -> "WAIT_OBJECT_0, another result of a wait, or blocks";
        }).orElse("what the call returns: TRUE, FALSE, void or the result of a wait");
    }

    private static boolean isValue(String value, Optional<Function> function) {
        boolean isBool = value.equals("TRUE") || value.equals("FALSE");
        boolean isWait = value.startsWith("WAIT_") && Constants.FLAGS.value(value).isPresent() || Kind.NUMBER.accepts(value);
        boolean isBlocks = value.equals(Answer.BLOCKS);
        return function.map(each -> switch (each.returned()) {
            case BOOL, ONE_HANDLE, TWO_HANDLES, REGISTERED -> isBool || isBlocks;
            case NUMBER -> Kind.NUMBER.accepts(value);
            case STATUS -> Kind.STATUS.accepts(value);
            case HANDLE -> value.equals(Answer.HANDLE) || value.equals("INVALID_HANDLE_VALUE") || value.equals("NULL");
            case POINTER -> value.equals(Answer.POINTER) || value.equals("NULL");
            case VOID -> value.equals(Answer.VOID) || isBlocks;
            case ERROR -> Kind.ERROR.accepts(value);
            case WAIT -> isWait || isBlocks;
        }).orElse(isBool || isWait || value.equals(Answer.VOID));
    }

    // ---------------------------------------------------------------- facts

    private void facts(Words words, List<Fact> facts) throws ScriptSyntaxException {
        String subject = words.take(new Expected("the name of an operation, a handle or a thread"));
        boolean any = false;
        while (!any || !words.atEnd() && !words.peek().equals(",") && !words.peek().equals("[")) {
            // The name is looked up after the property is known, but reported where it stands.
            String word = words.peek();
            Optional<Fact.Property> property = Arrays.stream(Fact.Property.values()).filter(each -> each.word().equals(word)).findFirst();
            if (!any) {
                known(words, subject, property.map(Fact.Property::subject).orElse(nameOf(subject)));
            }
            words.take(new Expected(properties(subject)));
            if (property.isEmpty() || !nameOf(subject).isA(property.get().subject())) {
                throw words.lastIsNot(properties(subject));
            }
            Kind kind = property.get().kind();
            String value = kind == Kind.NONE ? "" : word(words, kind);
            facts.add(new Fact(subject, property.get(), value));
            any = true;
        }
    }

    private Name nameOf(String subject) {
        return names.getOrDefault(variants().getFirst().resolve(subject), Name.OPERATION);
    }

    private String properties(String subject) {
        Name name = nameOf(subject);
        return String.join(", ", Arrays.stream(Fact.Property.values()).filter(each -> name.isA(each.subject())).map(Fact.Property::word).toList());
    }
}
