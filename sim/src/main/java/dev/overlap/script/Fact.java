package dev.overlap.script;

import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Win32Error;

/**
 * Something that is so: {@code r Internal STATUS_PENDING}, {@code e set}, {@code p unsignalled}, {@code flusher blocked}.
 *
 * @param subject an operation, a handle or a thread
 * @param value empty where the property says all
 */
public record Fact(String subject, Property property, String value) {

    /** What can be said of a subject. */
    public enum Property {
        /** The status in an operation's OVERLAPPED. */
        INTERNAL("Internal", Name.OPERATION, Kind.STATUS),
        /** The bytes in an operation's OVERLAPPED. */
        INTERNAL_HIGH("InternalHigh", Name.OPERATION, Kind.NUMBER),
        /** The first bytes in an operation's buffer. */
        DATA("data", Name.OPERATION, Kind.TEXT),
        /** An event is signalled; an auto-reset event is still so afterwards. */
        SET("set", Name.EVENT, Kind.NONE), UNSET("unset", Name.EVENT, Kind.NONE),
        /** The object of any other handle is signalled. */
        SIGNALLED("signalled", Name.HANDLE, Kind.NONE), UNSIGNALLED("unsignalled", Name.HANDLE, Kind.NONE),
        /** So often was something called back; a time-out is not counted. */
        CALLED("called", Name.CALLBACK, Kind.NUMBER),
        /** So often was something called back because a time-out had passed. */
        TIMED_OUT("timed-out", Name.CALLBACK, Kind.NUMBER),
        /** What a callback was told last: the error, the bytes, which operation. */
        GIVEN_ERROR("error", Name.CALLBACK, Kind.ERROR), GIVEN_BYTES("bytes", Name.CALLBACK, Kind.NUMBER),
        GIVEN_OPERATION("of", Name.CALLBACK, Kind.OPERATION_OR_NULL),
        /** Which thread called back last: that of a thread of the script or of another callback, or not that one. */
        ON_THREAD_OF("on-thread-of", Name.CALLBACK, Kind.CALLER), OFF_THREAD_OF("off-thread-of", Name.CALLBACK, Kind.CALLER),
        /** A thread's call has not returned. */
        BLOCKED("blocked", Name.THREAD, Kind.NONE);

        private final String word;
        private final Name subject;
        private final Kind kind;

        Property(String word, Name subject, Kind kind) {
            this.word = word;
            this.subject = subject;
            this.kind = kind;
        }

        /** How it is written. */
        public String word() {
            return word;
        }

        Name subject() {
            return subject;
        }

        Kind kind() {
            return kind;
        }

        /** What was seen, for the reader of a failure, with the property's word. */
        String describe(Object seen) {
            return switch (this) {
                case INTERNAL -> word + " " + NtStatus.name((Integer) seen);
                case INTERNAL_HIGH, DATA, CALLED, TIMED_OUT, GIVEN_BYTES, GIVEN_OPERATION -> word + " " + seen;
                case GIVEN_ERROR -> word + " " + Win32Error.name((Integer) seen);
                case ON_THREAD_OF, OFF_THREAD_OF -> seen.equals(true) == (this == ON_THREAD_OF) ? "on that thread" : "off that thread";
                case SET, UNSET -> seen.equals(true) ? "set" : "unset";
                case SIGNALLED, UNSIGNALLED -> seen.equals(true) ? "signalled" : "unsignalled";
                case BLOCKED -> word;
            };
        }
    }

    /** Whether what was seen is so, in this variant. */
    boolean is(Object seen, Variant variant) {
        String wanted = variant.resolve(value);
        return switch (property) {
            case INTERNAL -> seen.equals(Kind.status(wanted).orElseThrow());
            case INTERNAL_HIGH, CALLED, TIMED_OUT, GIVEN_BYTES -> seen.equals(Kind.number(wanted).orElseThrow());
            case DATA, GIVEN_OPERATION -> seen.equals(wanted);
            case GIVEN_ERROR -> seen.equals(Constants.ERRORS.value(wanted).orElseThrow());
            case SET, SIGNALLED, ON_THREAD_OF, OFF_THREAD_OF -> seen.equals(true);
            case UNSET, UNSIGNALLED -> seen.equals(false);
            case BLOCKED -> false;
        };
    }
}
