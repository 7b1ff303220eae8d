package dev.overlap.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A defect is planted exactly where its list says, or the list is out of date and says so. */
class PlantingTest {

    private static final String SOURCE = "{\n    one();\n    two();  \n        three();\n    one();\n}\n";

    @TempDir
    private Path folder = Path.of("");

    private static PlantedDefect defect(List<String> was, String... becomes) {
        return new PlantedDefect("some-defect", "Something is wrong.", "fault/Rule.java", was, List.of(becomes));
    }

    @Test
    void indentationDoesNotCount() {
        assertThat(defect(List.of("two();", "three();"), "four();").plantedIn(SOURCE)).isEqualTo("{\n    one();\n    four();\n    one();\n}\n");
        assertThat(defect(List.of("two();")).plantedIn(SOURCE)).isEqualTo("{\n    one();\n      \n        three();\n    one();\n}\n");
    }

    @Test
    void linesThatAreNotThereAreNamed() {
        assertThatThrownBy(() -> defect(List.of("two();", "one();")).plantedIn(SOURCE))
                .hasMessage("some-defect: fault/Rule.java has no such lines: [two();, one();]");
    }

    @Test
    void linesThatAreThereTwiceAreNamed() {
        assertThatThrownBy(() -> defect(List.of("one();")).plantedIn(SOURCE))
                .hasMessage("some-defect: fault/Rule.java has these lines more than once: [one();]");
    }

    @Test
    void aListIsReadEntryByEntry() {
        List<PlantedDefect> list =
                DefectList.parse("list", "# what it is\n\none\n    It is wrong.\n    a/B.java\n    - x();\n    -  y(-1);\n    + z();\n\ntwo\n"
                        + "    It too.\n    C.java\n    - x();\n");

        assertThat(list).containsExactly(new PlantedDefect("one", "It is wrong.", "a/B.java", List.of("x();", "y(-1);"), List.of("z();")),
                new PlantedDefect("two", "It too.", "C.java", List.of("x();"), List.of()));
        assertThat(list).extracting(PlantedDefect::packageName).containsExactly("dev.overlap.a", "dev.overlap");
        assertThatThrownBy(() -> DefectList.parse("list", "one\n    It is wrong.\n    - x();\n")).hasMessageContaining("expected a name, a sentence, a file");
        assertThatThrownBy(() -> DefectList.parse("list", "one\n    It is wrong.\n    A.java\n    + x();\n")).hasMessageContaining("[one, It is wrong.");
        assertThatThrownBy(() -> DefectList.parse("list", "    one\n")).hasMessage("list: expected the name of a defect before \"one\"");
        assertThatThrownBy(() -> DefectList.read("no-such-list.txt")).hasMessage("there is no no-such-list.txt");
    }

    @Test
    void onlyTheClassesOfThePackageAreCompiledAndOldOnesAreGone() throws Exception {
        Files.createDirectories(folder.resolve("classes"));
        Files.writeString(folder.resolve("classes/Old.class"), "");

        Path classes = DefectiveClasses.compile(defect(List.of("return new LateCancelRule(nth);"), "return new LateCancelRule(nth + 1);"), folder);

        try (var files = Files.walk(classes)) {
            assertThat(files.filter(Files::isRegularFile).map(file -> classes.relativize(file).toString().replace('\\', '/')))
                    .contains("dev/overlap/fault/Rule.class", "dev/overlap/fault/FaultRule.class").doesNotContain("Old.class")
                    .allMatch(name -> name.startsWith("dev/overlap/fault/"));
        }
    }

    @Test
    void whatIsNoJavaIsRefusedWithTheReason() {
        assertThatThrownBy(() -> DefectiveClasses.compile(defect(List.of("return new LateCancelRule(nth);"), "return new LateCancelRule();"), folder))
                .hasMessageStartingWith("some-defect is no Java:").hasMessageContaining("LateCancelRule");
    }
}
