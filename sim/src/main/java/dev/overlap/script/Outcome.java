package dev.overlap.script;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.WaitFunctions;
import dev.overlap.win32.Win32Error;
import org.jspecify.annotations.Nullable;

/**
 * What a call has answered.
 *
 * @param value as in {@link Answer#value()}
 * @param error the last error; 0 after a success
 * @param fields by name, numbers as Integer and everything else as String
 */
record Outcome(String value, int error, Map<String, Object> fields) {

    /** What an out parameter holds before the call. */
    static final int LEFT_ALONE = 0xDEAD_BEEF;

    static Outcome bool(boolean succeeded, int lastError) {
        return new Outcome(succeeded ? "TRUE" : "FALSE", succeeded ? 0 : lastError, new LinkedHashMap<>());
    }

    static Outcome handle(Handle handle, int lastError) {
        String value = handle.isNull() ? "NULL" : handle.isInvalid() ? "INVALID_HANDLE_VALUE" : Answer.HANDLE;
        return new Outcome(value, value.equals(Answer.HANDLE) ? 0 : lastError, new LinkedHashMap<>());
    }

    static Outcome number(int number) {
        return new Outcome(Integer.toString(number), 0, new LinkedHashMap<>());
    }

    /** A native function's. */
    static Outcome status(int status) {
        return new Outcome(NtStatus.symbol(status), 0, new LinkedHashMap<>());
    }

    static Outcome pointer(@Nullable Object made, int lastError) {
        return made == null ? new Outcome("NULL", lastError, new LinkedHashMap<>()) : new Outcome(Answer.POINTER, 0, new LinkedHashMap<>());
    }

    static Outcome lastError(int error) {
        return new Outcome(Win32Error.symbol(error), 0, new LinkedHashMap<>());
    }

    static Outcome nothing() {
        return new Outcome(Answer.VOID, 0, new LinkedHashMap<>());
    }

    static Outcome wait(int result, int lastError) {
        String value = switch (result) {
            case WaitFunctions.WAIT_OBJECT_0 -> "WAIT_OBJECT_0";
            case WaitFunctions.WAIT_TIMEOUT -> "WAIT_TIMEOUT";
            case WaitFunctions.WAIT_IO_COMPLETION -> "WAIT_IO_COMPLETION";
            case WaitFunctions.WAIT_FAILED -> "WAIT_FAILED";
            default -> Integer.toString(result);
        };
        return new Outcome(value, result == WaitFunctions.WAIT_FAILED ? lastError : 0, new LinkedHashMap<>());
    }

    Outcome with(String field, DwordReference reference) {
        fields.put(field, reference.value == LEFT_ALONE ? Answer.UNTOUCHED : (Object) reference.value);
        return this;
    }

    Outcome with(String field, Object value) {
        fields.put(field, value);
        return this;
    }

    Outcome withData(String text) {
        fields.put("data", '"' + text + '"');
        return this;
    }

    /** Whether it is what was to be answered, in this variant. */
    boolean is(Answer answer, Variant variant) {
        boolean sameValue = value.equals(answer.value()) || Kind.flags(answer.value()).isPresent() && Kind.flags(answer.value()).equals(Kind.flags(value));
        boolean sameError = answer.error().isEmpty() || Constants.ERRORS.value(answer.error()).orElseThrow() == error;
        return sameValue && sameError && answer.fields().entrySet().stream().allMatch(field -> isField(field.getKey(), variant.resolve(field.getValue())));
    }

    private boolean isField(String name, String expected) {
        Object actual = fields.get(name);
        if (actual instanceof Integer number) {
            return Objects.equals(Kind.flags(expected).or(() -> Kind.status(expected)).orElse(null), number);
        }
        return expected.equals(actual);
    }

    /** For the reader of a failure: value, error, and the fields that were looked at. */
    String describe(Iterable<String> asked) {
        StringBuilder text = new StringBuilder(value);
        if (error != 0) {
            text.append(' ').append(Win32Error.name(error));
        }
        for (String field : asked) {
            Object is = fields.getOrDefault(field, "not given");
            boolean isStatus = is instanceof Integer && field.startsWith(Fact.Property.INTERNAL.word());
            text.append(' ').append(field).append(' ').append(isStatus ? NtStatus.name((Integer) is) : is);
        }
        return text.toString();
    }
}
