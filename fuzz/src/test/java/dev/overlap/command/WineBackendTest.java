package dev.overlap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.overlap.explore.Repertoire;
import dev.overlap.script.Check;
import dev.overlap.script.ScriptFormat;
import dev.overlap.script.ScriptSyntaxException;
import dev.overlap.script.Variant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The process that plays on Wine, and all that can become of it: a shell script stands in for Wine, and says what the Java under it would. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a shell script stands in for Wine")
class WineBackendTest {

    private static final String SCRIPT = "overlap script 1\ntitle  Events\nmain  e = CreateEvent auto -> handle\n";
    private static final String KERNEL = "{\"kernel\":{\"backend\":\"wine\",\"wine\":\"8.0\",\"version\":\"10.0.18362\",\"windows\":10}}";
    private static final String PLAYED = "{\"script\":%d,\"variant\":0,\"checks\":[{\"line\":3,\"rows\":[],\"differences\":[],\"verdict\":\"PASSED\","
            + "\"call\":\"CreateEvent auto\",\"expected\":\"handle\",\"actual\":\"handle\"}]}";
    private static final String END = "{\"end\":true}";

    private static final int BEGINNERS = 4;
    private static final int LEFT = 30;

    @TempDir
    private Path folder = Path.of("");
    private final Map<String, String> environment = new HashMap<>();

    /** Is told, and keeps it. */
    private static final class Told implements Backend.Audience {
        private final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void begins(Kernel kernel) {
            all.add(kernel.description());
        }

        @Override
        public void played(ScriptFile script, Variant variant, List<Check> checks) {
            all.add(script.file() + " " + checks.getFirst().verdict());
        }
    }

