package dev.overlap.script;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a call answers, or should.
 *
 * @param value what it returns: TRUE, FALSE, {@link #HANDLE}, a constant or a number; or {@link #BLOCKS}
 * @param error the name or number of the last error; empty when nothing is said of it
 * @param fields what it gives besides, by name: bytes, data, ...
 */
public record Answer(String value, String error, Map<String, String> fields) {

    /** The call does not return yet. */
    public static final String BLOCKS = "blocks";
    /** Any handle that is one. */
    public static final String HANDLE = "handle";
    /** A pointer to something that the call has made. */
    static final String POINTER = "pointer";
    /** The call gives nothing back. */
    static final String VOID = "void";
    /** An out parameter, or a member of an OVERLAPPED, that the call has left alone. */
    public static final String UNTOUCHED = "untouched";

    public Answer {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public String toString() {
        String more = fields.entrySet().stream().map(field -> " " + field.getKey() + " " + field.getValue()).collect(Collectors.joining());
        return value + (error.isEmpty() ? "" : " " + error) + more;
    }
}
