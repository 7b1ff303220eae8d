package dev.overlap.planted;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

/** The defects of both lists are to be found in the sources as they are today. */
class PlantedDefectsTest {

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
            Path classes = DefectiveClasses.compile(defect, Checkout.PLANTED.resolve(defect.name()));
            assertThat(classes.resolve("dev/overlap").resolve(defect.file().replace(".java", ".class"))).exists();
        }
    }
}
