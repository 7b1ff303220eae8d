package dev.overlap.rules;

import java.util.List;
import java.util.Set;

/**
 * The rules for the byte code of a reader, so that whatever its threads share is seen by the scheduler and the race detector, and every execution repeats itself.
 *
 * <ul>
 *   <li>Fields are final, and hold types of {@code win32} and {@code platform}, values that never change, functional interfaces, or classes that keep the rules
 *       themselves. Whatever may change is in a cell, or behind a lock in a {@code Guarded}.
 *   <li>A class that is held by a {@code Guarded} only, with what it consists of, may be as mutable as it likes.
 *   <li>There is no monitor, nothing of {@code java.util.concurrent}, no thread, clock or chance but the platform's, and no identity hash.
 * </ul>
 *
 * <p>What is looked at: the class, its superclasses, its nested classes, the classes of its fields, those that its code makes, wherever they come from, and those
 * whose methods it calls, if they come from the same folder or jar. Libraries that are merely called are not looked at.
 */
public final class ReaderRules {

    private static final ClassValue<Inspected> INSPECTED = new ClassValue<>() {
        @Override
        protected Inspected computeValue(Class<?> reader) {
            Inspection inspection = new Inspection(reader);
            return new Inspected(inspection.violations(), inspection.classes());
        }
    };

    /** What looking at a class came to. */
    private record Inspected(List<String> violations, Set<String> classes) {
    }

    private ReaderRules() {
    }

    /**
     * Insists on the rules. Any thread; quick from the second time on.
     *
     * @throws ReaderRulesException when the class does not keep them, with every violation
     */
    public static void check(Class<?> reader) {
        List<String> violations = violations(reader);
        if (!violations.isEmpty()) {
            throw new ReaderRulesException(reader, violations);
        }
    }

    /** One sentence for each violation; none when the class keeps the rules. */
    public static List<String> violations(Class<?> reader) {
        return INSPECTED.get(reader).violations();
    }

    /** The names of the classes that were looked at: those that a reader consists of, whether it keeps the rules or not. */
    public static Set<String> classes(Class<?> reader) {
        return INSPECTED.get(reader).classes();
    }
}
