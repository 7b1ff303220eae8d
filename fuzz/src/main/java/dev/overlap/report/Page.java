package dev.overlap.report;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import dev.overlap.explore.TraceReplayer.Result;

/** A summary, or one trace, as a page that a browser shows without a network and without a script: one file, with its style and its picture in it. */
public final class Page {

    private static final String TEMPLATES = "dev/overlap/report";
    private static final double CHART_WIDTH = 1_000;
    private static final double CHART_HEIGHT = 300;
    /** How far the highest point of the chart stays from its top. */
    private static final double CHART_MARGIN = 10;

    private Page() {
    }

    /** The page of a summary. */
    static String of(Summary summary) {
        Map<String, Object> page = page("Overlap: " + summary.command(), summary.version());
        page.put("facts", facts(summary));
        page.put("sections", sections(summary));
        page.put("hasSections", true);
        page.put("single", false);
        page.put("campaign", campaign(summary));
        return print(page);
    }

    /**
     * The page of one trace.
     *
     * @param file its name, as the user knows it
     * @param result of a replayer {@linkplain dev.overlap.explore.TraceReplayer#withFrames with frames}
     * @param version of Overlap
     */
    public static String of(String file, Result result, String version) {
        Map<String, Object> page = page(Plain.text(file), version);
        page.put("facts", List.of(result.outcome().name().toLowerCase(Locale.ROOT)));
        page.put("sections", List.of());
        page.put("hasSections", false);
        page.put("campaign", false);
        page.put("single", FindingView.of(result));
        return print(page);
    }

    private static Map<String, Object> page(String title, String version) {
        Map<String, Object> page = new TreeMap<>();
        page.put("title", title);
        page.put("version", Plain.text(version));
        return page;
    }

    private static String print(Map<String, Object> page) {
        Mustache template = new DefaultMustacheFactory(TEMPLATES).compile("page.mustache");
        StringWriter text = new StringWriter();
        template.execute(text, page);
        return text.toString();
    }

    // ---------------------------------------------------------------- a summary

    private static List<String> facts(Summary summary) {
        List<String> facts = new ArrayList<>();
        int findings = summary.findings().size();
        facts.add(findings == 0 ? "no finding" : findings == 1 ? "1 finding" : number(findings) + " findings");
        facts.add(number(summary.executions()) + " executions");
        facts.add(seconds(summary.seconds()) + " s");
        facts.add(summary.canaries().words());
        if (!summary.shards().equals(List.of("1/1"))) {
            facts.add("parts " + Plain.text(String.join(", ", summary.shards())));
        }
        if (summary.interrupted()) {
            facts.add("interrupted");
        }
        return facts;
    }

    private static List<Map<String, String>> sections(Summary summary) {
        List<Map<String, String>> sections = new ArrayList<>();
        sections.add(Map.of("id", "findings", "name", "Findings"));
        if (!summary.claims().isEmpty()) {
            sections.add(Map.of("id", "claims", "name", "Claims"));
        }
        sections.add(Map.of("id", "ran", "name", "What ran"));
        if (summary.states().size() > 1) {
            sections.add(Map.of("id", "states", "name", "States"));
        }
        if (!summary.marks().isEmpty()) {
            sections.add(Map.of("id", "marks", "name", "Coverage marks"));
        }
        if (summary.news().since() != null) {
            sections.add(Map.of("id", "news", "name", "New"));
        }
        return sections;
    }

    private static Map<String, Object> campaign(Summary summary) {
        Map<String, Object> campaign = new TreeMap<>();
        campaign.put("missed", summary.canaries().missed().stream().map(Plain::text).toList());
        List<Map<String, Object>> findings = new ArrayList<>();
        for (Defect defect : summary.findings()) {
            findings.add(FindingView.of(defect, findings.size()));
        }
        campaign.put("findings", findings);
        campaign.put("severalFindings", findings.size() > 1);
        campaign.put("claims", summary.claims().isEmpty() ? false : Map.of("rows", summary.claims().stream().map(Page::claim).toList()));
        campaign.put("executed", summary.executed().isEmpty() ? false : Map.of("rows", summary.executed().stream().map(Page::executed).toList()));
        campaign.put("canaries", summary.canaries().words());
        campaign.put("seed", summary.seed() == null ? "several" : summary.seed().toString());
        campaign.put("started", Plain.text(summary.started()));
        campaign.put("options", summary.options().entrySet().stream().map(option -> Map.of("name", Plain.text(option.getKey()), "value", Plain.text(
                option.getValue()))).toList());
        campaign.put("states", summary.states().size() > 1 ? states(summary.states()) : false);
        campaign.put("marks", summary.marks().isEmpty() ? false : marks(summary));
        campaign.put("news", summary.news().since() == null ? false : news(summary.news()));
        return campaign;
    }

