package dev.overlap.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.overlap.explore.FindingStore;
import dev.overlap.explore.Repertoire;
import dev.overlap.explore.Reported;
import dev.overlap.explore.TraceReplayer;
import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.explore.WholeFile;
import dev.overlap.finding.Finding;
import dev.overlap.finding.HarnessError;
import dev.overlap.report.Defect;
import dev.overlap.schedule.Bench;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceFormat;
import dev.overlap.trace.TraceSyntaxException;
import org.jspecify.annotations.Nullable;

/** Makes of a finding what is told of it, and keeps its file. */
final class Findings {

    static final String TRACES = "traces";
    static final String INPUTS = "inputs";
    /** What fuzz targets have made of their seeds is in here, as in the corpus of a checkout. */
    static final String CORPUS = "corpus";

    private static final String COUNTS = "; it counts as a finding all the same";

    private final Path folder;
    private final Repertoire repertoire;
    private final TraceReplayer replayer;

    Findings(Path folder, Repertoire repertoire, Bench.Engine engine) {
        this.folder = folder;
        this.repertoire = repertoire;
        this.replayer = new TraceReplayer(engine, true).withFrames();
    }

    /** A finding with all that is told of it, not stored. */
    record Told(Found found, Defect defect, @Nullable Trace trace) {
    }

    /** What was found by playing. */
    Told of(Reported reported, Arm arm, long round, int session) {
        return of(reported.trace(), arm, round, reported.execution(), session);
    }

    private Told of(Trace trace, Arm arm, long round, long execution, int session) {
        Result result = replayer.replay(trace, repertoire);
        if (result.finding() == null) {
            throw new HarnessError("a finding was not found again when it was told: " + trace.expect());
        }
        Defect plain = Defect.of(result, null, arm.engine(), arm.target());
        String file = TRACES + "/" + FindingStore.word(trace.scenario()) + "." + FindingStore.word(trace.reader()) + "." + FindingStore.word(plain.kind()) + "."
                + plain.fingerprint() + ".trace";
        Found found = new Found(round, arm.engine(), arm.target(), execution, symptom(plain), plain.fingerprint(), file, null, List.of(), session);
        return new Told(found, plain.inFile(file), trace);
    }

    /** What a fuzz target has thrown: where a schedule is involved its trace tells all, otherwise the input, which is in the folder already. */
    Told of(FuzzRounds.Thrown thrown, Arm arm, long round, int session) {
        if (thrown.trace() != null) {
            try {
                return of(TraceFormat.parse(Files.readString(thrown.trace())), arm, round, 0, session);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + thrown.trace() + ": " + WholeFile.reason(e), e);
            } catch (TraceSyntaxException e) {
                throw new HarnessError("a fuzz target has written " + thrown.trace() + ", which is no trace: " + e.getMessage(), e);
            }
        }
        String file = nameOf(thrown.input());
        Defect defect = Defect.thrown(arm.target(), thrown.what(), thrown.frames(), file);
        return new Told(new Found(round, arm.engine(), arm.target(), 0, symptom(defect), defect.fingerprint(), file, thrown.what(), thrown.frames(), session),
                defect, null);
    }

    private String nameOf(Path file) {
        return folder.toAbsolutePath().relativize(file.toAbsolutePath()).toString().replace('\\', '/');
    }

    /**
     * Deletes what a fuzz target has left, where it is not the file of a finding: that of its schedule is a trace, and what was told before is thrown in every round.
     *
     * @throws UncheckedIOException when that is not possible
     */
    void discard(FuzzRounds.Thrown thrown, List<Found> told) {
        Stream.of(thrown.input(), thrown.trace()).filter(Objects::nonNull).filter(file -> told.stream().noneMatch(found -> found.file().equals(nameOf(file))))
                .forEach(WholeFile::delete);
    }

    private static String symptom(Defect defect) {
        return Finding.withoutNumbers(defect.scenario() + '|' + defect.reader() + '|' + defect.kind() + '|' + defect.message());
    }

    /**
     * Stores it.
     *
     * @throws UncheckedIOException when that is not possible
     */
    Path store(Told told) {
        Path file = folder.resolve(told.found().file());
        if (told.trace() != null) {
            FindingStore.write(file, told.trace());
        }
        return file;
    }

    /**
     * What is told of a finding of an earlier call.
     *
     * @param defect null when its trace can be played and does not show it any more
     * @param trouble what is to be said of that, one line, or null
     */
    record Retold(@Nullable Defect defect, @Nullable String trouble) {
    }

    /**
     * Tells again what was told before. What cannot be played here, because the trace or the reader is missing, was found all the same.
     *
     * @throws BadCampaignException when what is remembered of it says too little
     */
    Retold again(Found found) {
        if (found.thrown() != null) {
            return new Retold(Defect.thrown(found.target(), found.thrown(), found.frames(), found.file()), null);
        }
        Path file = folder.resolve(found.file());
        Trace trace = null;
        try {
            trace = TraceFormat.parse(Files.readString(file));
            Result result = replayer.replay(trace, repertoire);
            return result.finding() == null ? new Retold(null, file + " does not show its finding any more: it is left out of the reports")
                    : new Retold(Defect.of(result, found.file(), found.engine(), found.target()), null);
        } catch (IOException e) {
            return new Retold(unplayed(found, null).inFile(null), file + " cannot be read: " + WholeFile.reason(e) + COUNTS);
        } catch (TraceSyntaxException e) {
            return new Retold(unplayed(found, null), file + " is no trace: " + e.getMessage() + COUNTS);
        } catch (IllegalArgumentException e) {
            return new Retold(unplayed(found, trace), file + " cannot be played here: " + e.getMessage() + COUNTS);
        }
    }

    private static Defect unplayed(Found found, @Nullable Trace trace) {
        String[] symptom = found.symptom().split("\\|", 4);
        if (symptom.length < 4) {
            throw new BadCampaignException(CampaignFile.NAME + ": the symptom of " + found.file() + " is not scenario, reader, kind and message");
        }
        String expected = trace == null ? null : trace.expect();
        String message = expected != null && expected.startsWith(symptom[2] + ' ') ? expected.substring(symptom[2].length()).strip() : symptom[3];
        return Defect.unplayed(symptom[2], symptom[0], symptom[1], message, found.file(), found.fingerprint(), found.engine(), found.target(), trace);
    }
}
