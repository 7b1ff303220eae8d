package dev.overlap.real;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.overlap.fault.HoldRule;
import dev.overlap.fault.HoldRule.Held;
import dev.overlap.fault.LateCancelRule;
import dev.overlap.fault.Rule;
import dev.overlap.fault.ShortReadRule;

/**
 * What rules say of the races of one execution, as far as they can be kept on a real kernel: a callback that has begun can be held back, a cancel can be swallowed, a
 * read can be made to ask for less. An operation that the kernel has completed cannot be held: such a rule is refused. Any thread.
 */
final class Races {

    private static final int LOOK_AGAIN_MILLIS = 100;

    private final List<Rule> rules = new ArrayList<>();
    private final List<Rule> matched = new ArrayList<>();
    private final List<HoldRule> open = new ArrayList<>();
    private final Map<String, Integer> entered = new HashMap<>();
    private final Map<String, Integer> returned = new HashMap<>();
    private final List<Runnable> cancels = new ArrayList<>();
    private boolean everybody;
    private boolean over;
    private int callbacks;
    private int reads;
    private int cancelCalls;
    private int waiting;

    /** Adds a rule, or throws {@link NotExpressibleException}. */
    synchronized void add(Rule rule, boolean ofEverybody) {
        if (rule instanceof HoldRule hold && hold.what() != Held.CALLBACK) {
            throw new NotExpressibleException("\"" + rule + "\": nobody can hold what the kernel does between its steps, only a callback that has begun");
        }
        rules.add(rule);
        everybody |= ofEverybody;
    }

    synchronized boolean isAny() {
        return !rules.isEmpty();
    }

    boolean isForEverybody() {
        return everybody;
    }

    /** The rules that have had an effect. */
    synchronized List<Rule> matched() {
        return List.copyOf(matched);
    }

    synchronized void entered(String function) {
        happened(function, entered, false);
    }

    synchronized void returned(String function) {
        happened(function, returned, true);
    }

    private void happened(String function, Map<String, Integer> counts, boolean hasReturned) {
        int count = counts.merge(function, 1, Integer::sum);
        for (Rule rule : rules) {
            if (rule instanceof HoldRule hold && hold.returned() == hasReturned && hold.call() == count && hold.function().equals(function)) {
                open.add(hold);
            }
        }
        notifyAll();
    }

    /** A callback has begun, and may have to wait here. */
    synchronized void callbackBegins() {
        int nth = ++callbacks;
        for (Rule rule : rules) {
            if (rule instanceof HoldRule hold && hold.nth() == nth && !open.contains(hold)) {
                matched.add(hold);
                waiting++;
                while (!open.contains(hold) && !over) {
                    await();
                }
                waiting--;
                return;
            }
        }
    }

    private void await() {
        try {
            wait(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            over = true;
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A CancelIoEx begins.
     *
     * @param cancel what it would do
     * @return whether it is put off until nothing else goes on
     */
    synchronized boolean putsOff(Runnable cancel) {
        int nth = ++cancelCalls;
        for (Rule rule : rules) {
            if (rule instanceof LateCancelRule late && late.nth() == nth) {
                matched.add(rule);
                cancels.add(cancel);
                return true;
            }
        }
        return false;
    }

    /** How many bytes the read that begins now may ask for. */
    synchronized int bytesFor(int asked, boolean bytewise) {
        int nth = ++reads;
        for (Rule rule : rules) {
            if (bytewise && rule instanceof ShortReadRule shortRead && shortRead.nth() == nth && shortRead.bytes() < asked) {
                matched.add(rule);
                return shortRead.bytes();
            }
        }
        return asked;
    }

    /**
     * Nothing goes on: lets go of what is held, and does what was put off.
     *
     * @return whether there was anything
     */
    boolean letGo() {
        List<Runnable> due;
        boolean any;
        synchronized (this) {
            any = waiting > 0 || !cancels.isEmpty();
            if (waiting > 0) {
                over = true;
                notifyAll();
            }
            due = List.copyOf(cancels);
            cancels.clear();
        }
        due.forEach(Runnable::run);
        return any;
    }
}
