package dev.overlap.command;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What options are when they are not given: the lines {@code VERB.OPTION = VALUE} of a file, such as {@code explore.time = 5m}.
 *
 * <p>Only options that take a value can have one there: a switch could not be switched off again by the call. A key always names its verb, because {@code --out} and
 * {@code --corpus} are different things in different verbs.
 */
final class Defaults implements IDefaultValueProvider {

    /** The file, in the current folder or else in the home folder. */
    static final String FILE = ".overlap.properties";
    /** The variable that names another file, or none. */
    static final String VARIABLE = "OVERLAP_DEFAULTS";

    private static final String NO_FILE = "none";

    private final @Nullable Path file;
    private final Map<String, String> values = new TreeMap<>();
    private final Map<ArgSpec, String> used = new LinkedHashMap<>();

    private Defaults(@Nullable Path file) {
        this.file = file;
    }

    /** No file. */
    static Defaults none() {
        return new Defaults(null);
    }

    /** The file that a call of the command in the current folder goes by. */
    static Defaults ofThisProcess() {
        return find(Path.of(""), System.getProperty("user.home"), System.getenv(VARIABLE));
    }

    /**
     * The file that counts: the one that the variable names, or the one of the current folder, or that of the home folder. Nothing is read yet.
     *
     * @param home null where there is none
     * @param named the value of the variable, null when it is not set
     */
    static Defaults find(Path here, @Nullable String home, @Nullable String named) {
        try {
            if (named != null && !named.isEmpty()) {
                return named.toLowerCase(Locale.ROOT).equals(NO_FILE) ? none() : new Defaults(Path.of(named));
            }
            Path local = here.resolve(FILE);
            if (Files.exists(local) || home == null) {
                return Files.exists(local) ? new Defaults(local) : none();
            }
            Path own = Path.of(home).resolve(FILE);
            return Files.exists(own) ? new Defaults(own) : none();
        } catch (InvalidPathException e) {
            throw new BadInput(VARIABLE + ": " + e.getMessage());
        }
    }

    /**
     * Reads the file, and lets a command and its verbs go by it.
     *
     * @throws BadInput when it cannot be read, or has keys that are not known
     */
    void giveTo(CommandLine command) {
        if (file == null) {
            return;
        }
        read(file);
        List<String> known = new ArrayList<>();
        List<String> switches = new ArrayList<>();
        collect(command, known, switches);
        List<String> wrong = new ArrayList<>();
        for (String key : values.keySet()) {
            if (switches.contains(key)) {
                wrong.add("'" + key + "' is a switch, which only the call can have");
            } else if (!known.contains(key)) {
                wrong.add(Names.nearest(key, known).isEmpty() ? "unknown key '" + key + "'; expected VERB.OPTION, such as explore.time"
                        : Names.unknown("key", key, known));
            }
        }
        if (!wrong.isEmpty()) {
            throw new BadInput(file, String.join("; ", wrong));
        }
        command.setDefaultValueProvider(this);
    }

    private void read(Path place) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(TextFile.read(place, "file of defaults")));
        } catch (IOException e) {
            throw BadInput.cannot("read", place, e);
        } catch (IllegalArgumentException e) {
            throw new BadInput(place, e.getMessage());
        }
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key).strip()));
    }

    private static void collect(CommandLine command, List<String> known, List<String> switches) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            (option.arity().max() == 0 ? switches : known).add(key(option));
        }
        command.getSubcommands().values().forEach(verb -> collect(verb, known, switches));
    }

    /** The verb without the name of the command, and the option without its hyphens. */
    private static String key(OptionSpec option) {
        String words = option.command().qualifiedName(".");
        return words.substring(words.indexOf('.') + 1) + "." + option.longestName().replaceFirst("^-+", "");
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.arity().max() == 0) {
            return null;
        }
        String value = values.get(key(option));
        if (value != null) {
            used.put(argument, value);
        }
        return value;
    }

    /** Says that a value which is refused was not typed but stands in the file; empty when it was typed. */
    String blame(ParameterException e) {
        ArgSpec argument = e.getArgSpec();
        String value = argument == null ? null : used.get(argument);
        return argument instanceof OptionSpec option && Objects.equals(value, e.getValue()) ? blame(option) : "";
    }

    /** The same for a message that names an option only where it begins. */
    String blame(ParseResult parsed, @Nullable String message) {
        if (message != null) {
            for (OptionSpec option : fromTheFile(parsed)) {
                if (message.startsWith(option.longestName() + ":")) {
                    return blame(option);
                }
            }
        }
        return "";
    }

    private String blame(OptionSpec option) {
        return " (" + key(option) + " in " + file + ")";
    }

    /** The options of a call that are as the file says, as they would be typed, with the file; empty when there are none. */
    String inUse(ParseResult parsed) {
        List<String> typed = fromTheFile(parsed).stream().map(option -> option.longestName() + "=" + used.get(option)).toList();
        return typed.isEmpty() ? "" : file + " gives " + String.join(" ", typed);
    }

    private List<OptionSpec> fromTheFile(ParseResult parsed) {
        return parsed.commandSpec().options().stream().filter(option -> used.containsKey(option) && !parsed.hasMatchedOption(option)).toList();
    }
}
