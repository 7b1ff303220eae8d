package dev.overlap.target;

import static dev.overlap.target.FuzzTarget.Kind.OPERATIONS;
import static dev.overlap.target.FuzzTarget.Kind.SCHEDULE;
import static dev.overlap.target.FuzzTarget.Kind.TEXT;

import java.util.List;
import java.util.Optional;

/** All fuzz targets. Seeds of one are in {@code corpus/inputs/NAME}, and words that inputs consist of, where there are some, in {@code corpus/inputs/NAME.dict}. */
public final class Targets {

    private static final List<String> READERS = List.of("reader", "canary");

    /** In the order in which they are shown. */
    public static final List<FuzzTarget> ALL = List.of(
            new FuzzTarget(ReadBufferFuzzer.class, "operations on the reader's buffer, compared with one long array of bytes", 256, OPERATIONS, "",
                    List.of("reader")),
            new FuzzTarget(PipeQueueFuzzer.class,
                    "writes, reads, peeks and cancels at the two ends of a simulated pipe, compared with a model that predicts them",
                    192, OPERATIONS, "", List.of("kernel")),
            new FuzzTarget(ReaderProgramFuzzer.class, "a program for owner, peer and world, and its schedule: no oracle has anything to say", 512, SCHEDULE, "",
                    READERS),
            new FuzzTarget(ScheduleFuzzer.class, "a scenario of the project, and its schedule: no oracle has anything to say", 256, SCHEDULE, "", READERS),
            new FuzzTarget(ScriptParserFuzzer.class, "texts as scripts: refused cleanly, or the same again when printed and read", 4096, TEXT,
                    "corpus/scripts", List.of("script", "fault")),
            new FuzzTarget(TraceParserFuzzer.class, "texts as traces: refused cleanly, or the same again when printed and read", 4096, TEXT, "corpus/traces",
                    List.of("trace", "fault", "program")));

    private Targets() {
    }

    /** The target of this name, if there is one. */
    public static Optional<FuzzTarget> named(String name) {
        return ALL.stream().filter(target -> target.name().equals(name)).findFirst();
    }

    /** The names of all. */
    public static List<String> names() {
        return ALL.stream().map(FuzzTarget::name).toList();
    }
}
