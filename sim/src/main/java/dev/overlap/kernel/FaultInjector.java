package dev.overlap.kernel;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.choice.Question;
import dev.overlap.fault.FallibleCall;
import dev.overlap.fault.FaultListener;
import dev.overlap.fault.FaultRule;
import dev.overlap.finding.HarnessError;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Win32Error;
import org.jspecify.annotations.Nullable;

/**
 * Decides which calls of the process under test fail: by rules, and by choices within the budget of the execution.
 *
 * <p>Which failures there are, call by call, and why a correct reader must survive each, stands at {@link FallibleCall}. In the liveness phase nothing fails.
 */
final class FaultInjector {

    private static final Question[] QUESTIONS = questions();

    private final SimKernel kernel;
    private final Interference interference;
    private final List<FaultRule> rules = new ArrayList<>();
    private final @Nullable FaultListener listener;
    private final int[] calls = new int[FallibleCall.values().length];
    private int left;

    FaultInjector(SimKernel kernel, Interference interference, int budget, @Nullable FaultListener listener) {
        this.kernel = kernel;
        this.interference = interference;
        this.left = budget;
        this.listener = listener;
    }

    void add(FaultRule rule) {
        rules.add(rule);
    }

    private static Question[] questions() {
        FallibleCall[] all = FallibleCall.values();
        Question[] questions = new Question[all.length];
        for (FallibleCall call : all) {
            List<String> answers = new ArrayList<>();
            answers.add("succeeds");
            for (int error : call.errors()) {
                answers.add("fails with " + Win32Error.name(error));
            }
            questions[call.ordinal()] = new Question(ChoiceKind.FAULT, call.function(), answers);
        }
        return questions;
    }

    /** The error with which this call fails, 0 when it does not. */
    int next(FallibleCall call) {
        calls[call.ordinal()]++;
        for (FaultRule rule : rules) {
            if (rule.call() == call && rule.nth() == calls[call.ordinal()]) {
                interference.matches(rule);
                return rule.error();
            }
        }
        if (left == 0) {
            return 0;
        }
        int answer = kernel.scheduler.choose(QUESTIONS[call.ordinal()]);
        if (answer == 0) {
            return 0;
        }
        left--;
        return call.error(answer - 1);
    }

    /** Decides about a call of a reader, and tells of the fault that it meets. */
    int meet(FallibleCall call, int stream) {
        int error = next(call);
        if (error != 0) {
            kernel.witness.failed(stream, call.function(), error, call.endsReading());
            met(call, error);
        }
        return error;
    }

    /** A read has begun to pend: it may fail by itself later. */
    void mayFailLater(IoRequest read) {
        int error = next(FallibleCall.GET_OVERLAPPED_RESULT);
        if (error != 0) {
            read.failLater(status(error));
        }
    }

    private static int status(int error) {
        return switch (error) {
            case Win32Error.ERROR_OPERATION_ABORTED -> NtStatus.STATUS_CANCELLED;
            case Win32Error.ERROR_NO_SYSTEM_RESOURCES -> NtStatus.STATUS_INSUFFICIENT_RESOURCES;
            case Win32Error.ERROR_NOT_ENOUGH_MEMORY -> NtStatus.STATUS_NO_MEMORY;
            case Win32Error.ERROR_NOACCESS -> NtStatus.STATUS_ACCESS_VIOLATION;
            default -> throw new HarnessError("no status becomes " + Win32Error.name(error));
        };
    }

    /** The program meets a fault now. */
    void met(FallibleCall call, int error) {
        if (listener != null) {
            listener.failed(call, error);
        }
    }
}
