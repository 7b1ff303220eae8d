package dev.overlap.report;

import java.util.List;
import java.util.Locale;

/**
 * Each kind of finding as a rule of an analysis, with the weaknesses of MITRE's list (CWE) whose definition fits it; of several the closest first.
 *
 * <p>{@link #THROWN} stands for what a fuzz target throws. NONDETERMINISM is a defect of the harness and no weakness of anybody's reader.
 */
enum Rule {
    HANDLE_MISUSE("A call got a handle that is closed, never was open, or is another kind's", Cwe.EXPIRED_RESOURCE, Cwe.MULTIPLE_RELEASES),
    HANDLE_LEAK("A handle, wait or thread-pool object was left when all was over", Cwe.HANDLE_LEAK),
    BUFFER_IN_FLIGHT("Memory was moved, written or read while an operation borrowed it", Cwe.RACE),
    USE_AFTER_FREE("Memory was freed while an operation borrowed it, or touched after it was freed", Cwe.USE_AFTER_FREE),
    MEMORY_OVERFLOW("Memory was touched outside its bounds, or lent beyond them", Cwe.OUT_OF_BOUNDS_WRITE),
    MEMORY_LEAK("Memory was left when all was over", Cwe.MEMORY_LEAK),
    USE_AFTER_DESTROY("A part of an owner was used after the owner was destroyed", Cwe.EXPIRED_RESOURCE),
    LOST_DATA("Bytes that were taken from the pipe did not reach the user", Cwe.WRONG_FUNCTION),
    CORRUPT_DATA("Bytes reached the user with another content or in another order", Cwe.WRONG_FUNCTION),
    ACCOUNTING("A size is below zero or above its maximum, or a completion was not consumed exactly once", Cwe.CALCULATION),
    UNBOUNDED("A queue or the memory grew above its bound", Cwe.UNLIMITED),
    WRONG_ERROR("An error was reported that the kernel did not give", Cwe.WRONG_STATUS),
    SWALLOWED_ERROR("An error that the kernel gave was not reported", Cwe.UNCHECKED_ERROR),
    LATE_CALLBACK("A callback touched an owner that is gone, or the listener was called after the end", Cwe.EXPIRED_RESOURCE),
    BAD_ORDER("Notifications came in an order that cannot be", Cwe.ORDER),
    DATA_RACE("Two accesses, one of them a write, have no order between them", Cwe.RACE),
    DEADLOCK("Threads wait for each other in a circle", Cwe.DEADLOCK),
    LOST_WAKEUP("Nothing can run any more although something that was promised is still open", Cwe.SYNCHRONIZATION),
    LIVELOCK("Everything runs and nothing changes", Cwe.ENDLESS),
    CONTRACT("A documented rule of a Windows function was broken", Cwe.SPECIFICATION),
    CRASH("An exception left a task", Cwe.EXCEPTION),
    NONDETERMINISM("A replay went another way than its recording: a defect of Overlap"),
    THROWN("An input made a fuzz target throw, or not end", Cwe.EXCEPTION);

    /** A weakness of MITRE's list, version 4.18, by its number and its name there. */
    enum Cwe {
        EXCEPTION(248, "Uncaught Exception"), RACE(362, "Concurrent Execution using Shared Resource with Improper Synchronization ('Race Condition')"),
        UNCHECKED_ERROR(391, "Unchecked Error Condition"), WRONG_STATUS(393, "Return of Wrong Status Code"),
        MEMORY_LEAK(401, "Missing Release of Memory after Effective Lifetime"), USE_AFTER_FREE(416, "Use After Free"),
        SPECIFICATION(573, "Improper Following of Specification by Caller"), EXPIRED_RESOURCE(672, "Operation on a Resource after Expiration or Release"),
        CALCULATION(682, "Incorrect Calculation"), WRONG_FUNCTION(684, "Incorrect Provision of Specified Functionality"),
        ORDER(696, "Incorrect Behavior Order"), UNLIMITED(770, "Allocation of Resources Without Limits or Throttling"),
        HANDLE_LEAK(775, "Missing Release of File Descriptor or Handle after Effective Lifetime"), OUT_OF_BOUNDS_WRITE(787, "Out-of-bounds Write"),
        SYNCHRONIZATION(821, "Incorrect Synchronization"), DEADLOCK(833, "Deadlock"),
        ENDLESS(835, "Loop with Unreachable Exit Condition ('Infinite Loop')"), MULTIPLE_RELEASES(1341, "Multiple Releases of Same Resource or Handle");

        final int number;
        final String title;

        Cwe(int number, String title) {
            this.number = number;
            this.title = title;
        }
    }

    final String sentence;
    final List<Cwe> weaknesses;

    Rule(String sentence, Cwe... weaknesses) {
        this.sentence = sentence;
        this.weaknesses = List.of(weaknesses);
    }

    /** The rule that a finding of this kind breaks. */
    static Rule of(String kind) {
        for (Rule rule : values()) {
            if (rule.name().equals(kind)) {
                return rule;
            }
        }
        return THROWN;
    }

    /** Its weaknesses in this case: a handle is released twice only where it is released. */
    List<Cwe> weaknesses(String message) {
        if (this != HANDLE_MISUSE) {
            return weaknesses;
        }
        boolean releases = message.matches("(Close|Unregister)\\w+ got .*closed at step .*");
        return List.of(releases ? Cwe.MULTIPLE_RELEASES : Cwe.EXPIRED_RESOURCE);
    }

    /** In the form in which SARIF likes names: "HandleMisuse". */
    String pascalCase() {
        StringBuilder text = new StringBuilder();
        for (String word : name().split("_", -1)) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }
}
