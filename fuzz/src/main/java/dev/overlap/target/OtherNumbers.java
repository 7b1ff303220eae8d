package dev.overlap.target;

import dev.overlap.choice.SplitMix;

/**
 * Texts in which a number is another one. A fuzzer changes digits, and hardly ever makes one digit ten of them; so the targets of the parsers look at such a text
 * beside each text that was understood.
 */
final class OtherNumbers {

    /** Where parsers go wrong: nothing, less than nothing, too many digits, and the ends of what an int, a DWORD and a long hold. */
    private static final String[] NUMBERS = {"0", "-1", "00", "1000000000", "2147483647", "2147483648", "4294967295", "4294967296", "9999999999",
        "9223372036854775808", "99999999999999999999"};

    private OtherNumbers() {
    }

    /** The text with another number in it; which, and in place of which, follows from the text. The text itself when it has no number. */
    static String in(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            count += begins(text, i) ? 1 : 0;
        }
        if (count == 0) {
            return text;
        }
        SplitMix random = new SplitMix(text.hashCode());
        int from = -1;
        for (int left = random.below(count); left >= 0; left--) {
            do {
                from++;
            } while (!begins(text, from));
        }
        int to = from;
        while (to < text.length() && isDigit(text.charAt(to))) {
            to++;
        }
        return text.substring(0, from) + NUMBERS[random.below(NUMBERS.length)] + text.substring(to);
    }

    private static boolean begins(String text, int at) {
        return isDigit(text.charAt(at)) && (at == 0 || !isDigit(text.charAt(at - 1)));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
