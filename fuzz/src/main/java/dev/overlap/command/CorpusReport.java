package dev.overlap.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the verbs of {@code corpus} have in common to tell. */
final class CorpusReport {

    private final Terminal terminal;
    private final String verb;

    CorpusReport(Terminal terminal, String verb) {
        this.terminal = terminal;
        this.verb = verb;
    }

    /** What cannot be read is an error, and so told on stderr. */
    void broken(List<Entry.Broken> broken) {
        broken.forEach(each -> terminal.complain("overlap corpus " + verb + ": broken: " + each.file() + ": " + each.reason()));
    }

    /** One line: how many entries there are of each kind, how many files are broken, and more. */
    void sum(CorpusFolder corpus, String... more) {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, Integer> count : corpus.counts().entrySet()) {
            String many = count.getKey();
            parts.add(Figures.count(count.getValue(), many.substring(0, many.length() - 1), many));
        }
        if (!corpus.broken().isEmpty()) {
            parts.add(Figures.exact(corpus.broken().size()) + " broken");
        }
        parts.addAll(List.of(more));
        terminal.out().println(String.join(terminal.separator(), parts));
    }

    /** What every verb's object begins with. */
    static Json.Head head(String verb, long begin, int exitCode) {
        return new Json.Head("corpus " + verb, null, System.nanoTime() - begin, exitCode, List.of());
    }

    static List<Json.FileReason> reasons(List<Entry.Broken> broken) {
        return broken.stream().map(each -> new Json.FileReason(each.file().toString(), each.reason())).toList();
    }
}
