package dev.overlap.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page has everything in it, needs nothing else, can be walked through without a mouse, and takes nobody's text for its own. */
class PageTest {

    private static final List<Defect> FINDINGS = new ArrayList<>();
    private static String text = "";
    private static Document page = Jsoup.parse("");

    @BeforeAll
    static void make() {
        FINDINGS.addAll(Samples.CANARIES.stream().map(Samples::canary).toList());
        FINDINGS.set(1, FINDINGS.get(1).known(true));
        FINDINGS.add(Samples.hostile());
        text = Page.of(Samples.summary(FINDINGS));
        page = Jsoup.parse(text);
    }

    @Test
    void itIsOneFileThatAsksForNoOther() {
        assertThat(page.select("script, link, iframe, object, embed, base, form")).isEmpty();
        assertThat(page.select("[src], [srcset], [style], [background]")).isEmpty();
        assertThat(page.expectFirst("style").data()).doesNotContain("url(", "@import", "//");
        assertThat(page.expectFirst("meta[http-equiv=Content-Security-Policy]").attr("content")).startsWith("default-src 'none'");
        assertThat(page.select("a[href]")).allMatch(link -> link.attr("href").matches("#[\\w-]+|[\\w./~%-]+"));
    }

    @Test
    void nobodysTextIsMarkup() {
        for (Element element : page.getAllElements()) {
            assertThat(element.attributes().asList()).noneMatch(attribute -> attribute.getKey().toLowerCase(Locale.ROOT).startsWith("on"));
        }
        assertThat(page.select("img")).isEmpty();
        Element hostile = page.expectFirst("#finding-11");
        assertThat(hostile.expectFirst("h3").text()).startsWith("</script><img src=x onerror=alert(1)> \"quoted\" & 'so', {{name}} `code`");
        assertThat(hostile.select("td.kernel")).hasSize(1);
        assertThat(text).doesNotContain("\u0007");
    }

    @Test
    void everyFindingHasItsTimelineWithTheDecisiveStep() {
        for (int i = 0; i < FINDINGS.size(); i++) {
            Defect defect = FINDINGS.get(i);
            Element article = page.expectFirst("#finding-" + (i + 1));
            assertThat(article.select("table.timeline thead th")).hasSize(defect.columns().size() + 1);
            assertThat(article.select("table.timeline tr.decisive")).hasSize(1);
            Element decisive = article.expectFirst("#finding-" + (i + 1) + "-decisive");
            Step last = defect.steps().get(defect.decisive());
            assertThat(decisive.expectFirst("th").text()).endsWith("decisive step " + last.step());
            assertThat(decisive.select("td[data-name]")).hasSize(1);
            assertThat(article.select("a[href=#finding-" + (i + 1) + "-decisive]")).hasSize(1);
            assertThat(article.select("tr.decisive + tr.verdict")).hasSize(1);
        }
    }

    @Test
    void aStepStandsInTheColumnOfItsTask() {
        Defect race = FINDINGS.get(1);
        List<Element> rows = page.expectFirst("#finding-2").select("table.timeline tbody tr:not(.note):not(.verdict)");

        assertThat(rows).hasSameSizeAs(race.steps());
        for (int i = 0; i < rows.size(); i++) {
            Step step = race.steps().get(i);
            List<String> cells = rows.get(i).select("td").eachText();
            assertThat(rows.get(i).select("td").get(race.columns().indexOf(step.column())).text()).isEqualTo(step.text().strip().replaceAll("\\s+", " "));
            assertThat(cells.stream().filter(cell -> !cell.isEmpty())).hasSize(1);
        }
    }

    @Test
    void aLongTimelineKeepsItsEndsAndSaysWhatItLeavesOut() {
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i <= 5_000; i++) {
            steps.add(new Step(i, "owner", "step " + i, null, 0, 0));
        }
        Defect one = FINDINGS.getFirst();
        Defect longer =
                new Defect(one.kind(), one.scenario(), one.reader(), one.message(), null, one.fingerprint(), false, "explore", "all", 1, "", "npfs", List.of(),
                        "", List.of(), List.of("owner"), steps, 4_999);

        Document made = Jsoup.parse(Page.of(Samples.summary(List.of(longer))));

