package dev.overlap.planted;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

/** The defects that were planted in the reader's buffer, the pipe's queues or the parsers. */
class PlantedDefectsTest {

    private static final List<PlantedDefect> DEFECTS = DefectList.read(DefectList.BUFFERS_QUEUES_PARSERS);

    @Test
    void thereAreTenOfThemAndEachCanBePlanted() throws Exception {
        assertThat(DEFECTS).hasSize(10).extracting(PlantedDefect::name).doesNotHaveDuplicates();
        for (PlantedDefect defect : DEFECTS) {
            Path classes = DefectiveClasses.compile(defect, Checkout.PLANTED.resolve(defect.name()));
            assertThat(classes.resolve("dev/overlap").resolve(defect.file().replace(".java", ".class"))).exists();
        }
    }
}
