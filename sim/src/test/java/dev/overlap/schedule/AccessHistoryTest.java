package dev.overlap.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccessHistoryTest {

    private final Accesses variable = new Accesses(new Bench(Bench.bestEngine()));

    @Test
    void aTaskDoesNotRaceWithItself() {
        assertThat(variable.write(0)).isZero();
        assertThat(variable.read(0)).isZero();
        assertThat(variable.write(0)).isZero();
    }

    @Test
    void aReadThatHasNotSeenTheWriteRacesWithIt() {
        variable.write(0);

        assertThat(variable.read(1)).isEqualTo(variable.epoch(0));
    }

    @Test
    void aReadThatHasSeenTheWriteDoesNot() {
        variable.write(0);
        variable.order(0, 1);

        assertThat(variable.read(1)).isZero();
    }

    @Test
    void whatATaskDoesAfterItWasSeenHasNotBeenSeen() {
        variable.order(0, 1);
        variable.write(0);

        assertThat(variable.write(1)).isEqualTo(variable.epoch(0));
    }

    @Test
    void aWriteRacesWithTheOneOfSeveralReadsThatItHasNotSeen() {
        variable.read(0);
        variable.read(1);
        variable.read(2);
        variable.order(0, 3);
        variable.order(2, 3);

        assertThat(variable.write(3)).isEqualTo(variable.epoch(1));
    }

    @Test
    void aWriteThatHasSeenAllReadsClearsThem() {
        variable.read(0);
        variable.read(1);
        variable.order(0, 2);
        variable.order(1, 2);

        assertThat(variable.write(2)).isZero();
        assertThat(variable.read(2)).isZero();
    }
}
