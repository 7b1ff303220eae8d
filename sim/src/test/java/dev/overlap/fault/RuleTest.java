package dev.overlap.fault;

import static dev.overlap.win32.Win32Error.ERROR_NOT_ENOUGH_MEMORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;

import dev.overlap.fault.HoldRule.Held;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules as Java and as text. */
class RuleTest {

    private static final Map<String, Rule> RULES = Map.of("fail ReadFile #2 with ERROR_NOT_ENOUGH_MEMORY",
            Rule.fail(FallibleCall.READ_FILE, 2, ERROR_NOT_ENOUGH_MEMORY), "hold read #1 until CancelIoEx #3 is entered",
            Rule.hold(Held.READ, 1).untilEntered("CancelIoEx", 3), "hold write #2 until ReadFile #1 has returned",
            Rule.hold(Held.WRITE, 2).untilReturned("ReadFile", 1), "hold connect #1 until CloseHandle #1 is entered",
            Rule.hold(Held.CONNECT, 1).untilEntered("CloseHandle", 1), "hold callback #1 until UnregisterWaitEx #1 has returned",
            Rule.hold(Held.CALLBACK, 1).untilReturned("UnregisterWaitEx", 1), "answer CancelIoEx #1 with TRUE but cancel late", Rule.cancelLate(1),
            "complete read #4 with 3 bytes", Rule.shortRead(4, 3), "complete read #4 with 1 byte", Rule.shortRead(4, 1));

    @Test
    void whatIsWrittenIsReadAgain() {
        RULES.forEach((text, rule) -> {
            assertThat(rule).hasToString(text);
            assertThat(parsed("  " + text.replace(" ", "  ") + " ")).isEqualTo(rule);
        });
    }

    private static Rule parsed(String text) {
        try {
            return Rule.parse(text);
        } catch (RuleSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            `` ~ 1 ~ expected a rule, which begins with fail, hold, answer or complete, found the end of the line
            keep read #1 ~ 1 ~ expected a rule, which begins with fail, hold, answer or complete, found "keep"
            fail Sleep ~ 6 ~ expected a function that can fail, one of ReadFile,
            fail ReadFile with ~ 15 ~ expected which call of it, such as #2, found "with"
            fail ReadFile #0 ~ 15 ~ expected which call of it, such as #2, found "#0"
            fail ReadFile #1 ERROR ~ 18 ~ expected "with", found "ERROR"
            fail ReadFile #1 with ERROR_NOACCESS ~ 23 ~ expected an error with which ReadFile fails, one of ERROR_NOT_ENOUGH_MEMORY (8),
            hold reads #1 ~ 6 ~ expected read, write, connect or callback, found "reads"
            hold read until ~ 11 ~ expected which read, such as #1, found "until"
            hold read #1 till ~ 14 ~ expected "until", found "till"
            hold read #1 until Cancel ~ 20 ~ expected a function of Windows such as CancelIoEx, found "Cancel"
            hold read #1 until CancelIo ~ 28 ~ expected which call of it, such as #1, found the end of the line
            hold read #1 until CancelIo #1 was ~ 32 ~ expected "is entered" or "has returned", found "was"
            hold read #1 until CancelIo #1 is returned ~ 35 ~ expected "entered", found "returned"
            hold read #1 until CancelIo #1 is entered now ~ 43 ~ expected the end of the line, found "now"
            answer CancelIo #1 ~ 8 ~ expected "CancelIoEx", found "CancelIo"
            answer CancelIoEx #1 with FALSE ~ 27 ~ expected "TRUE", found "FALSE"
            complete read #1 with 0 bytes ~ 23 ~ expected how many bytes it gets, 1 or more, found "0"
            complete read #1 with 2 byte ~ 25 ~ expected "bytes", found "byte"
            """) void whatIsNoRuleIsToldWithItsColumn(String text, int column, String message) {
        assertThatExceptionOfType(RuleSyntaxException.class).isThrownBy(() -> Rule.parse(text)).satisfies(e -> {
            assertThat(e.column()).isEqualTo(column);
            assertThat(e.getMessage()).startsWith("column " + column + ": " + message);
        });
    }

    @ParameterizedTest
    @CsvSource({"fail ReadFile #1000000 with ERROR_NOT_ENOUGH_MEMORY", "complete read #2147483647 with 2147483647 bytes"})
    void countsAreAsLargeAsAnInt(String text) {
        assertThat(parsed(text)).hasToString(text);
        assertThatExceptionOfType(RuleSyntaxException.class).isThrownBy(() -> Rule.parse("complete read #2147483648 with 1 byte"));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.hold(Held.READ, 0).untilEntered("CancelIoEx", 1)).withMessage("read #0: expected 1 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.hold(Held.READ, 1).untilEntered("CancelIoEx", 0))
                .withMessage("CancelIoEx #0: expected 1 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.hold(Held.READ, 1).untilReturned("cancelIoEx", 1))
                .withMessage("there is no function cancelIoEx");
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.cancelLate(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.shortRead(1, 0));
    }
}
