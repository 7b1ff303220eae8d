package dev.overlap.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.overlap.rules.ReaderRulesException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What users of the extension see: a green test, or a failure that says what, where and how to repeat it. */
class OverlapExtensionTest {

    private static final String BASEDIR = "basedir";

    @TempDir
    private Path module;
    private String basedir;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void useAModuleOfItsOwn() {
        basedir = System.setProperty(BASEDIR, module.toString());
        Samples.Wrong.repaired = false;
    }

    @AfterEach
    void useTheModuleAgain() {
        if (basedir == null) {
            System.clearProperty(BASEDIR);
        } else {
            System.setProperty(BASEDIR, basedir);
        }
    }

    /** Runs the tests of a class as a build does. */
    private TestExecutionSummary run(Class<?> tests) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        PrintStream out = System.out;
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build(), listener);
        } finally {
            System.setOut(out);
        }
        return listener.getSummary();
    }

    private Throwable failure(Class<?> tests) {
        TestExecutionSummary summary = run(tests);
        assertThat(summary.getFailures()).hasSize(1);
        return summary.getFailures().getFirst().getException();
    }

    private List<Path> stored() throws IOException {
        try (Stream<Path> files = Files.walk(module)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    // ---------------------------------------------------------------- playing

    @Test
    void aCorrectReaderPasses() throws IOException {
        TestExecutionSummary summary = run(Samples.Good.class);

        assertThat(summary.getTestsSucceededCount()).as("nested ones, too").isEqualTo(2);
        assertThat(summary.getFailures()).isEmpty();
        assertThat(stored()).isEmpty();
    }

    @Test
    void aFindingFailsTheTestWithItsTimelineAndItsTrace() throws IOException {
        assertThat(wrong()).startsWith("LATE_CALLBACK").containsSubsequence("Samples.Wrong.closesTooEarly with LateCallback, execution ", " of seed 1, by ",
                "step  peer", "owner", "LATE_CALLBACK", "trace   ", "replay  run the test again");
        assertThat(stored()).singleElement().satisfies(file -> {
            assertThat(file.getParent()).isEqualTo(module.resolve("src/test/resources/dev/overlap/junit/SamplesTraces/Wrong/closesTooEarly"));
            assertThat(file).content().contains("reader    LateCallback\n");
        });
    }

    @Test
    void theTracesOfANestedClassAreInAFolderOfItsOwn() throws IOException {
        assertThat(failure(Samples.WrongInside.class)).hasMessageStartingWith("LATE_CALLBACK");
        assertThat(stored()).singleElement().extracting(Path::getParent)
                .isEqualTo(module.resolve("src/test/resources/dev/overlap/junit/SamplesTraces/WrongInside/Inside/closesTooEarly"));
    }

    @Test
    void theSecondRunReplaysAtOnceAndARepairedReaderPasses() throws IOException {
        String first = wrong();
        String second = wrong();

        assertThat(first).contains("execution ");
        assertThat(second).contains("replayed (reproduced)").doesNotContain("execution ").contains("step  peer", "expect    clean");

        Samples.Wrong.repaired = true;
        assertThat(run(Samples.Wrong.class).getFailures()).isEmpty();
        assertThat(printed.toString(UTF_8)).contains(" is clean now: to have it guard against the return of the defect, replace its line");
    }

    @Test
    void aTraceThatExpectsNothingGuardsAgainstTheReturnOfItsDefect() throws IOException {
        wrong();
        Path trace = stored().getFirst();
        Files.writeString(trace, Files.readString(trace).replaceFirst("expect .*", "expect    clean"));

        assertThat(wrong()).startsWith("LATE_CALLBACK").contains("replayed (stale, though nothing was expected)");

        Samples.Wrong.repaired = true;
        assertThat(run(Samples.Wrong.class).getFailures()).isEmpty();
        assertThat(printed.toString(UTF_8)).isEmpty();
    }

    @Test
    void aTraceThatCannotBeReadOrFollowedIsMentioned() throws IOException {
        wrong();
        Path trace = stored().getFirst();
        Files.writeString(trace.resolveSibling("a.trace"), "overlap trace 1\nnonsense\n");
        String text = Files.readString(trace);
        Files.writeString(trace, text.substring(0, text.indexOf("\n\n")) + "\n\nchief  3  lock reader  run peer  task\nend  1 choice\n");
        Samples.Wrong.repaired = true;

        assertThat(run(Samples.Wrong.class).getFailures()).isEmpty();
        assertThat(printed.toString(UTF_8)).containsSubsequence("a.trace is broken: ", "line 2", "is stale: its choices cannot be followed any more");
    }

    private String wrong() {
        return String.valueOf(failure(Samples.Wrong.class).getMessage());
    }

    @Test
    void aFailedAssertionInATaskIsAFinding() {
        assertThat(failure(Samples.WrongAssertion.class)).hasMessageStartingWith("CRASH").hasMessageContainingAll("expected: <10> but was: <5>", "step  ");
    }

    // ---------------------------------------------------------------- mistakes

    @Test
    void chanceIsNoticed() throws IOException {
        assertThat(failure(Samples.ByChance.class)).hasMessageStartingWith("NONDETERMINISM").hasMessageContaining("take decisions with stage.choose");
        assertThat(stored()).isEmpty();
    }

    @Test
    void whatIsLeftInAFieldIsNoticed() {
        assertThat(failure(Samples.Counting.class)).hasMessageStartingWith("NONDETERMINISM")
                .hasMessageContaining("fields of the test class that one call of the method leaves for the next");
    }

    @Test
    void aRealThreadIsNoticed() {
        assertThat(failure(Samples.RealThreads.class)).hasMessageStartingWith("NONDETERMINISM").hasMessageContaining("real threads, executors");
    }

    @Test
    void aTaskNeedNotDoAnything() {
        assertThat(run(Samples.Idle.class).getTestsSucceededCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NoTask         | no task on the stage: add at least one with stage.task("owner", () -> …)
            NoParameter    | a method with @OverlapTest has one parameter, of type dev.overlap.scenario.Stage: nothing() has none
            OtherParameter | a method with @OverlapTest has one parameter, of type dev.overlap.scenario.Stage, and no other: there is java.lang.String
            TwoParameters  | a method with @OverlapTest has one parameter, of type dev.overlap.scenario.Stage, and no other: there is dev.overlap.scenario.Stage
            PrivateMethod  | the method hidden has @OverlapTest and is private: JUnit does not run it
            SettingWithWindows | no task is running: Windows and the platform are for tasks of the stage, not for who sets it
            NoReader       | this story has no reader but those that it opens itself: call stage.openReader(MyReader::new, pipe.readerEnd(), listener)
            """) void aMistakeIsNamed(String sample, String message) throws ClassNotFoundException {
        assertThat(failure(Class.forName("dev.overlap.junit.Samples$" + sample))).hasMessageContaining(message);
    }

    @Test
    void unknownNamesAreNamed() {
        assertThat(run(Samples.UnknownNames.class).getFailures()).extracting(failure -> failure.getException().getMessage()).containsExactlyInAnyOrder(
                "@OverlapTest: strategy \"luck\" is not known: expected one of [portfolio, random-walk, pct, pct:3, depth-first]",
                "@OverlapTest: windows \"95\" is not known: expected 7, 8, 10 or 11");
    }

    @Test
    void whatTheMethodThrowsItselfIsLeftAsItIs() {
        assertThat(failure(Samples.ThrowingWhileSetting.class)).isExactlyInstanceOf(IllegalStateException.class).hasMessage("the user's own");
    }

    @Test
    void aReaderThatHidesItsStateIsRefused() throws IOException {
        assertThat(failure(Samples.HidingReader.class)).isInstanceOf(ReaderRulesException.class).hasMessageContaining("Samples.Hiding.last is not final");
        assertThat(stored()).isEmpty();
    }
}
