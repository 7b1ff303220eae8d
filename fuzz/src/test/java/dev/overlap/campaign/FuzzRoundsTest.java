package dev.overlap.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.overlap.explore.Repertoire;
import dev.overlap.explore.Reported;
import dev.overlap.explore.Subjects;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.report.Defect;
import dev.overlap.report.Sources;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import dev.overlap.schedule.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a campaign deals with fuzz targets, played by somebody who makes nothing up but the number of inputs. */
class FuzzRoundsTest {

    private static final int MANY = 700;
    private static final int FEW = 3;

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, Duration> minimised = new LinkedHashMap<>();
    private final List<String> played = Collections.synchronizedList(new ArrayList<>());

    /** Quick, and of its three targets the second adds most, the third nothing. */
    private class Quick implements FuzzRounds {
        @Override
        public Played run(String target, long seed, long executions, Duration longest, Path grown, boolean afresh, Path out) {
            played.add(target);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            int added = target.equals("much") ? MANY : target.equals("little") ? FEW : 0;
            return new Played(executions, 0.02, 0.01, added, added, null);
        }

        @Override
        public void minimise(String target, Path grown, Duration longest) {
            assertThat(grown).isEqualTo(folder.resolve("corpus/inputs").resolve(target));
            minimised.put(target, longest);
        }

        @Override
        public void interrupt() {
            // It is quick.
        }
    }

    /** Has nothing to say, and ends a campaign when a target begins for the second time, if it is told to. */
    private static final class Silent implements CampaignListener {
        private final Runnable atTheSecond;
        private final List<Long> told = Collections.synchronizedList(new ArrayList<>());
        private final List<String> begun = Collections.synchronizedList(new ArrayList<>());

        Silent(Runnable atTheSecond) {
            this.atTheSecond = atTheSecond;
        }

        @Override
        public void canaryFound(Reported reported) {
            // No canary is played.
        }

        @Override
        public void roundBegins(Arm arm) {
            if (begun.contains(arm.target())) {
                atTheSecond.run();
            }
            begun.add(arm.target());
        }

        @Override
        public void roundEnds(Arm arm) {
            assertThat(begun).contains(arm.target());
        }

        @Override
        public void progress(long executions, long nanos, long states, int findings) {
            told.add(executions);
        }

        @Override
        public void found(Defect defect, Path file) {
            throw new AssertionError(defect);
        }

        @Override
        public void warn(String line) {
            throw new AssertionError(line);
        }
    }

    private CampaignOptions options(long executions, int threads) {
        List<Scenario> scenarios = threads == 1 ? List.of() : Scenarios.all().subList(0, 2);
        List<String> engines = threads == 1 ? List.of(Arm.JAZZER) : List.of(Arm.EXPLORE, Arm.JAZZER);
        return new CampaignOptions(1, 1, 1, executions, Long.MAX_VALUE, threads, true, false, engines, scenarios, Subjects.pipeReaders(),
                List.of("little", "much", "nothing"), Repertoire.OF_THE_PROJECT, WindowsVersion.WINDOWS_10, Bench.Engine.CONTINUATIONS, folder, "test",
                () -> null);
    }

    private Campaign begin(long executions, Silent listener) {
        return Campaign.begin(options(executions, 1), new Quick(), Sources.NONE, listener);
    }

    @Test
    void whatHasGrownIsMadeSmallerInTheEnd() {
        begin(5_000_000, new Silent(() -> {})).run();

        assertThat(played).hasSize(5).startsWith("little", "much", "nothing");
        assertThat(minimised.keySet()).containsExactly("much", "little");
    }

    @Test
    void whatTargetsHaveRunIsTold() {
        Silent listener = new Silent(() -> {});
        begin(5_000_000, listener).run();

        assertThat(listener.told).containsExactly(1_000_000L, 2_000_000L, 3_000_000L, 4_000_000L, 5_000_000L);
    }

    @Test
    void whoeverEndsACampaignDoesNotWaitForThat() {
        Campaign[] running = new Campaign[1];
        running[0] = begin(Long.MAX_VALUE, new Silent(() -> running[0].interrupt()));

        assertThat(running[0].run().interrupted()).isTrue();
        assertThat(played).isNotEmpty();
        assertThat(minimised).isEmpty();
    }

