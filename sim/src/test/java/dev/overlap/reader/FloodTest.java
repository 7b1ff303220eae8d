package dev.overlap.reader;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

import dev.overlap.platform.Platform;
import dev.overlap.scenario.Scenarios;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.RandomWalk;
import dev.overlap.simulation.Play;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Win32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However much a peer sends, {@link PipeReader} takes no more memory than its limit and one chunk; counted at the platform, by nobody's oracle. */
class FloodTest {

    private static final int SEEDS = Boolean.getBoolean("overlap.acceptance") ? 100_000 : 10_000;
    private static final int CHUNK_BYTES = 16;
    /** What the scenario sets. */
    private static final int LIMIT_BYTES = 40;

    private long live;
    private long most;

    @ParameterizedTest
    @EnumSource
    void aFloodTakesNoMoreMemoryThanTheLimitAndOneChunk(SignalKind signal) {
        ReaderFactory counted = (win32, platform, pipe, listener) -> PipeReader.factory(signal, CHUNK_BYTES).open(knowing(win32), counting(platform), pipe,
                listener);
        Play play = Play.of(Scenarios.named("hostile-flood").orElseThrow()::play).with(counted).within(new Limits(400, 20_000, 3));
        RandomWalk strategy = new RandomWalk();
        long mostOfAll = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            live = 0;
            most = 0;
            assertThat(play.randomly(seed, strategy, 1)).isClean();
            assertThat(live).isZero();
            mostOfAll = Math.max(mostOfAll, most);
        }
        assertThat(mostOfAll).as("nor is the limit far away").isBetween((long) LIMIT_BYTES, (long) LIMIT_BYTES + CHUNK_BYTES);
    }

    /** The same platform, whose memory is counted. */
    private Platform counting(Platform platform) {
        return proxy(Platform.class, (proxy, method, arguments) -> {
            Object answer = call(() -> method.invoke(platform, arguments));
            return method.getName().equals("allocate") && answer instanceof Memory memory ? new Counted(memory) : answer;
        });
    }

    /** The same functions, which find the memory itself in what is counted. */
    private static Win32 knowing(Win32 win32) {
        return proxy(Win32.class, (proxy, method, arguments) -> {
            for (int i = 0; arguments != null && i < arguments.length; i++) {
                if (arguments[i] instanceof Counted counted) {
                    arguments[i] = counted.memory;
                }
            }
            return call(() -> method.invoke(win32, arguments));
        });
    }

    private final class Counted implements Memory {
        private final Memory memory;

        Counted(Memory memory) {
            this.memory = memory;
            live += memory.size();
            most = Math.max(most, live);
        }

        @Override
        public void free() {
            live -= memory.size();
            memory.free();
        }

        @Override
        public int size() {
            return memory.size();
        }

        @Override
        public long address() {
            return memory.address();
        }

        @Override
        public byte get(int offset) {
            return memory.get(offset);
        }

        @Override
        public void put(int offset, byte value) {
            memory.put(offset, value);
        }

        @Override
        public void read(int offset, byte[] target, int targetOffset, int length) {
            memory.read(offset, target, targetOffset, length);
        }

        @Override
        public void write(int offset, byte[] source, int sourceOffset, int length) {
            memory.write(offset, source, sourceOffset, length);
        }
    }

    private interface Call {
        Object make() throws IllegalAccessException, InvocationTargetException;
    }

    private static Object call(Call call) throws Throwable {
        try {
            return call.make();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
