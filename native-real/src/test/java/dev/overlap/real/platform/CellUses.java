package dev.overlap.real.platform;

import java.util.List;
import java.util.function.Consumer;

import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Platform;

/** Each operation of each kind of cell, on a new one named "cell". */
final class CellUses {

    private CellUses() {
    }

    static List<Consumer<Lifetime>> of(Platform platform) {
        return List.of(
                owner -> platform.plainInt(owner, "cell", 0).get(),
                owner -> platform.plainInt(owner, "cell", 0).set(1),
                owner -> platform.plain(owner, "cell", "").get(),
                owner -> platform.plain(owner, "cell", "").set("x"),
                owner -> platform.volatileInt(owner, "cell", 0).get(),
                owner -> platform.volatileInt(owner, "cell", 0).set(1),
                owner -> platform.volatileCell(owner, "cell", "").get(),
                owner -> platform.volatileCell(owner, "cell", "").set("x"),
                owner -> platform.atomicInt(owner, "cell", 0).exchange(1),
                owner -> platform.atomicInt(owner, "cell", 0).compareAndSet(0, 1),
                owner -> platform.atomicInt(owner, "cell", 0).addAndGet(1),
                owner -> platform.atomic(owner, "cell", "").exchange("x"),
                owner -> platform.atomic(owner, "cell", "").compareAndSet("x", "y"));
    }
}
