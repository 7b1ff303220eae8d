package dev.overlap.oracle;

import static dev.overlap.finding.Kind.MEMORY_LEAK;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static java.util.Objects.requireNonNull;

import java.util.function.BiConsumer;

import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Platform;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import org.junit.jupiter.api.Test;

/** MEMORY_LEAK: what an owner has allocated and nobody has freed when all is over. */
class MemoryLeakTest {

    @Test
    void memoryThatIsLeftIsALeak() {
        owning((platform, life) -> {
            platform.allocate(life, 10);
            requireNonNull(platform.allocate(life, 20)).free();
        }).isFinding(MEMORY_LEAK).says("m1, allocated at step 0, was never freed");
    }

    @Test
    void anOverlappedThatIsLeftIsALeak() {
        owning((platform, life) -> {
            requireNonNull(platform.allocateOverlapped(life)).free();
            platform.allocateOverlapped(life);
        }).isFinding(MEMORY_LEAK).says("ov2, allocated at step 0, was never freed");
    }

    @Test
    void anOwnerThatIsGoneHasLeftItsMemory() {
        owning((platform, life) -> {
            platform.allocate(life, 10);
            life.destroy();
        }).isFinding(MEMORY_LEAK).says("m1");
    }

    @Test
    void whatIsGivenBackIsNoLeak() {
        owning((platform, life) -> {
            requireNonNull(platform.allocate(life, 10)).free();
            requireNonNull(platform.allocateOverlapped(life)).free();
            life.destroy();
        }).isClean();
    }

    @Test
    void theMemoryOfTheProcessGoesWithIt() {
        owning((platform, life) -> {
            platform.allocate(platform.process(), 10);
            platform.allocateOverlapped(platform.process());
        }).isClean();
    }

    @Test
    void aProcessThatExitsLeavesNothing() {
        assertThat(Play.ofTask(stage -> {
            Lifetime life = stage.platform().lifetime("owner");
            stage.platform().allocate(life, 10);
            stage.platform().allocateOverlapped(life);
            stage.exitProcess();
        }).once()).isClean();
    }

    @Test
    void thatAThreadEndsTakesNoMemoryWithIt() {
        assertThat(Play.ofTask(stage -> {
            Lifetime life = stage.platform().lifetime("owner");
            stage.platform().startThread("worker", () -> stage.platform().allocate(life, 10)).join();
        }).once()).isFinding(MEMORY_LEAK).says("m1");
    }

    @Test
    void whatThePeerHasNotGivenBackIsItsOwnBusiness() {
        assertThat(Play.played(stage -> {
            var pipe = stage.bytePipe(10);
            stage.peer("peer", () -> pipe.peer().write(5));
        })).isClean();
    }

    private static ExecutionAssert owning(BiConsumer<Platform, Lifetime> task) {
        return assertThat(Play.ofTask(stage -> task.accept(stage.platform(), stage.platform().lifetime("owner"))).once());
    }
}