        assertThat(made.select("table.timeline tr.note").text()).contains("4,000 rows are left out here");
        assertThat(made.select("table.timeline tbody th").eachText()).hasSize(1_000).startsWith("1", "2").endsWith("4999", "►decisive step 5000");
    }

    @Test
    void whatWasRunAndFoundIsAllThere() {
        assertThat(page.select("header .facts").text()).isEqualTo("11 findings 20,400,112 executions 300 s canaries 10 of 10 found");
        assertThat(page.select("#claims tbody tr")).hasSize(3);
        assertThat(page.select("#claims .badge").eachText()).containsExactly("held", "refuted", "not exercised");
        assertThat(page.select("#ran tbody tr").eachText()).contains("jazzer ReadBufferFuzzer 2,400,112 25 95,054 14");
        assertThat(page.select("#marks ul.names li").eachText()).containsExactly("KernelMark.APC_ENDED_A_WAIT", "ReaderMark.LAST_CALLBACK_AWAITED");
        assertThat(page.select("#states svg path.line").attr("d")).startsWith("M0.0 300.0L").endsWith("L1000.0 10.0");
        assertThat(page.select("#findings .badge.new")).hasSize(2 * 10);
        assertThat(page.select("#news li")).hasSize(4);
    }

    @Test
    void aRunWithoutFindingsSaysSo() {
        Document clean = Jsoup.parse(Page.of(Samples.summary(List.of())));

        assertThat(clean.select("#findings").text()).isEqualTo("Findings Nothing was found.");
        assertThat(clean.select("article")).isEmpty();
    }

    @Test
    void aCanaryThatWasMissedIsAnAlarm() {
        Summary all = Samples.summary(List.of());
        Summary missed =
                new Summary(all.schema(), all.version(), all.command(), null, 1, 3, List.of(), all.options(), all.started(), List.of("1/4", "2/4"), true,
                        List.of(), Map.of(), new CanaryTally(10, 9, List.of("canary/livelock")), List.of(), List.of(), News.NONE);

        Document made = Jsoup.parse(Page.of(missed));

        assertThat(made.select("p.alarm").text()).startsWith("Canary missed: canary/livelock.");
        assertThat(made.select("header .facts").text()).contains("canaries 9 of 10 found", "parts 1/4, 2/4", "interrupted");
        assertThat(made.select("#states, #marks, #claims, #news")).isEmpty();
    }

    // ---------------------------------------------------------------- for everybody

    @Test
    void itCanBeWalkedThroughByKeyboard() {
        assertThat(page.expectFirst("a").attr("href")).isEqualTo("#main");
        assertThat(page.expectFirst("#main").attr("tabindex")).isEqualTo("-1");
        assertThat(page.select("[tabindex]").eachAttr("tabindex")).containsOnly("0", "-1");
        // What scrolls sideways can be reached, and says what it is.
        assertThat(page.select("div.wide")).isNotEmpty().allMatch(wide -> wide.attr("tabindex").equals("0") && wide.attr("role").equals("region")
                && (!wide.attr("aria-label").isEmpty() || page.getElementById(wide.attr("aria-labelledby")) != null));
        assertThat(page.select("details > summary:first-child")).hasSameSizeAs(page.select("details"));
        assertThat(page.select("table > thead th[scope=col]")).isNotEmpty();
        assertThat(page.select("svg[role=img]")).allMatch(svg -> page.getElementById(svg.attr("aria-labelledby")) != null);
        assertThat(page.expectFirst("html").attr("lang")).isEqualTo("en");
    }

    @Test
    void itsLinksLeadSomewhereAndItsNamesAreItsOwn() {
        Set<String> ids = new HashSet<>();
        assertThat(page.select("[id]").eachAttr("id")).allMatch(ids::add);
        assertThat(page.select("a[href^=#]").eachAttr("href")).allMatch(href -> ids.contains(href.substring(1)));
        assertThat(page.select("nav a").eachText()).containsExactly("Findings", "Claims", "What ran", "States", "Coverage marks", "New");
        List<String> headings = page.select("h1, h2, h3").stream().map(Element::tagName).toList();
        assertThat(headings.getFirst()).isEqualTo("h1");
        assertThat(page.select("h1")).hasSize(1);
    }

    @Test
    void itKnowsTheDarkNarrowScreensAndPaper() {
        String style = page.expectFirst("style").data();

        assertThat(style).contains("prefers-color-scheme: dark", "max-width: 40rem", "@media print", ":focus-visible");
        assertThat(contrasts(style.substring(0, style.indexOf("@media")))).isNotEmpty().allMatch(ratio -> ratio >= 4.5);
        int dark = style.indexOf("prefers-color-scheme: dark");
        assertThat(contrasts(style.substring(dark, style.indexOf("* {", dark)))).isNotEmpty().allMatch(ratio -> ratio >= 4.5);
    }

    /** The contrasts of every text with what is behind it, by WCAG 2.1. */
    private static List<Double> contrasts(String colours) {
        List<Double> ratios = new ArrayList<>();
        for (String[] pair : new String[][] {{"ink", "paper"}, {"dim", "paper"}, {"ink", "band"}, {"dim", "band"}, {"link", "paper"}, {"bad", "bad-paper"},
            {"good",
                "good-paper"},
            {"mind", "mind-paper"}, {"news", "news-paper"}}) {
            double one = luminance(colours, pair[0]);
            double other = luminance(colours, pair[1]);
            ratios.add((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05));
        }
        return ratios;
    }

    private static double luminance(String colours, String name) {
        int at = colours.indexOf("--" + name + ": #") + name.length() + 5;
        double sum = 0;
        double[] weights = {0.2126, 0.7152, 0.0722};
        for (int i = 0; i < 3; i++) {
            double channel = Integer.parseInt(colours.substring(at + 2 * i, at + 2 * i + 2), 16) / 255.0;
            sum += weights[i] * (channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4));
        }
        return sum;
    }
}
