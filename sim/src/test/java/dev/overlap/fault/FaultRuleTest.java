package dev.overlap.fault;

import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_NOT_ENOUGH_MEMORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Set;

import dev.overlap.win32.Win32Error;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can fail, and how that is said. */
class FaultRuleTest {

    /** What a pipe answers by itself: no fault can give it, or a correct answer would look like one. */
    private static final Set<Integer> THE_PIPES_OWN =
            Set.of(ERROR_BROKEN_PIPE, Win32Error.ERROR_NO_DATA, Win32Error.ERROR_PIPE_NOT_CONNECTED, Win32Error.ERROR_MORE_DATA, Win32Error.ERROR_IO_INCOMPLETE,
                    Win32Error.ERROR_IO_PENDING, Win32Error.ERROR_NOT_FOUND);

    @Test
    void aRuleSaysWhatFailsWhenAndHow() {
        assertThat(new FaultRule(FallibleCall.CANCEL_IO_EX, 2, ERROR_NOT_ENOUGH_MEMORY)).hasToString("fail CancelIoEx #2 with ERROR_NOT_ENOUGH_MEMORY");
    }

    @Test
    void anErrorThatTheCallDoesNotHaveIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FaultRule(FallibleCall.CLOSE_HANDLE, 1, ERROR_NOT_ENOUGH_MEMORY))
                .withMessage("CloseHandle does not fail with ERROR_NOT_ENOUGH_MEMORY (8)");
        assertThatIllegalArgumentException().isThrownBy(() -> new FaultRule(FallibleCall.CREATE_EVENT, 1, ERROR_INVALID_HANDLE));
        assertThatIllegalArgumentException().isThrownBy(() -> new FaultRule(FallibleCall.READ_FILE, 1, 0));
    }

    @Test
    void callsAreCountedFromOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FaultRule(FallibleCall.READ_FILE, 0, ERROR_NOT_ENOUGH_MEMORY))
                .withMessage("call 0 of ReadFile: expected 1 or more");
    }

    @ParameterizedTest
    @EnumSource
    void everyCallHasItsErrorsEachOnceAndNoneThatAPipeAnswersByItself(FallibleCall call) {
        assertThat(call.errors()).isNotEmpty().doesNotHaveDuplicates().hasSize(call.errorCount()).doesNotContain(0);
        assertThat(THE_PIPES_OWN).noneMatch(error -> Arrays.stream(call.errors()).anyMatch(each -> each == error));
        for (int i = 0; i < call.errorCount(); i++) {
            assertThat(call.error(i)).isEqualTo(call.errors()[i]);
            assertThat(new FaultRule(call, 1, call.error(i)).toString()).startsWith("fail " + call.function() + " #1 with ERROR_");
        }
    }

    @Test
    void nobodyChangesTheErrorsOfACall() {
        FallibleCall.READ_FILE.errors()[0] = ERROR_BROKEN_PIPE;
        assertThat(FallibleCall.READ_FILE.error(0)).isEqualTo(ERROR_NOT_ENOUGH_MEMORY);
    }
}
