package dev.overlap.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import dev.overlap.finding.Finding;
import dev.overlap.finding.HarnessError;

/**
 * Tells findings apart, in this run and the next ones: by kind, scenario, the reader's methods at the decisive step, and the shrunk choices. Lines of code, names of
 * files and the numbers of objects and steps do not count, so that an edit elsewhere makes no new finding of an old one.
 */
final class Fingerprint {

    private static final int DIGITS = 16;

    private Fingerprint() {
    }

    /** Of one finding: 16 hexadecimal digits. Where no method of the reader is known, its id counts instead. */
    static String of(String kind, String scenario, String reader, List<Frame> frames, List<Choice> choices) {
        StringBuilder text = new StringBuilder(defect(kind, scenario, reader, frames));
        for (Choice choice : choices) {
            text.append('\n').append(Finding.withoutNumbers(choice.task())).append('|').append(Finding.withoutNumbers(choice.at())).append('|')
                    .append(Finding.withoutNumbers(choice.choice())).append('|')
                    .append(choice.kind());
        }
        return hash(text.toString());
    }

    /** Of what is wrong, however it comes about: 16 hexadecimal digits, the same for findings that differ in their choices alone. */
    static String ofPlace(Defect defect) {
        return hash(defect(defect.kind(), defect.scenario(), defect.reader(), defect.frames()));
    }

    private static String defect(String kind, String scenario, String reader, List<Frame> frames) {
        StringBuilder text = new StringBuilder("overlap 1\n").append(kind).append('\n').append(scenario);
        if (frames.isEmpty()) {
            text.append('\n').append(reader);
        }
        for (Frame frame : frames) {
            // The compiler numbers lambdas.
            text.append('\n').append(Finding.withoutNumbers(frame.place()));
        }
        return text.toString();
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new HarnessError("every Java knows SHA-256", e);
        }
    }
}
