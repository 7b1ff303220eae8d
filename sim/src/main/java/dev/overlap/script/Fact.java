package dev.overlap.script;

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
    }
}
