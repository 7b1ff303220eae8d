package dev.overlap.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rows that there are: what scripts are counted against.
 *
 * @param rows all of them, in the order of the file
 * @param leftOut those that no script has, each with the reason
 */
record Catalogue(Set<String> rows, Map<String, String> leftOut) {

    /** The file's name, in the folder of the scripts. */
    static final String FILE = "rows.txt";

    private static final Pattern SOURCE = Pattern.compile("source\\s+([A-Z]{1,2})\\s+((?:\\d\\S*\\s+)+)\\S.*");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,3})-(\\d{1,3})");
    private static final Pattern ROW = Pattern.compile("\\d{1,3}[a-z]?");
    private static final Pattern LEFT_OUT = Pattern.compile("left-out\\s+(\\S+)\\s+(\\S.*)");

    /**
     * Reads the list.
     *
     * @throws BadInput when it is none, and why
     */
    static Catalogue read(Path file) {
        Set<String> rows = new LinkedHashSet<>();
        Map<String, String> leftOut = new LinkedHashMap<>();
        int number = 0;
        for (String line : TextFile.read(file, "list of rows").split("\\R", -1)) {
            number++;
            Matcher source = SOURCE.matcher(line);
            Matcher left = LEFT_OUT.matcher(line);
            if (source.matches()) {
                for (String word : source.group(2).strip().split("\\s+", -1)) {
                    add(rows, source.group(1), word, file + ": line " + number);
                }
            } else if (left.matches() && rows.contains(left.group(1))) {
                leftOut.put(left.group(1), left.group(2).strip());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new BadInput(file, "line " + number + ": expected \"source\", its letters and its rows, or \"left-out\", a row and the reason");
            }
        }
        return new Catalogue(rows, leftOut);
    }

    private static void add(Set<String> rows, String source, String word, String where) {
        Matcher range = RANGE.matcher(word);
        if (range.matches()) {
            for (int row = Integer.parseInt(range.group(1)); row <= Integer.parseInt(range.group(2)); row++) {
                rows.add(source + row);
            }
        } else if (ROW.matcher(word).matches()) {
            rows.add(source + word);
        } else {
            throw new BadInput(where + ": expected a row such as 12 or 30a, or several such as 1-39, found \"" + word + '"');
        }
    }

    /** The rows that are neither left out nor among those that were played. */
    Set<String> missing(Set<String> played) {
        Set<String> missing = new LinkedHashSet<>(rows);
        missing.removeAll(leftOut.keySet());
        missing.removeAll(played);
        return missing;
    }
}
