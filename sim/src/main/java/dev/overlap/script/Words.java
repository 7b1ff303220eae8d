package dev.overlap.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of one line, read from left to right. */
final class Words {

    /** What a line says instead of a word where it has ended. */
    private static final String END = "";
    private static final String ALONE = ",[]";
    static final int LONGEST_EXCERPT = 40;

    private record Word(String text, int column) {
    }

    private final List<Word> words = new ArrayList<>();
    private final int line;
    private final int endColumn;
    private int position;

    /**
     * Cuts a line into words: at spaces, around commas and brackets, before a colon at a word's end; a string in double quotes is one word.
     *
     * @param line its number, from 1
     */
    Words(String content, int line) throws ScriptSyntaxException {
        this.line = line;
        endColumn = content.stripTrailing().length() + 1;
        checkCharacters(content);
        int at = 0;
        while (at < content.length()) {
            char c = content.charAt(at);
            int end = at + 1;
            if (c == '"') {
                end = content.indexOf('"', at + 1) + 1;
                if (end == 0) {
                    throw wrong(at + 1, "expected a second double quote, at the end of the string that begins here");
                }
            } else if (c != ' ' && ALONE.indexOf(c) < 0) {
                while (end < content.length() && content.charAt(end) != ' ' && content.charAt(end) != '"' && ALONE.indexOf(content.charAt(end)) < 0) {
                    end++;
                }
            }
            if (c != ' ') {
                add(content.substring(at, end), at + 1);
            }
            at = end;
        }
    }

    private void checkCharacters(String content) throws ScriptSyntaxException {
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c < ' ' || c > '~') {
                throw wrong(i + 1, String.format(Locale.ROOT, "a character U+%04X, expected plain ASCII with spaces", (int) c));
            }
        }
    }

    private void add(String text, int column) {
        if (text.length() > 1 && text.endsWith(":") && !text.startsWith("\"")) {
            words.add(new Word(text.substring(0, text.length() - 1), column));
            words.add(new Word(":", column + text.length() - 1));
        } else {
            words.add(new Word(text, column));
        }
    }

    /** Whether all words have been taken. */
    boolean atEnd() {
        return position == words.size();
    }

    /** The next word, which stays the next one; empty at the end. */
    String peek() {
        return ahead(0);
    }

    /** The word that comes so many words after the next one; empty behind the end. */
    String ahead(int count) {
        return position + count < words.size() ? words.get(position + count).text() : END;
    }

    /** Takes the next word if it is this one. */
    boolean take(String word) {
        boolean is = peek().equals(word);
        position += is ? 1 : 0;
        return is;
    }

    /** Takes the next word, whatever it is. */
    String take(Expected what) throws ScriptSyntaxException {
        String word = peek();
        if (atEnd()) {
            throw expected(what.text());
        }
        position++;
        return word;
    }

    /** Takes this word, and nothing else. */
    void need(String word) throws ScriptSyntaxException {
        if (!take(word)) {
            throw expected('"' + word + '"');
        }
    }

    /** What is expected where a word is taken. */
    record Expected(String text) {
    }

    /** The column of the next word. */
    int column() {
        return atEnd() ? endColumn : words.get(position).column();
    }

    /** Something else than the next word was expected. */
    ScriptSyntaxException expected(String what) {
        return wrong(column(), "expected " + what + ", found " + (atEnd() ? "the end of the line" : excerpt(peek())));
    }

    /** The word that was taken last is not what was expected. */
    ScriptSyntaxException lastIsNot(String what) {
        Word last = words.get(position - 1);
        return wrong(last.column(), "expected " + what + ", found " + excerpt(last.text()));
    }

    /** There is something wrong at the word that was taken last. */
    ScriptSyntaxException wrongAtLast(String what) {
        return wrong(words.get(position - 1).column(), what);
    }

    /** There is something wrong at this column. */
    ScriptSyntaxException wrong(int column, String what) {
        return new ScriptSyntaxException(line, column, what);
    }

    private static String excerpt(String text) {
        String shown = text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "...";
        return shown.startsWith("\"") ? shown : '"' + shown + '"';
    }
}
