package dev.overlap.report;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.overlap.explore.WholeFile;

/** Writes all forms of a summary into one folder, each file whole or not at all. */
public final class Reports {

    /** The summary itself, which {@link SummaryJson#read} reads: written first, since it is what nothing else has. */
    public static final String SUMMARY = "summary.json";

    static final String SARIF = "overlap.sarif";
    static final String JUNIT_XML = "junit.xml";
    static final String MARKDOWN = "summary.md";

    static final String PAGE = "report.html";
    /** The folder, in that of the report, of tests to paste. */
    public static final String TESTS = "tests";

    private Reports() {
    }

    /**
     * Writes the files, and replaces those of an earlier call.
     *
     * @param sources where the reader's sources are, for the forms that name files of the repository
     * @return what was written
     * @throws UncheckedIOException when one cannot be written; the message names it in one line
     */
    public static List<Path> write(Path folder, Summary summary, Sources sources) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(SUMMARY, SummaryJson.print(summary));
        files.put(PAGE, Page.of(summary));
        files.put(SARIF, Sarif.print(summary, sources));
        files.put(JUNIT_XML, CampaignXml.print(summary));
        files.put(MARKDOWN, GitHub.stepSummary(summary));
        for (Defect defect : summary.findings()) {
            String test = PastedTest.of(defect);
            if (!test.isEmpty()) {
                files.put(TESTS + '/' + PastedTest.className(defect) + ".java", test);
            }
        }
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            WholeFile.write(path, file.getValue());
            written.add(path);
        }
        return written;
    }
}
