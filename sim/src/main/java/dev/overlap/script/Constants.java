package dev.overlap.script;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.overlap.win32.FilePipeLocalInformation;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Win32;
import dev.overlap.win32.Win32Error;

/** Windows' named numbers, as the contract has them. */
final class Constants {

    /** Flags, access rights, wait results, time-outs, states of a pipe. */
    static final Constants FLAGS = new Constants(Win32.class, FilePipeLocalInformation.class);
    /** Last errors. */
    static final Constants ERRORS = new Constants(Win32Error.class);
    /** What is in Internal. */
    static final Constants STATUSES = new Constants(NtStatus.class);

    private final Map<String, Integer> values = new HashMap<>();

    private Constants(Class<?>... holders) {
        for (Class<?> holder : holders) {
            try {
                for (Field field : holder.getFields()) {
                    if (field.getType() == int.class) {
                        values.put(field.getName(), field.getInt(null));
                    }
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("a constant of " + holder + " cannot be read", e);
            }
        }
    }

    /** Its value, if there is one of that name. */
    Optional<Integer> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
