package dev.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Whoever meets an id of a fact in a comment finds what it stands for: in FACTS.md, or in a script that names the row. */
class FactsTest {

    private static final String ID = "[A-Z]{1,2}[0-9]{1,3}[a-z]?";
    /** Ids in brackets: "(F10, K88)", "(K88 to K103)". */
    private static final Pattern CITATION = Pattern.compile("\\(" + ID + "(?:(?:, |; | to | and )" + ID + ")*\\)");
    private static final Pattern ONE = Pattern.compile("\\b" + ID + "\\b");
    private static final int CITED_AT_LEAST = 100;

    @Test
    void whatIsCitedIsTold() throws IOException {
        Map<String, Path> cited = new TreeMap<>();
        for (Path source : files(Path.of("src/main/java"), ".java")) {
            CITATION.matcher(Files.readString(source)).results().map(MatchResult::group)
                    .forEach(citation -> ONE.matcher(citation).results().forEach(id -> cited.put(id.group(), source)));
        }
        assertThat(cited).as("ids that are cited").hasSizeGreaterThan(CITED_AT_LEAST);

        StringBuilder told = new StringBuilder(Files.readString(Path.of("FACTS.md")));
        for (Path script : files(Path.of("../corpus/scripts"), ".script")) {
            told.append(Files.readString(script));
        }
        ONE.matcher(told).results().map(MatchResult::group).forEach(cited::remove);
        assertThat(cited).as("ids that nothing tells of").isEmpty();
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
