package dev.overlap.target;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Plays inputs with a target, without a fuzzer, in a JVM of its own, because an input may end a JVM or never end itself.
 *
 * <p>{@code play NAME FILE...} prints for each file a line {@code fine} or what was thrown; {@code minimise NAME FILE TARGET SECONDS} writes a shorter input that throws
 * the same from the same place, and prints what. What was thrown is a line {@code thrown}, a tab and the first line of it, followed by a line {@code trace}, a tab and a
 * file, where one was stored (see {@link Playground}), and a line {@code at}, a tab and the place for each frame of the project.
 */
public final class TargetMain {

    /** Asks for inputs to be played. */
    public static final String PLAY = "play";
    /** Asks for an input to be made shorter. */
    public static final String MINIMISE = "minimise";
    /** Before what was thrown. */
    public static final String THROWN = "thrown\t";
    /** Before the file with the trace of what was thrown. */
    public static final String TRACE = "trace\t";
    /** Before a place in the project. */
    public static final String AT = "at\t";
    /** That an input throws nothing. */
    public static final String FINE = "fine";

    private static final String OWN = "dev.overlap.";
    private static final Set<String> HERE = Set.of(TargetMain.class.getName(), Tethered.class.getName());
    private static final int MOST_FRAMES = 12;

    /** In the encoding that the listener reads, whatever the platform's is. */
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final MethodHandle target;

    private TargetMain(FuzzTarget target) throws ReflectiveOperationException {
        this.target = MethodHandles.publicLookup().findStatic(target.type(), "fuzzerTestOneInput", MethodType.methodType(void.class, byte[].class));
    }

    /** Plays, or minimises. */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        TargetMain main = new TargetMain(Targets.named(arguments[1]).orElseThrow());
        List<String> rest = List.of(arguments).subList(2, arguments.length);
        if (arguments[0].equals(PLAY)) {
            for (String file : rest) {
                main.tell(main.thrownBy(Files.readAllBytes(Path.of(file))));
            }
        } else {
            byte[] shortest = main.minimise(Files.readAllBytes(Path.of(rest.get(0))), Duration.ofSeconds(Long.parseLong(rest.get(2))));
            Files.write(Path.of(rest.get(1)), shortest);
            main.tell(main.thrownBy(shortest));
        }
    }

    private @Nullable Throwable thrownBy(byte[] input) {
        try {
            target.invoke(input.clone());
            return null;
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    private void tell(@Nullable Throwable thrown) {
        if (thrown == null) {
            out.println(FINE);
            return;
        }
        out.println(THROWN + what(thrown));
        Path trace = thrown instanceof FuzzFinding finding ? finding.reported().file() : null;
        if (trace != null) {
            out.println(TRACE + trace);
        }
        Arrays.stream(thrown.getStackTrace()).filter(frame -> frame.getClassName().startsWith(OWN) && !HERE.contains(frame.getClassName())).limit(MOST_FRAMES)
                .forEach(frame -> out.println(AT + frame));
    }

    private static String what(Throwable thrown) {
        String text = thrown instanceof FuzzFinding ? thrown.getMessage() : thrown.toString();
        return text == null ? "" : text.lines().findFirst().orElse("");
    }

    /** The class of what was thrown, and where in the project. */
    private static String fingerprint(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        String place = Arrays.stream(thrown.getStackTrace()).filter(frame -> frame.getClassName().startsWith(OWN)).map(StackTraceElement::toString).limit(3)
                .reduce("", String::concat);
        return thrown.getClass().getName() + place;
    }

    /** Leaves out parts of the input, halves first, then single bytes, from its end, as long as the same is thrown. */
    private byte[] minimise(byte[] input, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        String wanted = fingerprint(thrownBy(input));
        byte[] best = input;
        int before;
        do {
            before = best.length;
            for (int part = Math.max(1, best.length / 2); part > 0; part /= 2) {
                for (int at = best.length - part; at >= 0 && System.nanoTime() < end; at -= part) {
                    byte[] fewer = without(best, at, part);
                    best = fingerprint(thrownBy(fewer)).equals(wanted) ? fewer : best;
                }
            }
        } while (best.length < before && System.nanoTime() < end);
        return best;
    }

    private static byte[] without(byte[] input, int at, int part) {
        byte[] fewer = Arrays.copyOf(input, input.length - part);
        System.arraycopy(input, at + part, fewer, at, input.length - at - part);
        return fewer;
    }
}
