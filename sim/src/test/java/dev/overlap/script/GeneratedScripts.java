package dev.overlap.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.overlap.fault.FallibleCall;
import dev.overlap.fault.HoldRule.Held;
import dev.overlap.fault.Rule;

/** Scripts of all kinds of lines, functions, answers and facts, that make no sense but are right. */
final class GeneratedScripts {

    private static final List<String> NUMBERS = List.of("0", "1", "10", "-4", "0xff", "007", "10+1-3", "999999999", "$n", "$n+1", "-0x7fffffff");
    private static final List<String> FLAGS = List.of("PIPE_ACCESS_DUPLEX|FILE_FLAG_OVERLAPPED", "PIPE_TYPE_BYTE", "0", "GENERIC_READ|0x10", "$type");
    private static final List<String> STATUSES = List.of("STATUS_PENDING", "STATUS_SUCCESS", "0x103", "-5");
    private static final List<String> ERRORS = List.of("ERROR_IO_PENDING", "ERROR_BROKEN_PIPE", "ERROR_MORE_DATA");
    private static final List<String> TEXTS =
            List.of("\"\"", "\"abc\"", "\"a  b\"", "\"#\"", "\" or [K1] -> : , \"", "\"\\\\.\\pipe\\x\"", "\"$type\"", "\":\"", "\"x\\\"");
    private static final List<String> CONDITIONS = List.of("byte", "message", "early", "late", "windows>=8", "windows<10", "windows=11");

    private final Random random;
    private final Map<String, Name> names = new LinkedHashMap<>();
    private final List<String> threads = new ArrayList<>(List.of("main", "worker", "_t1"));
    private int count;

    private GeneratedScripts(Random random) {
        this.random = random;
    }

    static Script script(Random random) {
        return new GeneratedScripts(random).script();
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private Script script() {
        List<ScriptLine> lines = new ArrayList<>();
        lines.add(new ScriptLine.Remark(any(List.of("", "# a  remark: [K1] \"", "#"))));
        lines.add(new ScriptLine.Title(any(List.of("A title", "title  title", "a: \"b\" [c], d", "\"\""))));
        lines.add(new ScriptLine.VariantLine(new Variant(List.of("byte"), settings("PIPE_TYPE_BYTE", "5"))));
        lines.add(new ScriptLine.VariantLine(new Variant(List.of("message", "large"), settings("PIPE_TYPE_MESSAGE", "0x10"))));
        lines.add(new ScriptLine.Either(List.of("early", "late", "x-1")));
        if (random.nextBoolean()) {
            threads.add("helper");
            lines.add(new ScriptLine.Process("child", List.of("helper", "helper2")));
            names.put("child", Name.PROCESS);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            lines.add(new ScriptLine.RuleLine(any(List.of(Rule.fail(FallibleCall.READ_FILE, 1 + random.nextInt(9), FallibleCall.READ_FILE.errors()[0]),
                    Rule.hold(Held.READ, 1).untilReturned("CancelIoEx", 2), Rule.cancelLate(3), Rule.shortRead(1, 1 + random.nextInt(3))))));
        }
        // What other lines need.
        lines.add(step(call(Function.CREATE_EVENT)));
        lines.add(step(call(Function.CREATE_THREADPOOL_WAIT)));
        for (int i = random.nextInt(12); i >= 0; i--) {
            lines.add(random.nextInt(8) == 0 ? new ScriptLine.Remark(any(List.of("", "# remark"))) : step(action()));
        }
        return new Script(lines);
    }

    private static Map<String, String> settings(String type, String number) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("type", type);
        settings.put("n", number);
        return settings;
    }

    private ScriptLine.Step step(Action action) {
        List<String> rows = random.nextBoolean() ? List.of() : List.of("K88", "N1a");
        List<String> differences = random.nextInt(4) == 0 ? List.of("any-number-2") : List.of();
        return new ScriptLine.Step(conditions(), action, rows, differences);
    }

    private List<When> conditions() {
        List<When> conditions = new ArrayList<>();
        for (int i = random.nextInt(6) - 3; i > 0; i--) {
            conditions.add(new When(random.nextBoolean(), any(CONDITIONS)));
        }
        return conditions;
    }

    // ---------------------------------------------------------------- what a line does

    private Action action() {
        return switch (random.nextInt(10)) {
            case 0 -> new Action.Advance(any(NUMBERS));
            case 1 -> new Action.Returns(any(threads), alternatives(List.of("TRUE", "FALSE", "void", "WAIT_OBJECT_0", "7"), List.of("bytes", "data")));
            case 2 -> new Action.Set(any(threads), name(Name.OPERATION), any(STATUSES), any(NUMBERS));
            case 3 -> names.containsValue(Name.MEMORY)
                    ? new Action.Place(any(threads), name(Name.OPERATION), known(Name.MEMORY), any(NUMBERS)) : call(Function.VIRTUAL_ALLOC);
            case 4, 5 -> new Action.Expect(any(threads), facts());
            default -> call(any(Arrays.stream(Function.values()).filter(this::isPossible).toList()));
        };
    }

    private boolean isPossible(Function function) {
        boolean named = function.arguments().stream().allMatch(kind -> kind.names().length == 0 || kind.isConstant("NULL") || isKnown(kind.names()));
        return named && (!function.options().contains(Function.TO) || names.containsValue(Name.PROCESS));
    }

    private boolean isKnown(Name... kinds) {
        return names.values().stream().anyMatch(name -> Arrays.stream(kinds).anyMatch(name::isA));
    }

    /** A new name, or one of this kind that is known. */
    private String name(Name kind) {
        List<String> before = names.entrySet().stream().filter(name -> name.getValue() == kind).map(Map.Entry::getKey).toList();
        return !before.isEmpty() && random.nextBoolean() ? any(before) : fresh(kind);
    }

