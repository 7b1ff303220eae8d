package dev.overlap.command;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

/**
 * Where Wine and the Java for Windows are on this machine, and the folder in which {@code native-real/wine/setup} has put what it makes.
 *
 * @param loader Wine's
 * @param server Wine's
 * @param home with {@code java/}, {@code prefix/}, and {@code ready}, which is written last
 */
record WineHost(Path loader, Path server, Path home) {

    private static final String REMEDY = "; native-real/wine/setup installs it";
    private static final Path DEBIANS = Path.of("/usr/lib/wine");
    private static final String DLL = "jnidispatch.dll";
    private static final String DLL_RESOURCE = "/com/sun/jna/win32-x86-64/" + DLL;

    /**
     * Looks for them.
     *
     * @param environment the process's: OVERLAP_WINE_HOME, XDG_CACHE_HOME and HOME say where the folder is, OVERLAP_WINE names another loader
     * @throws BadInput when something is missing, and how to get it
     */
    static WineHost find(Map<String, String> environment) {
        Path loader = loader(environment);
        Path server = server(loader, environment);
        WineHost host = new WineHost(loader, server, home(environment));
        host.requireComplete();
        return host;
    }

    private static Path loader(Map<String, String> environment) {
        String named = environment.get("OVERLAP_WINE");
        if (named != null) {
            if (!Files.isExecutable(Path.of(named))) {
                throw new BadInput("--backend wine: OVERLAP_WINE names " + named + ", which is no program");
            }
            return Path.of(named).toAbsolutePath();
        }
        Path debians = DEBIANS.resolve("wine64");
        Path found = Files.isExecutable(debians) ? debians : onPath("wine", environment);
        if (found == null) {
            throw new BadInput("--backend wine: there is no Wine here" + REMEDY);
        }
        return found;
    }

    private static Path server(Path loader, Map<String, String> environment) {
        for (String name : List.of("wineserver64", "wineserver")) {
            Path beside = loader.resolveSibling(name);
            if (Files.isExecutable(beside)) {
                return beside;
            }
        }
        Path found = onPath("wineserver", environment);
        if (found == null) {
            throw new BadInput("--backend wine: " + loader + " has no wineserver beside it" + REMEDY);
        }
        return found;
    }

    private static @Nullable Path onPath(String program, Map<String, String> environment) {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path candidate = Path.of(folder.isEmpty() ? "." : folder).resolve(program);
            if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return candidate.toAbsolutePath();
            }
        }
        return null;
    }

    private static Path home(Map<String, String> environment) {
        String own = environment.get("OVERLAP_WINE_HOME");
        if (own != null) {
            return Path.of(own).toAbsolutePath();
        }
        String cache = environment.get("XDG_CACHE_HOME");
        Path caches = cache == null || cache.isEmpty() ? Path.of(environment.getOrDefault("HOME", ""), ".cache") : Path.of(cache);
        return caches.resolve("overlap/wine").toAbsolutePath();
    }

    private void requireComplete() {
        if (!Files.isRegularFile(home.resolve("ready"))) {
            throw new BadInput("--backend wine: there is no Java for Windows in " + home + REMEDY);
        }
        if (!Files.isRegularFile(java())) {
            throw new BadInput("--backend wine: " + java() + " is missing" + REMEDY);
        }
        if (!Files.isRegularFile(template().resolve("system.reg")) || !Files.isDirectory(template().resolve("drive_c"))
                || !Files.isDirectory(template().resolve("dosdevices"))) {
            throw new BadInput("--backend wine: " + template() + " is no Wine prefix" + REMEDY);
        }
    }

    /** The program that runs Java classes under Wine. */
    Path java() {
        return home.resolve("java/bin/java.exe");
    }

    /** The prefix that each run copies. */
    Path template() {
        return home.resolve("prefix");
    }

    /** A folder for the runs that are going on. */
    Path runs() {
        return home.resolve("runs");
    }

    /**
     * The folder with JNA's library for Windows, unpacked from this program at first use: under Wine, JNA cannot unpack it by itself.
     *
     * @throws BadInput when it cannot be written
     */
    Path jnaFolder() {
        byte[] library;
        try (InputStream resource = WineHost.class.getResourceAsStream(DLL_RESOURCE)) {
            if (resource == null) {
                throw new BackendDied("--backend wine: this program was built without " + DLL_RESOURCE);
            }
            library = resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CRC32 checksum = new CRC32();
        checksum.update(library);
        Path folder = home.resolve("jna-" + Long.toHexString(checksum.getValue()));
        Path file = folder.resolve(DLL);
        if (!Files.isRegularFile(file)) {
            try {
                Files.createDirectories(folder);
                Path part = Files.write(folder.resolve(DLL + "." + ProcessHandle.current().pid()), library);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw BadInput.cannot("write", file, e);
            }
        }
        return folder;
    }

    /** A path as programs under Wine see it. */
    static String seenFromWine(Path path) {
        return "Z:" + path.toAbsolutePath().toString().replace('/', '\\');
    }

    /** The class path of this program, as Java under Wine wants it. */
    static String classPath() {
        List<String> parts = new ArrayList<>();
        for (String part : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            if (!part.isEmpty()) {
                parts.add(seenFromWine(Path.of(part)));
            }
        }
        return String.join(";", parts);
    }
}
