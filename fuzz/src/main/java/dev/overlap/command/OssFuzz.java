package dev.overlap.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.overlap.target.FuzzTarget;
import dev.overlap.target.Targets;

/**
 * What OSS-Fuzz and ClusterFuzzLite want to find of each fuzz target: a program {@code NAME} that starts it, {@code NAME.options} for libFuzzer,
 * {@code NAME_seed_corpus.zip}, and {@code NAME.dict} where there are words. The same sources give the same bytes.
 *
 * <p>{@code fuzz/oss-fuzz/build.sh} calls this from the top of the checkout.
 */
final class OssFuzz {

    /** The driver adds its own collector and heap, and a second collector would keep the JVM from starting. */
    static final List<String> JVM = List.of(JvmOptions.CONTINUATIONS, JvmOptions.NATIVE_CODE, JvmOptions.UNSAFE, JvmOptions.NO_PERFORMANCE_DATA);

    private static final LocalDateTime ANY_TIME = LocalDateTime.of(2025, 1, 1, 0, 0);

    private OssFuzz() {
    }

    /**
     * Writes the files of all targets.
     *
     * @param arguments the template of the programs, and the folder that gets the files
     */
    public static void main(String[] arguments) throws IOException {
        String template = Files.readString(Path.of(arguments[0]));
        Path folder = Path.of(arguments[1]);
        for (FuzzTarget target : Targets.ALL) {
            write(target, template, folder);
        }
    }

    static void write(FuzzTarget target, String template, Path folder) throws IOException {
        Path program = Files.writeString(folder.resolve(target.name()), wrapper(target, template));
        if (!program.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + program + " executable");
        }
        Files.writeString(folder.resolve(target.name() + ".options"), options(target));
        Path inputs = Checkout.inputs();
        Path root = Checkout.root();
        if (inputs == null || root == null) {
            throw new IOException("call this in the checkout: there is no corpus/inputs here");
        }
        Path words = inputs.resolve(target.name() + ".dict");
        if (Files.exists(words)) {
            Files.copy(words, folder.resolve(words.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        List<Path> seeds = new ArrayList<>(List.of(inputs.resolve(target.name())));
        if (!target.moreSeeds().isEmpty()) {
            seeds.add(root.resolve(target.moreSeeds()));
        }
        zip(seeds, folder.resolve(target.name() + "_seed_corpus.zip"));
    }

    /** The driver separates options of the JVM by colons, and takes one behind a backslash as it is. */
    private static String wrapper(FuzzTarget target, String template) {
        String jvm = JVM.stream().map(option -> option.replace(":", "\\:")).collect(Collectors.joining(":"));
        String flags = JazzerFlags.watching(target).stream().map(flag -> "'" + flag + "'").collect(Collectors.joining(" "));
        return template.replace("@NAME@", target.name()).replace("@JVM@", jvm).replace("@FLAGS@", flags);
    }

    private static String options(FuzzTarget target) {
        return "[libfuzzer]\nmax_len = " + target.maxBytes() + "\ntimeout = " + JazzerFlags.HANG_SECONDS + "\n";
    }

    /** Files of folders below those given have their folders in their names: what unpacks it may expect no folders. */
    private static void zip(List<Path> folders, Path archive) throws IOException {
        try (OutputStream file = Files.newOutputStream(archive); ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Path folder : folders) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path seed : files.filter(Files::isRegularFile).sorted().toList()) {
                        ZipEntry entry = new ZipEntry(folder.relativize(seed).toString().replace(seed.getFileSystem().getSeparator(), "-"));
                        entry.setTimeLocal(ANY_TIME);
                        zip.putNextEntry(entry);
                        Files.copy(seed, zip);
                        zip.closeEntry();
                    }
                }
            }
        }
    }
}