    private static Map<String, Object> claim(Claim claim) {
        List<String> against = new ArrayList<>();
        if (claim.verdict() != Claim.Verdict.NOT_EXERCISED) {
            against.add(number(claim.executions()) + " executions");
        }
        if (!claim.oracles().isEmpty()) {
            against.add("oracles " + Plain.text(String.join(", ", claim.oracles())));
        }
        if (!claim.marks().isEmpty()) {
            against.add("marks " + Plain.text(String.join(", ", claim.marks())));
        }
        Claim.Rows rows = claim.rows();
        if (rows != null) {
            against.add(rows.passed() + " of " + rows.total() + " conformance rows");
        }
        Map<String, Object> row = new TreeMap<>();
        row.put("number", claim.number());
        row.put("claim", Plain.text(claim.claim()));
        row.put("verdict", claim.verdict().words());
        row.put("style", switch (claim.verdict()) {
            case HELD -> "held";
            case REFUTED -> "refuted";
            case NOT_EXERCISED -> "open";
        });
        row.put("trace", claim.trace() == null ? false : Map.of("name", Plain.text(claim.trace()), "href", Plain.uri(claim.trace())));
        row.put("against", against);
        return row;
    }

    private static Map<String, Object> executed(Executed executed) {
        return Map.of("engine", Plain.text(executed.engine()), "target", Plain.text(executed.target()), "executions", number(executed.executions()), "seconds",
                seconds(executed.seconds()), "rate", executed.seconds() <= 0 ? "-" : number(Math.round(executed.executions() / executed.seconds())),
                "newEntries",
                number(executed.newEntries()));
    }

    private static Map<String, Object> marks(Summary summary) {
        List<String> never = summary.marksNeverReached().stream().map(Plain::text).toList();
        List<Map<String, Object>> reached = new ArrayList<>();
        summary.marks().forEach((name, times) -> {
            if (times > 0) {
                reached.add(Map.of("name", Plain.text(name), "times", number(times), "isNew", summary.news().since() != null && summary.news().marks().contains(
                        name)));
            }
        });
        return Map.of("never", never, "hasNever", !never.isEmpty(), "reached", reached.size(), "all", summary.marks().size(), "rows", reached);
    }

    private static Map<String, Object> news(News news) {
        List<String> lines = new ArrayList<>();
        lines.add("findings: " + number(news.findings().size()));
        lines.add("traces: " + number(news.traces().size()) + (news.traces().isEmpty() ? "" : " (" + Plain.text(String.join(", ", news.traces())) + ")"));
        lines.add("inputs: " + number(news.inputs()));
        lines.add("coverage marks: " + number(news.marks().size()) + (news.marks().isEmpty() ? "" : " (" + Plain.text(String.join(", ", news.marks())) + ")"));
        return Map.of("since", Plain.text(String.valueOf(news.since())), "lines", lines);
    }

    // ---------------------------------------------------------------- the picture

    private static Map<String, Object> states(List<StateSample> samples) {
        StateSample last = samples.getLast();
        double longest = Math.max(last.seconds(), 1e-3);
        long most = Math.max(1, samples.stream().mapToLong(StateSample::states).max().orElse(1));
        StringBuilder line = new StringBuilder();
        long before = 0;
        for (StateSample sample : samples) {
            double x = CHART_WIDTH * sample.seconds() / longest;
            double y = CHART_HEIGHT - (CHART_HEIGHT - CHART_MARGIN) * sample.states() / most;
            line.append(line.isEmpty() ? 'M' : 'L').append(String.format(Locale.ROOT, "%.1f %.1f", x, y));
            before = sample.seconds() <= longest * 0.8 ? sample.states() : before;
        }
        double first = CHART_WIDTH * samples.getFirst().seconds() / longest;
        String area = line + String.format(Locale.ROOT, "L%.1f %.1fL%.1f %.1fZ", CHART_WIDTH, CHART_HEIGHT, first, CHART_HEIGHT);
        Map<String, Object> states = new TreeMap<>();
        states.put("line", line.toString());
        states.put("area", area);
        states.put("most", number(last.states()));
        states.put("executions", number(last.executions()));
        states.put("longest", seconds(longest));
        states.put("lately", number(Math.max(0, last.states() - before)));
        states.put("samples", samples.stream().map(sample -> Map.of("seconds", seconds(sample.seconds()), "executions", number(sample.executions()), "states",
                number(sample.states()))).toList());
        return states;
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 10 ? "%,.1f" : "%,.0f", seconds);
    }
}
