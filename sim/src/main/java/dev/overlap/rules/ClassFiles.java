package dev.overlap.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The class files that a reader's own loader finds, each read once. Loads no class. */
final class ClassFiles {

    private static final String[] STRANGERS = {"java/", "javax/", "jdk/", "sun/", "com/sun/", "org/jspecify/", "dev/overlap/win32/", "dev/overlap/platform/"};

    private final @Nullable ClassLoader loader;
    private final Map<String, @Nullable ClassFile> read = new LinkedHashMap<>();

    ClassFiles(@Nullable ClassLoader loader) {
        this.loader = loader;
    }

    /** Whether a class is one to look into: not Java's, and not of the contract between readers and kernels. */
    static boolean isOwn(String name) {
        for (String stranger : STRANGERS) {
            if (name.startsWith(stranger)) {
                return false;
            }
        }
        return true;
    }

    /** The class file, or null when there is none. */
    @Nullable ClassFile find(String name) {
        if (!read.containsKey(name)) {
            read.put(name, load(name));
        }
        return read.get(name);
    }

    private @Nullable ClassFile load(String name) {
        String path = name + ".class";
        URL url = resource(path);
        if (url == null) {
            return null;
        }
        try (InputStream in = url.openStream()) {
            return ClassFile.read(in.readAllBytes(), root(url, path));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + url, e);
        }
    }

    /** The folder or jar that a class is in, found or not. */
    @Nullable String rootOf(String name) {
        String path = name + ".class";
        URL url = resource(path);
        return url == null ? null : root(url, path);
    }

    private @Nullable URL resource(String path) {
        return loader == null ? ClassLoader.getSystemResource(path) : loader.getResource(path);
    }

    private static String root(URL url, String path) {
        String text = url.toString();
        return text.endsWith(path) ? text.substring(0, text.length() - path.length()) : text;
    }
}
