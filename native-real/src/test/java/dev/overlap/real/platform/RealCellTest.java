package dev.overlap.real.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

import dev.overlap.platform.AtomicCell;
import dev.overlap.platform.AtomicIntCell;
import dev.overlap.platform.Cell;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.Lifetime;
import dev.overlap.platform.PlatformThread;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RealCellTest extends OnAPlatform {

    private static final int ROUNDS = 20_000;

    @Test
    @SuppressWarnings("NullAway") // it does not see that these cells may hold null
    void aCellHoldsWhatWasPutIn() {
        Cell<@Nullable String> plain = platform.plain(life, "plain", null);
        AtomicCell<@Nullable String> atomic = platform.atomic(life, "atomic", "first");
        IntCell number = platform.plainInt(life, "number", 7);

        plain.set("value");
        number.set(number.get() + 1);

        assertThat(plain.get()).isEqualTo("value");
        assertThat(number.get()).isEqualTo(8);
        assertThat(atomic.exchange(null)).isEqualTo("first");
        assertThat(atomic.get()).isNull();
        assertThat(platform.volatileInt(life, "volatile", 9).get()).isEqualTo(9);
        assertThat(platform.volatileCell(life, "volatile", "x").get()).isEqualTo("x");
    }

    @Test
    void atomicOperationsAreThoseOfInterlocked() {
        AtomicIntCell cell = platform.atomicInt(life, "cell", 1);

        assertThat(cell.compareAndSet(2, 3)).isFalse();
        assertThat(cell.compareAndSet(1, 3)).isTrue();
        assertThat(cell.exchange(4)).isEqualTo(3);
        assertThat(cell.addAndGet(-5)).isEqualTo(-1);
        cell.set(10);
        assertThat(cell.get()).isEqualTo(10);
    }

    @Test
    @SuppressWarnings("StringOperationCanBeSimplified") // equal, and another object
    void aReferenceIsComparedByIdentity() {
        String value = "value";
        AtomicCell<String> cell = platform.atomic(life, "cell", value);

        assertThat(cell.compareAndSet(new String(value), "other")).isFalse();
        assertThat(cell.compareAndSet(value, "other")).isTrue();
        assertThat(cell.get()).isEqualTo("other");
    }

    @Test
    void noAdditionIsLostBetweenThreads() {
        AtomicIntCell sum = platform.atomicInt(life, "sum", 0);
        Runnable adds = () -> {
            for (int i = 0; i < ROUNDS; i++) {
                sum.addAndGet(1);
            }
        };
        PlatformThread one = platform.startThread("one", adds);
        PlatformThread two = platform.startThread("two", adds);
        one.join();
        two.join();
        assertThat(sum.get()).isEqualTo(2 * ROUNDS);
    }

    @Test
    void onlyWhatSynchronisesIsHeardOf() {
        platform.plainInt(life, "plain", 0).get();
        platform.plainInt(life, "plain", 0).set(1);
        platform.plain(life, "plain", "").get();
        platform.plain(life, "plain", "").set("x");
        assertThat(operations).isEmpty();

        platform.volatileInt(life, "volatile", 0).set(1);
        platform.volatileCell(life, "volatile", "").get();
        platform.atomicInt(life, "atomic", 0).addAndGet(1);
        assertThat(operations).containsExactly("cell", "cell", "cell");
    }

    @Test
    void aUseOfAnyCellAfterTheOwnersEndIsToldAndGoesOn() {
        for (Consumer<Lifetime> use : CellUses.of(platform)) {
            Lifetime ended = platform.lifetime("reader");
            ended.destroy();
            assertThat(watch.take()).as("before the use").isEmpty();
            use.accept(ended);
            assertThat(watch.take()).singleElement().asString().endsWith("after destroy: cell of reader");
        }
    }

    @Test
    void aUseDuringTheOwnersLifeIsNobodysBusiness() {
        CellUses.of(platform).forEach(use -> use.accept(life));
        assertThat(watch.take()).isEmpty();
    }

    @Test
    void theEndOfOneOwnerIsNotThatOfAnother() {
        IntCell cell = platform.plainInt(life, "cell", 1);
        platform.lifetime("another").destroy();
        assertThat(cell.get()).isEqualTo(1);
    }

    @Test
    void endingALifeTwiceIsTold() {
        life.destroy();
        assertThat(watch.take()).isEmpty();
        life.destroy();
        assertThat(watch.take()).containsExactly("destroy after destroy: its lifetime of owner");
    }
}
