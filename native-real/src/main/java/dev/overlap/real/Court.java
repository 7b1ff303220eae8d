package dev.overlap.real;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import dev.overlap.finding.Finding;
import dev.overlap.finding.Findings;
import dev.overlap.finding.HarnessError;
import dev.overlap.finding.Kind;
import dev.overlap.oracle.Oracles;
import dev.overlap.oracle.ReaderWitness;

/**
 * The judges of one execution on real threads: all of them, and the ledger that tells them, behind one lock, this object's monitor.
 *
 * <p>The lock is held while something is told, never while the reader, its user or the kernel is called. The first finding counts: what follows from it, in a story
 * that goes on to its end, is nobody's business. Steps are calls of Windows, counted.
 */
final class Court implements Findings {

    private final Oracles oracles = new Oracles(this);
    private final List<Finding> findings = new ArrayList<>(1);
    private int steps;

    Court() {
        oracles.reset();
    }

    /** All judges. With the lock held. */
    Oracles oracles() {
        return oracles;
    }

    /** One more call. With the lock held. */
    int step() {
        return ++steps;
    }

    /** The calls so far. With the lock held. */
    int steps() {
        return steps;
    }

    /** Whether judgement has been passed. With the lock held. */
    boolean isOver() {
        return !findings.isEmpty();
    }

    @Override
    public synchronized void report(Kind kind, String message) {
        if (!isOver()) {
            findings.add(new Finding(kind, message, Thread.currentThread().getName(), steps));
        }
    }

    /** What was found, first things first. */
    synchronized List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Tells somebody something. The judges believe that a report ends the story; here it goes on, so that what they say after one is not heard. */
    synchronized void tell(Runnable words) {
        if (isOver()) {
            return;
        }
        try {
            words.run();
        } catch (RuntimeException e) {
            if (!isOver()) {
                throw e;
            }
        }
    }

    /**
     * A witness that may be told from any thread.
     *
     * @param look makes known, before anything is told, what is known of the kernel
     */
    ReaderWitness locked(ReaderWitness witness, Runnable look) {
        return (ReaderWitness) Proxy.newProxyInstance(Court.class.getClassLoader(), new Class<?>[] {ReaderWitness.class}, (proxy, method, arguments) -> {
            synchronized (this) {
                look.run();
                Object[] answer = {method.getReturnType() == boolean.class ? false : null};
                tell(() -> {
                    try {
                        answer[0] = method.invoke(witness, arguments);
                    } catch (InvocationTargetException e) {
                        if (e.getCause() instanceof RuntimeException unchecked) {
                            throw unchecked;
                        }
                        throw new HarnessError("an oracle has thrown", e);
                    } catch (IllegalAccessException e) {
                        throw new HarnessError("an oracle cannot be told", e);
                    }
                });
                return answer[0];
            }
        });
    }
}
