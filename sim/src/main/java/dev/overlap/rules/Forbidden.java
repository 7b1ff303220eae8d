package dev.overlap.rules;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/** What of the Java library the code of a reader must not use, and what it has instead. */
final class Forbidden {

    private static final String THREADS = "the scheduler does not see it; use Platform.startThread, and Win32.getCurrentThreadId to tell threads apart";
    private static final String CLOCK = "it differs from run to run; use Platform.clock()";
    private static final String CHANCE = "it differs from run to run, and chance must come from the harness; give the reader what it needs when it is made";
    private static final String IDENTITY = "it differs from run to run; number the objects instead";
    private static final String WAITING =
            "all tasks of an execution share one thread, which it would block for ever; use Platform.lock(…) and Lock.condition(…)";
    private static final String COLLECTOR = "it depends on when the garbage collector runs; keep the object itself";
    private static final Set<String> CHANCES = Set.of("java/util/Random", "java/security/SecureRandom", "java/util/SplittableRandom",
            "java/util/random/RandomGenerator", "java/util/random/RandomGeneratorFactory");

    private Forbidden() {
    }

    /** Why a class must not be used, and what is used instead; null when it may be. */
    static @Nullable String why(String name) {
        if (name.startsWith("java/util/concurrent/atomic/")) {
            return "the scheduler does not see it; use Platform.atomicInt, Platform.atomic or Platform.volatileCell";
        } else if (name.startsWith("java/util/concurrent/locks/")) {
            return "the scheduler does not see it; use Platform.lock(…) and Lock.condition(…)";
        } else if (name.startsWith("java/util/concurrent/")) {
            return "the scheduler does not see it; use the locks, conditions, cells, threads and event loops of Platform";
        } else if (name.equals("java/lang/ThreadLocal") || name.equals("java/lang/InheritableThreadLocal")) {
            return "all tasks of an execution share one thread; keep a map by Win32.getCurrentThreadId in a Guarded<…>";
        } else if (name.equals("java/lang/Thread") || name.startsWith("java/lang/Thread$") || name.equals("java/lang/ThreadGroup")) {
            return THREADS;
        } else if (name.equals("java/util/Timer") || name.equals("java/util/TimerTask")) {
            return "the scheduler does not see it; use EventLoop.postDelayed";
        } else if (CHANCES.contains(name)) {
            return CHANCE;
        } else if (name.equals("java/util/IdentityHashMap")) {
            return IDENTITY;
        } else if (name.startsWith("java/lang/ref/") || name.equals("java/util/WeakHashMap")) {
            return COLLECTOR;
        } else if (name.equals("java/time/Clock")) {
            return CLOCK;
        } else if (name.equals("java/lang/invoke/VarHandle")) {
            return "the scheduler does not see it; use a cell of Platform";
        }
        return null;
    }

    /** Why a method or constructor must not be called, and what is called instead; null when it may be. */
    static @Nullable String why(String owner, String member, String descriptor) {
        if (owner.equals("java/lang/Thread") && member.equals("sleep")) {
            return "time there is virtual; use Condition.await(timeoutMillis) or EventLoop.postDelayed";
        }
        String ofClass = why(owner);
        if (ofClass != null) {
            return ofClass;
        }
        return switch (member) {
            case "nanoTime", "currentTimeMillis" -> owner.equals("java/lang/System") ? CLOCK : null;
            case "now" -> owner.startsWith("java/time/") ? CLOCK : null;
            case "<init>" -> owner.equals("java/util/Date") && descriptor.equals("()V") ? CLOCK : null;
            case "identityHashCode" -> owner.equals("java/lang/System") ? IDENTITY : null;
            case "random" -> owner.equals("java/lang/Math") || owner.equals("java/lang/StrictMath") ? CHANCE : null;
            case "randomUUID" -> owner.equals("java/util/UUID") ? CHANCE : null;
            case "shuffle" -> owner.equals("java/util/Collections") && descriptor.equals("(Ljava/util/List;)V") ? CHANCE : null;
            case "wait" -> descriptor.equals("()V") || descriptor.equals("(J)V") || descriptor.equals("(JI)V") ? WAITING : null;
            case "notify", "notifyAll" -> descriptor.equals("()V") ? WAITING : null;
            case "parallelStream", "parallel" -> owner.startsWith("java/util/") ? THREADS : null;
            default -> null;
        };
    }
}