    @Test
    void targetsRunBesideTheOthersAndNobodyRunsMoreThanThereIs() {
        Silent listener = new Silent(() -> {});
        Outcome outcome = Campaign.begin(options(7_030_000, 2), new Quick(), Sources.NONE, listener).run();

        Map<String, Long> executions = new LinkedHashMap<>();
        outcome.summary().executed().forEach(each -> executions.merge(each.engine(), each.executions(), Long::sum));
        assertThat(executions.keySet()).containsExactlyInAnyOrder(Arm.EXPLORE, Arm.JAZZER);
        assertThat(executions.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(7_030_000);
        assertThat(played).contains("little", "much", "nothing");
        assertThat(listener.told).isSorted();
    }

    @Test
    void aTargetThatCannotRunEndsTheCampaignAndNothingIsLost() {
        Quick broken = new Quick() {
            @Override
            public Played run(String target, long seed, long executions, Duration longest, Path grown, boolean afresh, Path out) {
                super.run(target, seed, executions, longest, grown, afresh, out);
                if (played.size() == 4) {
                    throw new IllegalStateException("no memory for the JVM of " + target);
                }
                return new Played(executions, 0.02, 0.01, 1, 1, null);
            }
        };
        Campaign campaign = Campaign.begin(options(Long.MAX_VALUE, 2), broken, Sources.NONE, new Silent(() -> {}));

        assertThatThrownBy(campaign::run).isInstanceOf(IllegalStateException.class).hasMessageStartingWith("no memory for the JVM of ");
        assertThat(CampaignFolder.only(folder).arms()).filteredOn(arm -> arm.arm().isTarget()).hasSize(3);
    }

    @Test
    void anExplorationThatFailsEndsTheTargetThatRunsBesideIt() {
        Quick endless = new Quick() {
            private final CountDownLatch ended = new CountDownLatch(1);

            @Override
            public Played run(String target, long seed, long executions, Duration longest, Path grown, boolean afresh, Path out) {
                played.add(target);
                try {
                    assertThat(ended.await(1, TimeUnit.MINUTES)).as("it is ended").isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return new Played(77, 0.02, 0.01, 1, 1, null);
            }

            @Override
            public void interrupt() {
                ended.countDown();
            }
        };
        Silent failing = new Silent(() -> {
            throw new IllegalStateException("the terminal is gone");
        });
        Campaign campaign = Campaign.begin(options(Long.MAX_VALUE, 2), endless, Sources.NONE, failing);

        assertThatThrownBy(campaign::run).isInstanceOf(IllegalStateException.class).hasMessage("the terminal is gone");
        assertThat(played).hasSize(1);
        assertThat(CampaignFolder.only(folder).arms()).filteredOn(arm -> arm.arm().isTarget()).as("a round that was cut short")
                .allSatisfy(arm -> assertThat(arm.executions()).isZero());
    }

    @Test
    void ofWhatIsJoinedOnlyTargetsThatHaveInputsAreMadeSmaller() throws IOException {
        begin(3_000_000, new Silent(() -> {})).run();
        minimised.clear();
        Path inputs = folder.resolve("corpus/inputs");
        Files.createDirectories(inputs.resolve("nothing"));
        Files.write(Files.createDirectories(inputs.resolve("little")).resolve("one"), new byte[] {1});
        Path both = folder.resolve("both");
        Join join = new Join(both, Repertoire.OF_THE_PROJECT, Bench.Engine.CONTINUATIONS, line -> {
            throw new AssertionError(line);
        });
        join.add(folder);
        join.write(Sources.NONE, "test", null, new Quick() {
            @Override
            public void minimise(String target, Path grown, Duration longest) {
                assertThat(grown).isEqualTo(both.resolve("corpus/inputs").resolve(target)).isDirectoryContaining("glob:**one");
                minimised.put(target, longest);
            }
        });

        assertThat(minimised.keySet()).containsExactly("little");
    }
}
