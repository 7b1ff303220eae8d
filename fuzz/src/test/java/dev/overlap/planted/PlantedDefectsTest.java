package dev.overlap.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each defect that was planted in the reader's buffer, the pipe's queues or the parsers is found by a property, and by the fuzz target that fits it; without
 * {@code -Doverlap.acceptance=true}, the first one is. All can be planted in the sources as they are today, and so can those of the pipe reader.
 */
class PlantedDefectsTest {

    private static final List<Hunt> HUNTS = DefectList.read(DefectList.BUFFERS_QUEUES_PARSERS).stream().limit(Boolean.getBoolean("overlap.acceptance") ? 10 : 1)
            .map(Hunt::new).toList();
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final int SEED = Integer.getInteger("overlap.fuzz.seed", 1);

    @Test
    void thereAreTenOfBuffersQueuesAndParsersAndEachCanBePlanted() throws Exception {
        plant(DefectList.BUFFERS_QUEUES_PARSERS, 10);
    }

    @Test
    void thereAreEightOfThePipeReaderAndEachCanBePlanted() throws Exception {
        plant(DefectList.PIPE_READER, 8);
    }

    private static void plant(String list, int size) throws Exception {
        List<PlantedDefect> defects = DefectList.read(list);
        assertThat(defects).hasSize(size).extracting(PlantedDefect::name).doesNotHaveDuplicates();
        for (PlantedDefect defect : defects) {
            Path classes = DefectiveClasses.compileAlone(defect, Checkout.PLANTED.resolve(defect.name()));
            assertThat(classes.resolve("dev/overlap").resolve(defect.file().replace(".java", ".class"))).exists();
        }
    }

    @TestFactory
    Stream<DynamicTest> eachIsFoundByAPropertyThatHoldsWithoutIt() {
        Set<String> finders = new TreeSet<>();
        Stream<DynamicTest> defects = HUNTS.stream().map(hunt -> dynamicTest(hunt.defect.name(), () -> {
            PropertyRun run = hunt.byProperties();
            assertThat(run.found()).as(hunt.defect.wrong()).isTrue();
            finders.add(run.id());
        }));
        return Stream.concat(defects, Stream.of(dynamicTest("without any", () -> {
            PropertyRun run = PropertyRun.of(List.of(), List.copyOf(finders));
            assertThat(run.failed()).as(run.output()).isEmpty();
            assertThat(run.held()).isEqualTo(finders.size());
        })));
    }

    /** That the targets find nothing where nothing is wrong, {@link NothingPlantedTest} shows. */
    @TestFactory
    Stream<DynamicTest> eachIsFoundByItsTargetWithinFiveMinutes() {
        return HUNTS.stream().map(hunt -> dynamicTest(hunt.defect.name(),
                () -> assertThat(hunt.byTarget(FIVE_MINUTES, SEED).found()).as(hunt.defect.wrong()).isTrue()));
    }

    @AfterAll
    static void writeTable() throws IOException {
        Files.write(Files.createDirectories(Checkout.PLANTED).resolve("table.md"),
                Stream.concat(Hunt.TITLE.stream(), HUNTS.stream().map(Hunt::row)).toList());
    }
}
