package dev.overlap.script;

/** What a name in a script can stand for. */
enum Name {
    CALLBACK("callback"), EVENT("event"), HANDLE("handle"), MEMORY("memory"), OPERATION("operation"), PROCESS("process"), THREAD("thread"),
    WAIT("registered wait"), POOL_WAIT("thread-pool wait"), POOL_IO("thread-pool I/O object");

    private final String word;

    Name(String word) {
        this.word = word;
    }

    /** Whether a name of this kind can stand where one of the other is wanted: an event and a process are handles, too, and a wait a callback. */
    boolean isA(Name other) {
        return this == other || (this == EVENT || this == PROCESS) && other == HANDLE
                || (this == WAIT || this == POOL_WAIT || this == POOL_IO) && other == CALLBACK;
    }

    @Override
    public String toString() {
        return word;
    }
}
