package dev.overlap.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.overlap.fault.Rule;
import dev.overlap.fault.RuleSyntaxException;
import dev.overlap.scenario.PipeSetup;

/** Reads lines as a program, and says of anything else where it goes wrong and what was expected there. */
final class ProgramParser {

    private static final Pattern PIPE = Pattern.compile("(bytes|messages|messages read as bytes) quota (\\d{1,9})( reader is client)?( peer overlaps)?");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");
    private static final Pattern ADVANCE = Pattern.compile("advance (\\d{1,9}) ms");

    private final List<String> lines;
    /** The line that is read, from 0. */
    private int line;
    /** Where in it the operation begins, from 0. */
    private int column;

    ProgramParser(List<String> lines) {
        this.lines = lines;
    }

    Program parse() throws ProgramSyntaxException {
        PipeSetup pipe = pipe(lines.isEmpty() ? "" : what("pipe"));
        List<Op> ops = new ArrayList<>();
        for (line = 1; line < lines.size(); line++) {
            ops.add(op());
        }
        try {
            return Program.of(pipe, ops);
        } catch (IllegalArgumentException e) {
            line = lines.size() - 1;
            throw wrong(0, String.valueOf(e.getMessage()));
        }
    }

    /** What stands behind the first word of the line, which must be one of these. */
    private String what(String... actors) throws ProgramSyntaxException {
        String text = lines.get(line).stripTrailing();
        int end = text.indexOf(' ');
        String actor = end < 0 ? text : text.substring(0, end);
        if (!Arrays.asList(actors).contains(actor)) {
            throw new ProgramSyntaxException(line + 1, 1, "expected " + String.join(", ", actors) + ", found \"" + actor + '"');
        }
        String what = text.substring(actor.length()).strip();
        column = text.length() - what.length();
        return what;
    }

    private ProgramSyntaxException wrong(int at, String what) {
        return new ProgramSyntaxException(line + 1, column + at + 1, what);
    }

    private PipeSetup pipe(String text) throws ProgramSyntaxException {
        Matcher pipe = PIPE.matcher(text);
        if (!pipe.matches()) {
            throw wrong(0, "expected a pipe such as \"pipe bytes quota 64\", found \"" + text + '"');
        }
        boolean messages = !pipe.group(1).equals(ProgramFormat.kind(false, false));
        boolean readsMessages = pipe.group(1).equals(ProgramFormat.kind(true, true));
        int quota = Integer.parseInt(pipe.group(2));
        if (!Quantity.BYTES.includes(quota)) {
            throw wrong(pipe.start(2), "expected a quota of " + Quantity.BYTES.range() + " bytes, found " + quota);
        }
        return new PipeSetup(messages, readsMessages, quota, pipe.group(3) == null, pipe.group(4) != null);
    }

    private Op op() throws ProgramSyntaxException {
        String what = what("owner", "peer", "world");
        return switch (lines.get(line).charAt(0)) {
            case 'o' -> ownerOp(what);
            case 'p' -> peerOp(what);
            default -> worldOp(what);
        };
    }

    private OwnerOp ownerOp(String text) throws ProgramSyntaxException {
        boolean inReadyRead = text.startsWith(OwnerOp.IN_READY_READ + " ");
        String what = inReadyRead ? text.substring(OwnerOp.IN_READY_READ.length()).strip() : text;
        column += text.length() - what.length();
        for (OwnerOp.Deed deed : OwnerOp.Deed.values()) {
            if (deed.word().equals(word(what))) {
                return new OwnerOp(deed, number(what, deed.quantity()), inReadyRead);
            }
        }
        throw unknown(what, Arrays.stream(OwnerOp.Deed.values()).map(OwnerOp.Deed::word).toList());
    }

    private PeerOp peerOp(String what) throws ProgramSyntaxException {
        for (PeerOp.Deed deed : PeerOp.Deed.values()) {
            if (deed.word().equals(word(what))) {
                return new PeerOp(deed, number(what, deed.quantity()));
            }
        }
        throw unknown(what, Arrays.stream(PeerOp.Deed.values()).map(PeerOp.Deed::word).toList());
    }

    private WorldOp worldOp(String what) throws ProgramSyntaxException {
        Matcher advance = ADVANCE.matcher(what);
        if (advance.matches()) {
            return new WorldOp.Advance(inRange(Integer.parseInt(advance.group(1)), Quantity.MILLIS, advance.start(1)));
        }
        try {
            return new WorldOp.Impose(Rule.parse(what));
        } catch (RuleSyntaxException e) {
            throw wrong(e.column() - 1, e.what() + "; or \"advance 10 ms\"");
        }
    }

    private static String word(String what) {
        int end = what.indexOf(' ');
        return end < 0 ? what : what.substring(0, end);
    }

    private int number(String what, Quantity quantity) throws ProgramSyntaxException {
        String rest = what.substring(word(what).length()).strip();
        int at = what.length() - rest.length();
        if (quantity == Quantity.NOTHING) {
            if (!rest.isEmpty()) {
                throw wrong(at, "expected the end of the line, found \"" + rest + '"');
            }
            return 0;
        }
        if (!NUMBER.matcher(rest).matches()) {
            throw wrong(at, "expected a number from " + quantity.range() + ", found \"" + rest + '"');
        }
        return inRange(Integer.parseInt(rest), quantity, at);
    }

    private int inRange(int number, Quantity quantity, int at) throws ProgramSyntaxException {
        if (!quantity.includes(number)) {
            throw wrong(at, "expected a number from " + quantity.range() + ", found " + number);
        }
        return number;
    }

    private ProgramSyntaxException unknown(String what, List<String> words) {
        return wrong(0, "expected one of " + String.join(", ", words) + ", found \"" + word(what) + '"');
    }
}
