package dev.overlap.command;

import static dev.overlap.command.Ran.overlap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readers and scenarios of somebody else's, named by {@code --classpath}. */
class OwnClasspathTest {

    private static final String READERS = "dev.overlap.reader.ReaderProvider";
    private static final String SCENARIOS = "dev.overlap.scenario.Scenario";
    private static final String STORY = """
            public final class Story implements Scenario {
                public String name() { return "own-story"; }
                public String summary() { return "nothing happens"; }
                public void play(Stage stage) {
                    Pipe pipe = stage.bytePipe(10);
                    stage.task("owner", () -> pipe.closeReaderEnd());
                }
            }
            """;
    private static final String LATE = "Canaries.all().stream().filter(c -> c.id().equals(\"canary/late-callback\")).findFirst().orElseThrow().factory()";

    @TempDir
    private Path folder;
    private OwnProject project;
    private String classes;
    private String findings;

    @BeforeEach
    void makeProject() throws IOException {
        classes = Files.createDirectories(folder.resolve("classes")).toString();
        findings = folder.resolve("findings").toString();
        project = new OwnProject(Path.of(classes));
    }

    private Ran explore(String... more) {
        String[] usual = {"explore", "--no-canaries", "--executions", "2000", "--seed", "1", "--threads", "1", "--out", findings, "--classpath", classes};
        return overlap(Stream.concat(Stream.of(usual), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void readersFoundThereAreTheDefaultAndScenariosAreAdded() {
        project.withReader("\"own/reader\"", "PipeReader::new", "PipeReader").with(SCENARIOS, "Story", STORY);
        int scenarios = dev.overlap.scenario.Scenarios.all().size() + 1;

        assertThat(explore().out()).startsWith("SEED=1 scenarios=" + scenarios + " readers=1 ").contains("no finding in 2,000 executions");
        assertThat(explore("--scenario", "own-story", "--reader", "own/reader", "--reader", "pipe-reader").out()).startsWith("SEED=1 scenarios=1 readers=5 ");
        assertThat(explore("--scenario", "own-stroy").err()).startsWith("overlap explore: --scenario: unknown scenario 'own-stroy'; did you mean own-story");
    }

    @Test
    void withoutReadersThereTheProjectsOwnPlay() {
        project.with(SCENARIOS, "Story", STORY);

        assertThat(explore("--scenario", "own-story").out()).startsWith("SEED=1 scenarios=1 readers=4 ");
    }

    @Test
    void whatIsFoundIsReplayedAndShrunkWithTheSameClasses() throws IOException {
        project.withReader("\"own/late\"", LATE, "PipeReader");

        Ran explored = explore("--scenario", "steady-stream");

        assertThat(explored.exitCode()).isEqualTo(1);
        assertThat(explored.out()).contains("LATE_CALLBACK", "steady-stream with own/late", " replay --classpath " + Checkout.quoted(classes) + " ");
        String trace;
        try (Stream<Path> files = Files.list(Path.of(findings))) {
            trace = files.findFirst().orElseThrow().toString();
        }
        // An empty part of a path is nothing, and the option may come twice.
        assertThat(overlap("replay", "--classpath", File.pathSeparator + classes, "--classpath", classes, trace).out()).contains("reproduced");
        assertThat(overlap("shrink", "--classpath", classes, trace).exitCode()).isZero();
        assertThat(overlap("replay", trace).err()).contains("unknown reader 'own/late'");
        assertThat(overlap("replay", trace).exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "Own/Reader"             | PipeReader::new | PipeReader | own.Provider: 'Own/Reader' is no name for a reader: expected small letters, digits, hyphens and slashes
            "pipe-reader"            | PipeReader::new | PipeReader | own.Provider: there is a reader called pipe-reader already
            "canary/data-race"       | PipeReader::new | PipeReader | own.Provider: there is a reader called canary/data-race already
            "" + Integer.valueOf("") | PipeReader::new | PipeReader | own.Provider.id() has thrown java.lang.NumberFormatException: For input string: ""
            null                     | PipeReader::new | PipeReader | own.Provider.id() has answered null
            "own"                    | null            | PipeReader | own.Provider.factory() has answered null
            """) void aProviderThatIsOfNoUseIsNamed(String id, String factory, String readerClass, String message) {
        project.withReader(id, factory, readerClass);

        assertThat(explore()).isEqualTo(new Ran(2, "", "overlap explore: --classpath: " + message + "\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            throw new IllegalStateException("not today"); | own.Story.play(Stage) has thrown java.lang.IllegalStateException: not today
            stage.bytePipe(10);                           | own.Story.play(Stage) puts no task on the stage
            stage.win32().setEvent(Handle.NULL);          | own.Story.play(Stage) cannot be played: no task is running: Windows and the platform are for tasks
            """) void aScenarioThatCannotBePlayedIsNamed(String body, String message) {
        project.with(SCENARIOS, "Story", STORY.replaceAll("(?s)(play\\(Stage stage\\) \\{).*?\n    }", "$1 " + body + " }"));

        Ran ran = explore();

        assertThat(ran.err()).startsWith("overlap explore: --classpath: " + message).hasLineCount(1);
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @Test
    void whatCannotBeLoadedIsNamed() {
        project.register(READERS, "own.Missing");
        assertThat(explore()).isEqualTo(new Ran(2, "", "overlap explore: --classpath: cannot load a ReaderProvider: Provider own.Missing not found\n"));

        project.with(READERS, "Throwing", """
                public final class Throwing implements ReaderProvider {
                    public Throwing() { throw new IllegalStateException("not today"); }
                    public String id() { return "own"; }
                    public ReaderFactory factory() { return PipeReader::new; }
                    public Class<? extends AsyncPipeReader> readerClass() { return PipeReader.class; }
                }
                """);
        assertThat(explore())
                .isEqualTo(new Ran(2, "", "overlap explore: --classpath: cannot load a ReaderProvider: Provider own.Throwing could not be instantiated:"
                        + " java.lang.IllegalStateException: not today\n"));
    }

    @Test
    void aPathThatIsOfNoUseIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "none");

        assertThat(overlap("explore", "--classpath", "no/such.jar"))
                .isEqualTo(new Ran(2, "", "overlap explore: --classpath: no/such.jar: no such file or folder\n"));
        assertThat(overlap("replay", "--classpath", text.toString()).err()).isEqualTo("overlap replay: --classpath: " + text
                + ": neither a jar nor a folder of classes\n");
        assertThat(overlap("shrink", "--classpath", classes, "x.trace").err())
                .isEqualTo("overlap shrink: --classpath: no reader and no scenario in it: none is named in"
                        + " META-INF/services/dev.overlap.reader.ReaderProvider or META-INF/services/dev.overlap.scenario.Scenario\n");
    }

    @Test
    void aReaderThatHidesItsStateIsRefusedWhenItIsRegistered() {
        withHidingReader();
        project.withReader("\"own\"", "Hiding::new", "Hiding");

        assertThat(explore().err()).startsWith("overlap explore: --classpath: own.Hiding does not keep the rules for readers: Hiding.last is not final: ")
                .contains("; and Hiding.start uses java.lang.System.nanoTime: ").hasLineCount(1);
    }

    @Test
    void aReaderThatWasNotTheOneRegisteredIsRefusedWhenItIsOpened() {
        withHidingReader();
        project.withReader("\"own\"", "Hiding::new", "PipeReader");

        Ran ran = explore();

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("overlap explore: own.Hiding does not keep the rules for readers: Hiding.last is not final: ");
    }

    private void withHidingReader() {
        project.with("Hiding", """
                public final class Hiding implements AsyncPipeReader {
                    private long last;
                    public Hiding(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {}
                    public void start() { last = System.nanoTime(); }
                    public void stop() {}
                    public int read(byte[] target, int offset, int length) { return 0; }
                    public long bytesAvailable() { return last; }
                    public void close() {}
                }
                """);
    }
}