    @BeforeEach
    void wineIsInstalled() throws IOException {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("java/bin"));
        Files.writeString(home.resolve("java/bin/java.exe"), "");
        Files.createDirectories(home.resolve("prefix/drive_c"));
        Files.createDirectories(home.resolve("prefix/dosdevices"));
        Files.writeString(home.resolve("prefix/system.reg"), "WINE REGISTRY Version 2\n");
        Files.writeString(home.resolve("ready"), "1\n");
        program("wineserver", "echo \"$@ $WINEPREFIX\" >> " + folder.resolve("server.log"));
        environment.put("OVERLAP_WINE_HOME", home.toString());
        environment.put("OVERLAP_WINE", folder.resolve("wine").toString());
        environment.put("PATH", System.getenv("PATH"));
        wine("exit 0");
    }

    private void program(String name, String body) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** What the Java under Wine does, once it has its job. */
    private void wine(String body) throws IOException {
        program("wine", "read job\n" + body);
    }

    private static String says(String... lines) {
        return "cat <<'EOF'\n" + String.join("\n", lines) + "\nEOF\n";
    }

    private static List<ScriptFile> scripts(int count) {
        List<ScriptFile> scripts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try {
                scripts.add(new ScriptFile(Path.of("s" + i), SCRIPT, ScriptFormat.parse(SCRIPT)));
            } catch (ScriptSyntaxException e) {
                throw new AssertionError(e);
            }
        }
        return scripts;
    }

    private Told play(int scripts) {
        Told told = new Told();
        new WineBackend(environment).play(scripts(scripts), told);
        return told;
    }

    private void isBadInput(String... parts) {
        assertThatExceptionOfType(BadInput.class).isThrownBy(() -> play(1)).satisfies(e -> assertThat(e.getMessage()).startsWith("--backend wine: ")
                .contains(parts).contains("native-real/wine/setup").hasLineCount(1));
    }

    private void nothingIsLeft() {
        assertThat(folder.resolve("home/runs")).isEmptyDirectory();
        assertThat(folder.resolve("home/prefix")).isDirectoryContaining("glob:**system.reg");
        // A process that was killed is there for a moment more, the longer the busier the machine is.
        List<ProcessHandle> left = started();
        left.forEach(process -> process.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(late -> process).join());
        assertThat(started()).isEmpty();
    }

    private List<ProcessHandle> started() {
        return ProcessHandle.current().descendants().filter(process -> process.info().commandLine().orElse("").contains(folder.toString())).toList();
    }

    @Test
    void whatItSaysIsTold() throws IOException {
        wine(says(KERNEL, PLAYED.formatted(0), PLAYED.formatted(1), END));

        assertThat(play(2).all).containsExactly("Wine 8.0, which says that it is Windows 10.0.18362", "s0 PASSED", "s1 PASSED");
        assertThat(folder.resolve("server.log")).content().startsWith("-k " + folder.resolve("home/runs")).hasLineCount(1);
        nothingIsLeft();
    }

    @Test
    void itGetsAPrefixOfItsOwnTheLibraryOfJnaAndTheScripts() throws IOException {
        wine("printf '%s\\n' \"$job\" > " + folder.resolve("job") + "\nls -A $WINEPREFIX > " + folder.resolve("prefix") + "\nprintf '%s ' \"$@\" > "
                + folder.resolve("arguments")
                + "\n" + says(KERNEL, PLAYED.formatted(0), END));
        play(1);

        assertThat(folder.resolve("job")).content().contains("\"backend\":\"wine\"", "CreateEvent auto");
        assertThat(folder.resolve("prefix")).hasContent("dosdevices\ndrive_c\nsystem.reg\n");
        String arguments = Files.readString(folder.resolve("arguments"));
        assertThat(arguments).contains("java/bin/java.exe ", " dev.overlap.command.WineSide ", "-Djna.nounpack=true", " -cp Z:\\");
        String jna = arguments.replaceFirst("(?s).*-Djna.boot.library.path=Z:(\\S+).*", "$1").replace('\\', '/');
        assertThat(Path.of(jna)).isDirectoryContaining("glob:**jnidispatch.dll").isDirectoryNotContaining("glob:**.dll.*");
    }

    @Test
    void linesThatSayNothingAreSignsOfLife() throws IOException {
        wine(says(KERNEL, "{}", PLAYED.formatted(0), "{}", END));
        assertThat(play(1).all).hasSize(2);
    }

    @Test
    @Timeout(60)
    void aWineThatStandsStillIsEnded() throws IOException {
        wine(says(KERNEL, PLAYED.formatted(0)) + "exec sleep 1000\n");
        WineTalk talk = new WineTalk(environment, Duration.ofSeconds(2));
        assertThatExceptionOfType(BackendDied.class)
                .isThrownBy(() -> talk.run(KernelLines.Job.ofScripts("wine", List.of(SCRIPT)), (said, line) -> {}, () -> "s0"))
                .withMessage("Wine has said nothing for 2 s while it played s0, and was ended");
        nothingIsLeft();
    }

    /** As Wine's services are: in a session of their own, and nobody's children. */
    @Test
    void whatWineHasStartedAndLeftIsEnded() throws IOException, InterruptedException {
        wine("setsid sh -c 'echo $$ > " + folder.resolve("service") + "; exec sleep 1000' < /dev/null > /dev/null 2>&1 &\n"
                + "while ! [ -s " + folder.resolve("service") + " ]; do sleep 0.1; done\n" + says(KERNEL, PLAYED.formatted(0), END));
        play(1);

        long service = Long.parseLong(Files.readString(folder.resolve("service")).strip());
        for (int i = 0; i < 100 && ProcessHandle.of(service).isPresent(); i++) {
            Thread.sleep(50);
        }
        assertThat(ProcessHandle.of(service)).isEmpty();
    }

    // ---------------------------------------------------------------- what is missing

    @Test
    void withoutWineThereIsNone() {
        environment.put("OVERLAP_WINE", folder.resolve("none").toString());
        assertThatExceptionOfType(BadInput.class).isThrownBy(() -> play(1)).withMessage("--backend wine: OVERLAP_WINE names " + folder.resolve("none")
                + ", which is no program");
    }

    @Test
    void withoutJavaForWindowsThereIsNone() throws IOException {
        Files.delete(folder.resolve("home/java/bin/java.exe"));
        isBadInput("java.exe is missing");
        Files.delete(folder.resolve("home/ready"));
        isBadInput("there is no Java for Windows in " + folder.resolve("home"));
        environment.remove("OVERLAP_WINE_HOME");
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        isBadInput("there is no Java for Windows in " + folder.resolve("cache/overlap/wine"));
        environment.remove("XDG_CACHE_HOME");
        environment.put("HOME", folder.toString());
        isBadInput("there is no Java for Windows in " + folder.resolve(".cache/overlap/wine"));
    }

    @Test
    void aPrefixThatIsNoneIsRefused() throws IOException {
        Files.delete(folder.resolve("home/prefix/system.reg"));
        isBadInput(folder.resolve("home/prefix") + " is no Wine prefix");
    }

    @Test
    void aPrefixInWhichNothingStartsIsRefused() throws IOException {
        wine("echo '004c:err:module:LdrInitializeThunk could not load kernel32.dll' >&2\nexit 53");
        isBadInput("Wine does not start Java (exit code 53: 004c:err:module:LdrInitializeThunk could not load kernel32.dll)");
        nothingIsLeft();
    }

    // ---------------------------------------------------------------- what goes wrong

    private void dies(int scripts, String message) {
        Told told = new Told();
        assertThatExceptionOfType(BackendDied.class).isThrownBy(() -> new WineBackend(environment).play(scripts(scripts), told)).withMessage(message);
        assertThat(Failure.of("overlap conform", new BackendDied(message)).exitCode()).isEqualTo(3);
        nothingIsLeft();
    }

    @Test
    void killedHalfwayIsSaidWithWhatWasPlayed() throws IOException {
        wine(says(KERNEL, PLAYED.formatted(0)) + "kill -KILL $$");
        dies(2, "Wine was ended while it played s1 (exit code 137)");
    }

    @Test
    void endedWithoutAnEndIsSaid() throws IOException {
        wine(says(KERNEL, PLAYED.formatted(0), PLAYED.formatted(1)) + "exit 0");
        dies(2, "Wine was ended while it played nothing more (exit code 0)");
    }

    @Test
    void killedBeforeItBeginsIsNoFaultOfThePrefix() throws IOException {
        wine("kill -KILL $$");
        dies(1, "Wine was ended while it played s0 (exit code 137)");
    }

    @Test
    void whatNobodyUnderstandsEndsIt() throws IOException {
        wine(says(KERNEL, "wine: Unhandled page fault on read access to 0000000000000000 at address 0000000000000000 (thread 0024), starting debugger...")
                + "sleep 60");
        dies(1, "Wine said what is no result: wine: Unhandled page fault on read access to 0000000000000000 at address 0000000000000000 (thread 00...");
        wine(says(KERNEL, PLAYED.formatted(7)) + "sleep 60");
        dies(1, "Wine said what is no result: " + PLAYED.formatted(7).substring(0, 100) + "...");
        wine(says(KERNEL, "{\"script\":0,\"variant\":0}") + "sleep 60");
        dies(1, "Wine said what is no result: {\"script\":0,\"variant\":0}");
        wine(says("null") + "sleep 60");
        dies(1, "Wine said what is no result: null");
    }

    @Test
    void whatItsOwnSideSaysIsPassedOn() throws IOException {
        wine(says(KERNEL, PLAYED.formatted(0), "{\"failure\":\"a call does not return: waiter\"}") + "sleep 60");
        dies(2, "Wine failed while it played s1: a call does not return: waiter");
    }

    @Test
    void anInterruptEndsItAtOnce() throws Exception {
        wine(says(KERNEL, PLAYED.formatted(0)) + "while :; do echo >> " + folder.resolve("ticks") + "; sleep 0.02; done & sleep 600");
        WineBackend wine = new WineBackend(environment);
        Told told = new Told();
        Thread player = Thread.ofPlatform().start(() -> wine.play(scripts(2), told));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!(Files.exists(folder.resolve("ticks")) && told.all.contains("s0 PASSED")) && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        wine.interrupt();
        player.join(TimeUnit.SECONDS.toMillis(15));

        assertThat(player.isAlive()).isFalse();
        assertThat(told.all).contains("s0 PASSED");
        nothingIsLeft();
        long ticks = Files.size(folder.resolve("ticks"));
        Thread.sleep(500);
        assertThat(folder.resolve("ticks")).as("a process of its group goes on").hasSize(ticks);
    }

    @Test
    void whatOthersHaveLeftIsRemoved() throws IOException {
        Path left = Files.createDirectories(folder.resolve("home/runs/2147483646-1/dosdevices"));
        Path mine = Files.createDirectories(folder.resolve("home/runs/" + ProcessHandle.current().pid() + "-999999"));
        wine(says(KERNEL, PLAYED.formatted(0), END));
        play(1);

        assertThat(left.getParent()).doesNotExist();
        assertThat(mine).exists();
    }

    @Test
    void handlesThatAreLeftAreFindings() throws IOException {
        wine(says(KERNEL, "{\"outcome\":{\"executions\":6,\"seconds\":1.5,\"lanes\":[],\"findings\":[],\"notExpressible\":{},\"discardedCallbacks\":0,"
                + "\"handlesMore\":{\"Event\":2}}}", END));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(stream, new PrintStream(OutputStream.nullOutputStream()), false, true, false, Terminal.DEFAULT_COLUMNS);
        RealExplore.Wish wish = new RealExplore.Wish(List.of("steady-stream"), List.of("a", "b"), 3, 0, 1);

        assertThat(new RealExploring(terminal, "wine", Repertoire.OF_THE_PROJECT, environment).run(wish, true)).isEqualTo(1);

        assertThat(new Ran(1, out.toString(StandardCharsets.UTF_8), "").json().path("findings"))
                .hasToString(
                        "[{\"kind\":\"HANDLE_LEAK\",\"scenario\":\"steady-stream\",\"reader\":\"\",\"message\":\"2 Event more than before\",\"trace\":null}]");
    }

    /** Each sees what the other is just removing. */
    @Test
    void severalThatBeginAtOnceRemoveWhatOthersHaveLeft() throws Exception {
        for (int left = 0; left < LEFT; left++) {
            for (int i = 0; i < LEFT; i++) {
                Files.createDirectories(folder.resolve("home/runs/2147483646-" + left + "/dosdevices/" + i));
            }
        }
        CountDownLatch ready = new CountDownLatch(BEGINNERS);
        List<CompletableFuture<WinePrefix>> prefixes = new ArrayList<>();
        for (int i = 0; i < BEGINNERS; i++) {
            prefixes.add(CompletableFuture.supplyAsync(() -> {
                ready.countDown();
                try {
                    ready.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return WinePrefix.copyOf(folder.resolve("home/prefix"), folder.resolve("home/runs"));
            }, command -> Thread.ofPlatform().start(command)));
        }

        for (CompletableFuture<WinePrefix> prefix : prefixes) {
            prefix.get(1, TimeUnit.MINUTES).close();
        }
        assertThat(folder.resolve("home/runs")).isDirectoryNotContaining(left -> left.getFileName().toString().startsWith(ProcessHandle.current().pid() + "-"));
    }
}
