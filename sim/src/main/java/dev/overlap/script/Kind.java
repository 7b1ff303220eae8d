package dev.overlap.script;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can stand at some place of a line, and what it means there. */
enum Kind {
    NONE("nothing"), TEXT("a string in double quotes"), TEXT_OR_NULL("a string in double quotes, or NULL"), NUMBER("a number such as 10, -4 or $quota+1"),
    FLAGS("constants of Windows, joined by |"),
    TIME("milliseconds or INFINITE"), STATUS("a status such as STATUS_PENDING, or its number"), ERROR("an error such as ERROR_IO_PENDING"),
    HANDLE("the name of a handle, or a constant such as NULL, INVALID_HANDLE_VALUE, CURRENT_THREAD"), OPERATION("the name of an operation"),
    OPERATION_OR_NULL("the name of an operation, or NULL"),
    DATA("a string in double quotes, or a number of bytes"), RESET("manual or auto"), INITIAL("set"), ANY_OR_ALL("any or all"), WAIT("wait"),
    ASKED("nothing, or everything"), ALERTABLE("alertable"), INFORMATION("FilePipeLocalInformation"), MEMORY("the name of memory"),
    CALLER("the name of a thread or a callback"),
    REGISTERED("the name of a registered wait, or NULL"), POOL_WAIT("the name of a thread-pool wait"), POOL_IO("the name of a thread-pool I/O object"),
    CANCEL("cancel");

    private static final Set<String> HANDLE_CONSTANTS = Set.of("NULL", "INVALID_HANDLE_VALUE", "CURRENT_PROCESS", "CURRENT_THREAD");
    private static final Pattern SUM = Pattern.compile("-?(\\d{1,9}|0x[0-9a-fA-F]{1,8})(?:[+-]\\d{1,9})*+");
    private static final Pattern TERM = Pattern.compile("[+-]?(0x[0-9a-fA-F]+|\\d+)");

    private final String description;

    Kind(String description) {
        this.description = description;
    }

    /** What it is, for a sentence that begins with "expected". */
    String description() {
        return description;
    }

    /** Whether a word, its names replaced, can stand for this; whether a name in it is known is another question. */
    boolean accepts(String word) {
        boolean quoted = word.startsWith("\"");
        return switch (this) {
            case NONE -> false;
            case TEXT -> quoted;
            case TEXT_OR_NULL -> quoted || word.equals("NULL");
            case NUMBER -> number(word).isPresent();
            case FLAGS -> flags(word).isPresent();
            case TIME -> word.equals("INFINITE") || number(word).isPresent();
            case STATUS -> status(word).isPresent();
            case ERROR -> Constants.ERRORS.value(word).isPresent();
            case HANDLE, MEMORY, CALLER, OPERATION, OPERATION_OR_NULL, REGISTERED, POOL_WAIT, POOL_IO -> !quoted;
            case DATA -> quoted || number(word).isPresent();
            case RESET -> word.equals("manual") || word.equals("auto");
            case INITIAL -> word.equals("set");
            case ANY_OR_ALL -> word.equals("any") || word.equals("all");
            case CANCEL -> word.equals("cancel");
            case WAIT -> word.equals("wait");
            case ALERTABLE -> word.equals("alertable");
            case INFORMATION -> word.equals("FilePipeLocalInformation");
            case ASKED -> word.equals("nothing") || word.equals("everything");
        };
    }

    /** What a word of this kind names; empty for a kind that is no name. */
    Name[] names() {
        return switch (this) {
            case HANDLE -> new Name[] {Name.HANDLE};
            case MEMORY -> new Name[] {Name.MEMORY};
            case CALLER -> new Name[] {Name.THREAD, Name.CALLBACK};
            case OPERATION, OPERATION_OR_NULL -> new Name[] {Name.OPERATION};
            case REGISTERED -> new Name[] {Name.WAIT};
            case POOL_WAIT -> new Name[] {Name.POOL_WAIT};
            case POOL_IO -> new Name[] {Name.POOL_IO};
            default -> new Name[0];
        };
    }

    /** Whether a word stands where a name could, and is none. */
    boolean isConstant(String word) {
        return switch (this) {
            case HANDLE -> HANDLE_CONSTANTS.contains(word);
            case OPERATION_OR_NULL, REGISTERED -> word.equals("NULL");
            default -> false;
        };
    }

    /** What is between the quotes. */
    static String text(String word) {
        return word.substring(1, word.length() - 1);
    }

    /** A sum or difference of numbers. */
    static Optional<Integer> number(String word) {
        if (!SUM.matcher(word).matches()) {
            return Optional.empty();
        }
        long sum = 0;
        Matcher term = TERM.matcher(word);
        while (term.find()) {
            sum += Long.decode(term.group().replaceFirst("^([+-]?)0+(?=\\d)", "$1"));
        }
        return Optional.of((int) sum);
    }

    /** Constants and numbers, combined bit by bit. */
    static Optional<Integer> flags(String word) {
        int flags = 0;
        for (String part : word.split("\\|", -1)) {
            Optional<Integer> value = Constants.FLAGS.value(part).or(() -> number(part));
            if (value.isEmpty()) {
                return value;
            }
            flags |= value.get();
        }
        return Optional.of(flags);
    }

    /** A status by its name or as a number. */
    static Optional<Integer> status(String word) {
        return Constants.STATUSES.value(word).or(() -> number(word));
    }

    /** A time, INFINITE included. */
    static int time(String word) {
        return word.equals("INFINITE") ? -1 : number(word).orElseThrow();
    }
}
