package dev.overlap.real;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who plays: each thread of a story knows its role. Threads that nobody has introduced, those of the thread pool and those that a reader starts, are of the process
 * under test.
 */
final class Cast {

    /** The part of one task, with a stream of chance of its own, so that what it decides does not depend on when it does. */
    static final class Role {
        final String name;
        final boolean underTest;
        private final Random chance;

        private Role(String name, boolean underTest, long seed) {
            this.name = name;
            this.underTest = underTest;
            this.chance = new Random(seed ^ 0x9E37_79B9_7F4A_7C15L * (name.hashCode() + 1L));
        }

        /** A number from 0 to {@code bound} - 1. */
        synchronized int below(int bound) {
            return chance.nextInt(bound);
        }
    }

    private final long seed;
    private final Map<Thread, Role> playing = new ConcurrentHashMap<>();
    private final List<Role> roles = new CopyOnWriteArrayList<>();
    private final Role others;

    Cast(long seed) {
        this.seed = seed;
        this.others = new Role("others", true, seed);
    }

    Role add(String name, boolean underTest) {
        Role role = new Role(name + (roles.stream().anyMatch(known -> known.name.equals(name)) ? " " + (roles.size() + 1) : ""), underTest, seed);
        roles.add(role);
        return role;
    }

    /** The calling thread takes a role, until it ends. */
    void enter(Role role) {
        playing.put(Thread.currentThread(), role);
    }

    /** The calling thread's role. */
    Role current() {
        return playing.getOrDefault(Thread.currentThread(), others);
    }

    /** Whether the calling thread is one of the process under test. */
    boolean isUnderTest() {
        return current().underTest;
    }
}
