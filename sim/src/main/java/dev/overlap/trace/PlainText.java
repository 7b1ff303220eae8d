package dev.overlap.trace;

/** What a trace can hold of a text: one line, words one space apart. Columns are two spaces apart, so this is what tells them from words. */
public final class PlainText {

    private static final String NOTHING = "-";

    private PlainText() {
    }

    /** The text with every run of blanks, line ends and control characters replaced by one space; "-" when nothing is left. */
    public static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && !isForeign(c)) {
                plain.append(isHalf(text, i) ? '?' : c);
            } else if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
                plain.append(' ');
            }
        }
        String result = plain.toString().stripTrailing();
        return result.isEmpty() ? NOTHING : result;
    }

    /** Whether no line of a trace holds this character: control characters, and all that separates words or lines but the space. */
    static boolean isForeign(char c) {
        return c != ' ' && (Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    /** Whether the character at {@code at} is one half of a pair whose other half is missing: UTF-8 has no form for it. */
    static boolean isHalf(String text, int at) {
        char c = text.charAt(at);
        if (!Character.isSurrogate(c)) {
            return false;
        }
        return Character.isHighSurrogate(c) ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
                : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }
}
