package dev.overlap.fault;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.overlap.fault.HoldRule.Held;
import dev.overlap.win32.Win32;
import dev.overlap.win32.Win32Error;

/** Reads one line as a rule, and says of anything else where it goes wrong and what was expected there. */
final class RuleParser {

    /** Windows' names of all functions of the contract. */
    static final Set<String> FUNCTIONS = functions();

    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern NTH = Pattern.compile("#[1-9]\\d{0,9}");
    private static final Pattern BYTES = Pattern.compile("[1-9]\\d{0,9}");
    private static final String KINDS = "fail, hold, answer or complete";

    private final String text;
    private final Matcher words;
    private boolean any;

    RuleParser(String text) {
        this.text = text;
        words = WORD.matcher(text);
        any = words.find();
    }

    private static Set<String> functions() {
        Set<String> functions = new TreeSet<>();
        for (Method method : Win32.class.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                functions.add(HoldRule.functionOf(method));
            }
        }
        return Set.copyOf(functions);
    }

    static void requireCount(int nth, String what) {
        if (nth < 1) {
            throw new IllegalArgumentException(what + " #" + nth + ": expected 1 or more");
        }
    }

    Rule parse() throws RuleSyntaxException {
        Rule rule = switch (peek()) {
            case "fail" -> fail();
            case "hold" -> hold();
            case "answer" -> cancelLate();
            case "complete" -> shortRead();
            default -> throw expected("a rule, which begins with " + KINDS);
        };
        if (any) {
            throw expected("the end of the line");
        }
        return rule;
    }

    private Rule fail() throws RuleSyntaxException {
        next();
        List<String> known = Arrays.stream(FallibleCall.values()).map(FallibleCall::function).toList();
        int position = known.indexOf(peek());
        if (position < 0) {
            throw expected("a function that can fail, one of " + String.join(", ", known));
        }
        FallibleCall call = FallibleCall.values()[position];
        next();
        int nth = nth("which call of it, such as #2");
        need("with");
        String name = peek();
        int error = Arrays.stream(call.errors()).filter(each -> Win32Error.name(each).startsWith(name + " ")).findFirst().orElse(-1);
        if (error < 0) {
            throw expected("an error with which " + call.function() + " fails, one of "
                    + String.join(", ", Arrays.stream(call.errors()).mapToObj(Win32Error::name).toList()));
        }
        next();
        return new FaultRule(call, nth, error);
    }

    private Rule hold() throws RuleSyntaxException {
        next();
        Held what = Arrays.stream(Held.values()).filter(held -> held.word().equals(peek())).findFirst()
                .orElseThrow(() -> expected("read, write, connect or callback"));
        next();
        int nth = nth("which " + what.word() + ", such as #1");
        need("until");
        String function = peek();
        if (!FUNCTIONS.contains(function)) {
            throw expected("a function of Windows such as CancelIoEx");
        }
        next();
        int call = nth("which call of it, such as #1");
        boolean returned = peek().equals("has");
        if (!returned && !peek().equals("is")) {
            throw expected("\"is entered\" or \"has returned\"");
        }
        next();
        need(returned ? "returned" : "entered");
        return new HoldRule(what, nth, function, call, returned);
    }

    private Rule cancelLate() throws RuleSyntaxException {
        next();
        need("CancelIoEx");
        int nth = nth("which call of it, such as #1");
        for (String word : List.of("with", "TRUE", "but", "cancel", "late")) {
            need(word);
        }
        return new LateCancelRule(nth);
    }

    private Rule shortRead() throws RuleSyntaxException {
        next();
        need("read");
        int nth = nth("which read, such as #1");
        need("with");
        if (!BYTES.matcher(peek()).matches() || !isCount(peek())) {
            throw expected("how many bytes it gets, 1 or more");
        }
        int bytes = Integer.parseInt(peek());
        next();
        need(bytes == 1 ? "byte" : "bytes");
        return new ShortReadRule(nth, bytes);
    }

    // ---------------------------------------------------------------- words

    private String peek() {
        return any ? words.group() : "";
    }

    private void next() {
        any = words.find();
    }

    private void need(String word) throws RuleSyntaxException {
        if (!peek().equals(word)) {
            throw expected('"' + word + '"');
        }
        next();
    }

    private int nth(String what) throws RuleSyntaxException {
        if (!NTH.matcher(peek()).matches() || !isCount(peek().substring(1))) {
            throw expected(what);
        }
        int nth = Integer.parseInt(peek().substring(1));
        next();
        return nth;
    }

    private static boolean isCount(String digits) {
        return Long.parseLong(digits) <= Integer.MAX_VALUE;
    }

    private RuleSyntaxException expected(String what) {
        int column = any ? words.start() + 1 : text.stripTrailing().length() + 1;
        return new RuleSyntaxException(column, "expected " + what + ", found " + (any ? '"' + peek() + '"' : "the end of the line"));
    }
}
