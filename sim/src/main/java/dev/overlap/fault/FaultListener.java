package dev.overlap.fault;

/** Hears of each fault at the moment in which the program meets it, on the stack of the call: for counting. */
public interface FaultListener {

    /** A call fails now with this error; for {@link FallibleCall#GET_OVERLAPPED_RESULT}, it answers a failure that was injected into the operation. */
    void failed(FallibleCall call, int error);
}