    private String fresh(Name kind) {
        String name = any(List.of("p", "or_", "Internal", "x_y", "e")) + count++;
        names.put(name, kind);
        return name;
    }

    private String known(Name... kinds) {
        return any(names.entrySet().stream().filter(name -> Arrays.stream(kinds).anyMatch(name.getValue()::isA)).map(Map.Entry::getKey).toList());
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<Fact.Property> possible = Arrays.stream(Fact.Property.values()).filter(each -> isKnown(each.subject()) && (each.kind().names().length == 0
                    || isKnown(each.kind().names()))).toList();
            Fact.Property property = any(possible);
            facts.add(new Fact(known(property.subject()), property, property.kind() == Kind.NONE ? "" : word(property.kind())));
        }
        return facts;
    }

    private String word(Kind kind) {
        if (kind.names().length > 0) {
            return !isKnown(kind.names()) || kind.isConstant("NULL") && random.nextInt(4) == 0 ? "NULL" : known(kind.names());
        }
        return switch (kind) {
            case TEXT, TEXT_OR_NULL, DATA -> any(TEXTS);
            case NUMBER, TIME -> any(NUMBERS);
            case FLAGS -> any(FLAGS);
            case STATUS -> any(STATUSES);
            case ERROR -> any(ERRORS);
            case RESET -> any(List.of("manual", "auto"));
            case ANY_OR_ALL -> any(List.of("any", "all"));
            case INITIAL -> "set";
            case CANCEL -> "cancel";
            case WAIT -> "wait";
            case ALERTABLE -> "alertable";
            case INFORMATION -> "FilePipeLocalInformation";
            case ASKED -> any(List.of("nothing", "everything"));
            default -> throw new IllegalArgumentException(kind + " is a name");
        };
    }

    // ---------------------------------------------------------------- calls

    private Action.Call call(Function function) {
        List<String> arguments = new ArrayList<>();
        int size = function.arguments().size();
        int given = function.required() + random.nextInt(size - function.required() + 1);
        for (int i = 0; i < given; i++) {
            arguments.add(word(function.arguments().get(i)));
        }
        for (int i = random.nextInt(3); i > 0 && function.repeatsTheLast(); i--) {
            arguments.add(word(function.arguments().getLast()));
        }
        for (String option : function.options()) {
            boolean possible = !option.equals(Function.INTO) || names.containsValue(Name.MEMORY);
            if (function.neededOptions().contains(option) || possible && random.nextBoolean()) {
                option(option, arguments);
            }
        }
        List<Alternative> answers = alternatives(values(function), function.fields());
        List<String> results = new ArrayList<>();
        for (int i = random.nextInt(2) * function.results(); i > 0; i--) {
            results.add(fresh(function.resultName()));
        }
        String thread = any(threads);
        names.putIfAbsent(thread, Name.THREAD);
        return new Action.Call(thread, results, function, arguments, answers);
    }

    private void option(String option, List<String> arguments) {
        arguments.add(option);
        switch (option) {
            case Function.OVERLAPPED -> {
                arguments.add(name(Name.OPERATION));
                if (random.nextBoolean()) {
                    arguments.addAll(random.nextBoolean() ? List.of("event", "new", name(Name.EVENT)) : List.of("event", word(Kind.HANDLE)));
                }
            }
            case Function.CALLS -> arguments.add(name(Name.CALLBACK));
            case Function.INTO -> arguments.add(known(Name.MEMORY));
            case Function.TO -> arguments.add(known(Name.PROCESS));
            default -> arguments.add(any(NUMBERS));
        }
    }

    private static List<String> values(Function function) {
        return switch (function.returned()) {
            case BOOL, ONE_HANDLE, TWO_HANDLES, REGISTERED -> List.of("TRUE", "FALSE", "blocks");
            case NUMBER -> NUMBERS.stream().filter(number -> number.indexOf('$') < 0).toList();
            case STATUS -> STATUSES;
            case HANDLE -> List.of("handle", "INVALID_HANDLE_VALUE", "NULL");
            case POINTER -> List.of("pointer", "NULL");
            case VOID -> List.of("void", "blocks");
            case ERROR -> ERRORS;
            case WAIT -> List.of("WAIT_OBJECT_0", "WAIT_TIMEOUT", "1", "blocks");
        };
    }

    /** Answers, the last of which is one in any case. */
    private List<Alternative> alternatives(List<String> values, List<String> fields) {
        List<Alternative> alternatives = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            alternatives.add(new Alternative(i == 0 ? List.of() : conditions(), answer(any(values), fields)));
        }
        return alternatives;
    }

    private Answer answer(String value, List<String> fields) {
        boolean mayHaveError = !List.of("TRUE", "blocks", "handle", "pointer", "void").contains(value);
        Map<String, String> said = new LinkedHashMap<>();
        if (!value.equals("blocks") && !fields.isEmpty() && random.nextBoolean()) {
            String field = any(fields);
            said.put(field, random.nextInt(4) == 0 ? Answer.UNTOUCHED : fieldValue(field));
        }
        return new Answer(value, mayHaveError && random.nextBoolean() ? any(ERRORS) : "", said);
    }

    private String fieldValue(String field) {
        return switch (field) {
            case "data", "pages" -> any(TEXTS);
            case "flags", "state", "NamedPipeType", "NamedPipeConfiguration", "NamedPipeState", "NamedPipeEnd" -> any(FLAGS);
            case "of", "of2" -> word(Kind.OPERATION_OR_NULL);
            case "Internal", "Internal2" -> any(STATUSES);
            default -> any(NUMBERS);
        };
    }
}
