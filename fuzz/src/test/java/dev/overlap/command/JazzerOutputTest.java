package dev.overlap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class JazzerOutputTest {

    private static JazzerOutput of(String text) {
        JazzerOutput output = new JazzerOutput();
        text.lines().forEach(output);
        return output;
    }

    @Test
    void whatIsThrownIsToldWithThePlacesOfTheProject() {
        JazzerOutput output = of("""
                #2\tINITED cov: 3 ft: 4 corp: 1/1b exec/s: 0 rss: 37Mb
                #4096\tpulse  cov: 12 ft: 40 corp: 9/120b lim: 64 exec/s: 2048 rss: 300Mb
                == Java Exception: java.lang.AssertionError: other bytes are read
                \tat dev.overlap.target.A.b(A.java:3)
                \tat java.base/java.util.List.of(List.java:1)
                \tat dev.overlap.target.C.d(C.java:4)
                DEDUP_TOKEN: 0011
                \tat dev.overlap.target.Not.thisOne(Not.java:4)
                == libFuzzer crashing input ==
                artifact_prefix='/tmp/x/'; Test unit written to /tmp/x/crash-01
                stat::number_of_executed_units: 4711
                """);

        assertThat(output.thrown()).isEqualTo("java.lang.AssertionError: other bytes are read");
        assertThat(output.frames()).containsExactly("dev.overlap.target.A.b(A.java:3)", "dev.overlap.target.C.d(C.java:4)");
        assertThat(output.input()).isEqualTo(Path.of("/tmp/x/crash-01"));
        assertThat(output.executions()).isEqualTo(4711);
        assertThat(output.entries()).isEqualTo(9);
        assertThat(output.edges()).isEqualTo(12);
        assertThat(output.hasEnded()).isTrue();
    }

    @Test
    void whatIsCutOffHasNotEnded() {
        JazzerOutput output = of("#2\tINITED cov: 3 ft: 4 corp: 1/1b exec/s: 0 rss: 37Mb\n");

        assertThat(output.hasEnded()).isFalse();
        assertThat(output.thrown()).isEmpty();
        assertThat(output.executions()).isEqualTo(2);
    }
}
