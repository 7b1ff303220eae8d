package dev.overlap.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page with nothing but a keyboard, in a headless Chromium, where there is one: keys are pressed, and the browser says what has the focus. */
class KeyboardTest {

    private static final int MOST_STOPS = 400;
    /** The how-manieth element of the page has the focus, or -1 when none has. */
    private static final String FOCUS = "[...document.querySelectorAll('body *')].indexOf(document.activeElement)";
    /** Those that can be seen and used. */
    private static final String USABLE = "[...document.querySelectorAll('body *')].map((e, i) => e.matches('a[href],summary,[tabindex=\"0\"]')"
            + " && e.checkVisibility() ? i : -1).filter(i => i >= 0)";

    @TempDir
    private Path folder = Path.of("");
    private @Nullable Chromium opened;

    @BeforeEach
    void open() throws Exception {
        String browser = Chromium.find();
        assumeTrue(browser != null, "no Chromium on the PATH");
        Path file = Files.writeString(folder.resolve("report.html"), Samples.page());
        opened = new Chromium(String.valueOf(browser), folder.resolve("profile"), file);
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private Chromium page() {
        return Objects.requireNonNull(opened);
    }

    private void tab() throws Exception {
        page().press("Tab", 9, "");
    }

    private void enter() throws Exception {
        page().press("Enter", 13, "\r");
    }

    private String evaluate(String expression) throws Exception {
        return page().evaluate(expression).asText();
    }

    private void tabTo(String selector) throws Exception {
        for (int i = 0; i < MOST_STOPS; i++) {
            tab();
            if (page().evaluate("document.activeElement.matches('" + selector + "')").asBoolean()) {
                return;
            }
        }
        assertThat(selector).as("gets the focus").isEmpty();
    }

    @Test
    void everythingThatCanBeUsedIsReachedInTheOrderOfThePageAndIsSeenToBe() throws Exception {
        List<Integer> usable = new ArrayList<>();
        page().evaluate(USABLE).forEach(index -> usable.add(index.asInt()));
        List<Integer> stops = new ArrayList<>();
        for (int i = 0; i < MOST_STOPS; i++) {
            tab();
            int index = page().evaluate(FOCUS).asInt();
            if (index < 0 || stops.contains(index)) {
                break;
            }
            stops.add(index);
            assertThat(evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                    .as(evaluate("document.activeElement.outerHTML").lines().findFirst().orElse(""))
                    .isNotEqualTo("none");
        }

        assertThat(stops).hasSizeGreaterThan(20).isEqualTo(usable);
    }

    @Test
    void whatIsBeforeTheContentCanBeSkipped() throws Exception {
        tab();
        assertThat(evaluate("document.activeElement.className")).isEqualTo("skip");
        assertThat(page().evaluate("document.activeElement.getBoundingClientRect().top >= 0").asBoolean()).as("it is seen").isTrue();
        enter();
        assertThat(evaluate("document.activeElement.id")).isEqualTo("main");
    }

    @Test
    void detailsOpenAndClose() throws Exception {
        tabTo("details:not([open]) > summary");
        enter();
        assertThat(page().evaluate("document.activeElement.parentElement.open").asBoolean()).isTrue();
        enter();
        assertThat(page().evaluate("document.activeElement.parentElement.open").asBoolean()).isFalse();
    }

    @Test
    void theDecisiveStepIsOneKeyAway() throws Exception {
        tabTo("a[href$=\"-decisive\"]");
        enter();
        for (int i = 0; i < 50 && !evaluate("location.hash").endsWith("-decisive"); i++) {
            Thread.sleep(20);
        }
        assertThat(page().evaluate("(r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector(':target').getBoundingClientRect())").asBoolean())
                .as("it is on the screen").isTrue();
    }

    @Test
    void whatIsWiderThanTheScreenIsMovedByArrows() throws Exception {
        page().evaluate("document.querySelectorAll('.wide').forEach(e => e.style.width = '200px')");
        tabTo(".wide[aria-label^=\"Timeline\"]");
        assertThat(page().evaluate("document.activeElement.scrollWidth > document.activeElement.clientWidth").asBoolean()).isTrue();
        for (int i = 0; i < 5; i++) {
            page().press("ArrowRight", 39, "");
        }
        for (int i = 0; i < 100 && page().evaluate("document.activeElement.scrollLeft").asInt() == 0; i++) {
            Thread.sleep(20);
        }
        assertThat(page().evaluate("document.activeElement.scrollLeft").asInt()).isPositive();
    }
}
