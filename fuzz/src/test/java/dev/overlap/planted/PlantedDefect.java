package dev.overlap.planted;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One way in which the code could be wrong: some lines of one file replaced by others.
 *
 * @param name what it is called, in small letters, digits and hyphens, so that a folder can have this name
 * @param wrong what is wrong then, in a sentence
 * @param file below dev/overlap of the simulator's sources
 * @param was the lines that are replaced, one or more, without their indentation
 * @param becomes what stands there instead; none when the lines are left out
 */
record PlantedDefect(String name, String wrong, String file, List<String> was, List<String> becomes) {

    PlantedDefect {
        was = List.copyOf(was);
        becomes = List.copyOf(becomes);
    }

    /**
     * The text of its file with the defect in it.
     *
     * @throws IllegalStateException when the lines are not there, or more than once: the list has to be brought up to date
     */
    String plantedIn(String source) {
        String lines = was.stream().map(Pattern::quote).collect(Collectors.joining("[ \\t]*\\R[ \\t]*"));
        Matcher found = Pattern.compile(lines).matcher(source);
        if (!found.find()) {
            throw new IllegalStateException(name + ": " + file + " has no such lines: " + was);
        }
        int begin = found.start();
        int end = found.end();
        if (found.find(begin + 1)) {
            throw new IllegalStateException(name + ": " + file + " has these lines more than once: " + was);
        }
        return source.substring(0, begin) + String.join("\n", becomes) + source.substring(end);
    }

    /** The package of its file. */
    String packageName() {
        int slash = file.lastIndexOf('/');
        return "dev.overlap" + (slash < 0 ? "" : '.' + file.substring(0, slash).replace('/', '.'));
    }

    @Override
    public String toString() {
        return name;
    }
}
