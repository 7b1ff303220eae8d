package dev.overlap.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes texts that are almost right out of texts that are. What it draws depends on the seed and on what it is given, and on nothing else. */
final class Mutator {

    private static final int MOST_CHANGES = 4;
    /** Longer ones say nothing that these do not say, more slowly. */
    private static final int MAX_CHARS = 1_200;
    private static final String ODD = "\u0000\t\r\n\u000b\u0085\u2028\ud800\udc00\ufeff\u00a0\u00e9\u0661 #=+:[],\"\\'0123456789-_|azAZ";
    private static final List<String> NUMBERS = List.of("0", "-1", "00", "007", "255", "2147483647", "2147483648", "4294967296", "9223372036854775807",
            "99999999999999999999", "0x7FFFFFFF", "0xFFFFFFFFFFFFFFFF", "1e9", "999999999", "1000000");

    private final SplittableRandom random;
    private final List<String> words;
    private final List<String> texts;

    /**
     * Begins with these texts, of which one is drawn for each mutant; {@link #keep} replaces them.
     *
     * @param words what such texts consist of
     */
    Mutator(long seed, List<String> words, List<String> texts) {
        random = new SplittableRandom(seed);
        this.words = words;
        this.texts = new ArrayList<>(texts.stream().map(text -> text.length() <= MAX_CHARS ? text : text.substring(0, text.lastIndexOf('\n', MAX_CHARS) + 1))
                .toList());
    }

    /** The next text. */
    String next() {
        StringBuilder text = new StringBuilder(any(texts));
        for (int i = random.nextInt(MOST_CHANGES); i >= 0; i--) {
            change(text);
        }
        text.setLength(Math.min(text.length(), MAX_CHARS));
        return text.toString();
    }

    /** A mutant that is right all the same goes on to have mutants of its own. */
    void keep(String text) {
        texts.set(random.nextInt(texts.size()), text);
    }

    private void change(StringBuilder text) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + 1 + random.nextInt(random.nextInt(8) == 0 ? 200 : 8));
        switch (random.nextInt(11)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, text.substring(at, end));
            case 2 -> text.insert(at, ODD.charAt(random.nextInt(ODD.length())));
            case 3 -> text.replace(at, Math.min(text.length(), at + 1), String.valueOf(ODD.charAt(random.nextInt(ODD.length()))));
            case 4 -> text.insert(at, any(words));
            case 5 -> text.replace(at, end, any(words));
            case 6 -> number(text, at);
            case 7 -> text.setLength(at);
            case 8 -> splice(text, at);
            case 9 -> line(text, at, random.nextInt(text.length() + 1));
            default -> text.insert(at, (random.nextBoolean() ? " " : "\n").repeat(1 + random.nextInt(3)));
        }
    }

    private void number(StringBuilder text, int from) {
        int at = from;
        while (at < text.length() && !isDigit(text.charAt(at))) {
            at++;
        }
        int end = at;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        text.replace(at, end, any(NUMBERS));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Goes on as another text does. */
    private void splice(StringBuilder text, int at) {
        String other = any(texts);
        text.setLength(at);
        text.append(other, random.nextInt(other.length() + 1), other.length());
    }

    /** Moves a line, or says it twice. */
    private void line(StringBuilder text, int at, int to) {
        int begin = text.lastIndexOf("\n", at - 1) + 1;
        int end = text.indexOf("\n", begin) + 1;
        if (end == 0) {
            return;
        }
        String line = text.substring(begin, end);
        if (random.nextBoolean()) {
            text.delete(begin, end);
        }
        text.insert(text.lastIndexOf("\n", to - 1) + 1, line);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
