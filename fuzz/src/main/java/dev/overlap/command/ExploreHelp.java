package dev.overlap.command;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER_HEADING;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.overlap.explore.Subjects;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import picocli.CommandLine;

/** The names that {@code explore --help} explains, taken from the lists themselves, so that it cannot forget one. */
final class ExploreHelp {

    private static final String SCENARIOS = "scenarios";
    private static final String READERS = "readers";

    private ExploreHelp() {
    }

    /** Adds the names to a command's help, above its examples. */
    static void addTo(CommandLine explore) {
        List<String> sections = new ArrayList<>(explore.getHelpSectionKeys());
        sections.addAll(sections.indexOf(SECTION_KEY_FOOTER_HEADING), List.of(SCENARIOS, READERS));
        explore.setHelpSectionKeys(sections);
        explore.getHelpSectionMap().put(SCENARIOS, help -> String.format("%nScenarios:%n") + help.createTextTable(scenarios()));
        explore.getHelpSectionMap().put(READERS, help -> String.format("%nReaders:%n") + help.createTextTable(readers()));
    }

    private static Map<String, String> scenarios() {
        Map<String, String> scenarios = new LinkedHashMap<>();
        for (Scenario scenario : Scenarios.all()) {
            scenarios.put("  " + scenario.name(), scenario.summary());
        }
        return scenarios;
    }

    private static Map<String, String> readers() {
        Map<String, String> readers = new LinkedHashMap<>();
        for (String id : Subjects.ids()) {
            int variants = Subjects.named(id).size();
            readers.put("  " + id, variants > 1 ? "the " + variants + " below it" : id.startsWith("canary/") ? "has a known bug" : "");
        }
        return readers;
    }
}
