package dev.overlap.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.overlap.fault.HoldRule.Held;
import dev.overlap.trace.Corruption;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every rule is the same after it was written and read, and whatever is done to its text, it is a rule or refused with a column. */
class RuleProperties {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    @Property
    void whatIsWrittenIsRead(@ForAll("rules") Rule rule) throws Exception {
        assertThat(Rule.parse(rule.toString())).isEqualTo(rule);
        assertThat(Rule.parse("   " + rule.toString().replace(" ", " \t ") + " \r")).isEqualTo(rule);
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void aCorruptTextIsARuleOrRefused(@ForAll("rules") Rule rule, @ForAll("corruptions") List<Corruption> corruptions) throws Exception {
        String text = rule.toString();
        for (Corruption corruption : corruptions) {
            text = corruption.applyTo(text);
        }
        isARuleOrRefused(text);
    }

    /** Of any number of a rule: those that no int or long holds, too, and with any number of zeros before. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void anotherNumberMakesARuleOrIsRefused(@ForAll("rules") Rule rule, @ForAll("numbers") String number) throws Exception {
        Matcher old = NUMBER.matcher(rule.toString());
        while (old.find()) {
            isARuleOrRefused(rule.toString().substring(0, old.start()) + number + rule.toString().substring(old.end()));
        }
    }

    @Property(tries = 200)
    void aCutTextIsARuleOrRefused(@ForAll("rules") Rule rule) throws Exception {
        String text = rule.toString();
        for (int i = 0; i < text.length(); i++) {
            isARuleOrRefused(text.substring(0, i));
        }
    }

    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
    void aMegabyteTakesNoLongerThanItsLengthAllows(@ForAll("rules") Rule rule, @ForAll("much") Corruption much) {
        String text = much.applyTo(rule.toString());
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> isARuleOrRefused(text));
    }

    private static void isARuleOrRefused(String text) throws Exception {
        Rule read;
        try {
            read = Rule.parse(text);
        } catch (RuleSyntaxException e) {
            assertThat(e.column()).isBetween(1, text.length() + 1);
            assertThat(e.what()).startsWith("expected ").doesNotContain("\n", "\r");
            return;
        }
        assertThat(Rule.parse(read.toString())).isEqualTo(read);
    }

    // ---------------------------------------------------------------- what is tried

    @Provide
    Arbitrary<Rule> rules() {
        Arbitrary<Integer> counts = Arbitraries.oneOf(Arbitraries.integers().between(1, 20), Arbitraries.integers().between(1, Integer.MAX_VALUE),
                Arbitraries.of(999_999, 1_000_000, Integer.MAX_VALUE));
        Arbitrary<Rule> fail = Arbitraries.of(FallibleCall.values()).flatMap(call -> Combinators.combine(counts,
                Arbitraries.integers().between(0, call.errors().length - 1)).as((nth, error) -> Rule.fail(call, nth, call.errors()[error])));
        Arbitrary<Rule> hold = Combinators.combine(Arbitraries.of(Held.values()), counts, Arbitraries.of(RuleParser.FUNCTIONS), counts,
                Arbitraries.of(true, false)).as(HoldRule::new);
        Arbitrary<Rule> late = counts.map(Rule::cancelLate);
        Arbitrary<Rule> shortRead = Combinators.combine(counts, counts).as(Rule::shortRead);
        return Arbitraries.oneOf(fail, hold, late, shortRead);
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(22);
    }

    @Provide
    Arbitrary<List<Corruption>> corruptions() {
        return Corruption.some(Arbitraries.oneOf(Arbitraries.strings().withChars(" #0123456789abER_\t").ofMaxLength(8), Arbitraries.strings().ofMaxLength(3)));
    }

    @Provide
    Arbitrary<Corruption> much() {
        return Corruption.much("a", "a ", " ", "#", "#1 ", "0", "9", "\n", "\t", "\0", "\u00A0", "until ");
    }
}
