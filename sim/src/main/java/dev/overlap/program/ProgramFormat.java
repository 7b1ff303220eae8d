package dev.overlap.program;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.scenario.PipeSetup;

/**
 * Programs as scripts: what {@link #print} writes {@link #parse} reads.
 *
 * <pre>
 * pipe bytes quota 8
 * owner start
 * owner inReadyRead stop
 * owner read 5
 * peer write 10
 * world fail ReadFile #2 with ERROR_NOT_ENOUGH_MEMORY
 * </pre>
 *
 * <p>The pipe comes first: {@code bytes}, {@code messages} or {@code messages read as bytes}, then its quota, then perhaps {@code reader is client} and {@code peer
 * overlaps}. Below it, each line says who does what; owner, peer and world go on side by side.
 */
public final class ProgramFormat {

    static final String PIPE = "pipe";
    static final String READER_IS_CLIENT = " reader is client";
    static final String PEER_OVERLAPS = " peer overlaps";
    static final String QUOTA = " quota ";

    private ProgramFormat() {
    }

    /** The program, line by line. */
    public static List<String> print(Program program) {
        List<String> lines = new ArrayList<>();
        lines.add(line(PIPE, print(program.pipe())));
        program.ops().forEach(op -> lines.add(line(op.actor(), op.toString())));
        return lines;
    }

    private static String line(String who, String what) {
        return who + ' ' + what;
    }

    private static String print(PipeSetup pipe) {
        return kind(pipe.messages(), pipe.readsMessages()) + QUOTA + pipe.quotaBytes() + (pipe.readerIsServer() ? "" : READER_IS_CLIENT)
                + (pipe.peerOverlaps() ? PEER_OVERLAPS : "");
    }

    static String kind(boolean messages, boolean readsMessages) {
        return !messages ? "bytes" : readsMessages ? "messages" : "messages read as bytes";
    }

    /** Reads a program. Blanks between words may be more than one. */
    public static Program parse(List<String> lines) throws ProgramSyntaxException {
        return new ProgramParser(lines).parse();
    }
}
