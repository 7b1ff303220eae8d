package dev.overlap.report;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Texts that users, traces and exceptions bring, made harmless for the form that they go into. */
final class Plain {

    private static final String UNRESERVED = "-._~/";
    private static final String MARKDOWN = "\\`*_{}[]()#+-.!|~@$^=:";

    private Plain() {
    }

    /** Without what no form can hold: control characters but line feeds and tabs, halves of surrogate pairs, and what is no character. */
    static String text(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean control = c < 0x20 && c != '\n' && c != '\t' || c >= 0x7F && c < 0xA0;
            boolean none = c >= 0xD800 && c <= 0xDFFF || (c & 0xFFFE) == 0xFFFE;
            plain.appendCodePoint(control || none ? '\uFFFD' : c);
        });
        return plain.toString();
    }

    /** In one line, and not longer than so many characters. */
    static String line(String text, int longest) {
        String line = text(text).replaceAll("\\s+", " ").strip();
        int[] points = line.codePoints().limit(longest).toArray();
        return line.codePointCount(0, line.length()) <= longest ? line : new String(points, 0, longest - 1) + '\u2026';
    }

    /** As a relative URI: a path with slashes, everything else that means something there encoded. */
    static String uri(String path) {
        StringBuilder uri = new StringBuilder();
        for (byte b : path.replace('\\', '/').getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || UNRESERVED.indexOf(c) >= 0;
            uri.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return uri.toString();
    }

    /** In one line of Markdown, as nothing but text. */
    static String markdown(String text, int longest) {
        StringBuilder markdown = new StringBuilder();
        line(text, longest).codePoints().forEach(c -> {
            switch (c) {
                case '<' -> markdown.append("&lt;");
                case '>' -> markdown.append("&gt;");
                case '&' -> markdown.append("&amp;");
                default -> {
                    if (MARKDOWN.indexOf(c) >= 0) {
                        markdown.append('\\');
                    }
                    markdown.appendCodePoint(c);
                }
            }
        });
        return markdown.toString();
    }

    /** As a block of code in Markdown, whatever is in it. */
    static String codeBlock(String text) {
        String plain = text(text);
        String fence = "```";
        while (plain.contains(fence)) {
            fence += "`";
        }
        return fence + "text\n" + plain + (plain.endsWith("\n") ? "" : "\n") + fence + '\n';
    }
}
